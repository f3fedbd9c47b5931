"""What the words and figures of an output mean: printed with every workbook and report (design.md §2)."""

from __future__ import annotations

from typing import Final

from compare_app.domain.priority_factors import FAILED, ONE_DELTA, SEVERITY
from compare_app.domain.terms import Severity
from compare_app.text.message import M, Message

DEFINITIONS: Final[tuple[tuple[Message, Message], ...]] = (
    (
        M("Consistency rate"),
        M(
            "(stricter + equal) / (stricter + equal + looser + different). Missing and not judged are in neither part; "
            "they are counted beside."
        ),
    ),
    (
        M("Orderable consistency rate"),
        M("(stricter + equal) / (stricter + equal + looser): only pairs that can be ordered."),
    ),
    (
        M("Coverage"),
        M(
            "Share that was really compared. Every rate, mean and score is printed with it; "
            "what is missing is never zero."
        ),
    ),
    (
        M("Verdict on limits"),
        M(
            "Stricter: what our limit admits, theirs admits too, and not the other way round; equal: the same; looser: "
            "the reverse; different: they cannot be ordered, and the reason stands beside. "
            "A person may overrule it with name and reason; the automatic verdict stays beside it."
        ),
    ),
    (
        M("Standard proposals"),
        M(
            "Drafts for the next edition of our standard, from limits looser than others' or missing in ours. "
            "Adopted now: our tested results meet the limit with a margin, not smaller than their uncertainty where it "
            "is known; of several such limits the strictest is proposed. What cannot be ordered is never proposed."
        ),
    ),
    (
        M("Comparability"),
        M(
            "Scale, quantity, unit, value basis, test method, conditions, statistic and scope are checked before any "
            "number; what differs is not comparable, or comparable after conversion."
        ),
    ),
    (
        M("Conversion of units"),
        M(
            "Only within one quantity and basis, by exact factors. The limit keeps its digits; the result is brought "
            "to its unit."
        ),
    ),
    (
        M("Replicates"),
        M(
            "Repeats on one specimen are averaged first; each specimen counts once. An outlier is flagged and stays "
            "in. Where every value states U, the largest stands for each of them and, not reduced, for their mean: a "
            "cautious choice of this program."
        ),
    ),
    (
        M("Gap"),
        M(
            "Better is positive, whatever the direction of the indicator. Per cent only on ratio scales; otherwise in "
            "units or steps. A pair that is not comparable has no number, only the reason. Where a target value is "
            "set, the single value farthest from it counts."
        ),
    ),
    (
        M("Δ, the practically relevant difference"),
        M(
            "The larger of the rounding interval and 2 % of the limit, or what the user stated before the results. "
            "Uncertainty never widens it."
        ),
    ),
    (
        M("Conclusion"),
        M(
            "With replicates: 90 % interval inside ±Δ: equivalent; otherwise 95 % interval beyond 0: better or worse, "
            "beyond Δ: clearly so; otherwise undecided. With one value or unknown U only the numbers are compared. "
            "With one value and known U on both sides, |E| ≤ 1 turns a lead into level and a lag beyond Δ into "
            "undecided."
        ),
    ),
    (
        M("Rank and percentile"),
        M(
            "Competition rank (1, 2, 2, 4) among comparable products of the category, ours included; percentile = "
            "share strictly worse + half of the ties. A value below the detection limit gives a range of ranks."
        ),
    ),
    (
        M("Score"),
        M(
            "Larger is better: 100·x/b; smaller is better: 100·b/x (b: the primary benchmark); target: by distance "
            "over tolerance; classes by steps; pass/fail 100 or 0; on scales without ratios (℃, dB, pH) min–max: "
            "100·(x − worst) / (best − worst) among the comparable products of the pool, ours included, so that it "
            "changes with the pool. What is not comparable with the benchmark has no score. Each is capped at 100, so "
            "a lead never pays for a lag. Not official."
        ),
    ),
    (
        M("Grade (grading scheme)"),
        M(
            "Levels and limits are data, with their source. Weakest link: the level of the worst indicator; gate and "
            "count: base indicators met, then a share of the core indicators at the level; weighted: points of the "
            "levels by the weights of the scheme. A grade is given only where no unknown could change it; otherwise "
            "the level that is sure and what is missing. Not official unless the scheme says so."
        ),
    ),
    (
        M("Priority of the gaps"),
        M(
            "Severity (A counts {a}, B counts {b}) × size × weight share × feasibility (0 to 1, 1 where nobody stated "
            "it). Size: relative gap; what fails counts at least {failed}; near a target in tolerances, of classes in "
            "steps of the ladder, elsewhere {delta} for each Δ; of bounded values what the gap is at least. What fails "
            "stands first. Not official.",
            a=SEVERITY[Severity.A],
            b=SEVERITY[Severity.B],
            failed=FAILED,
            delta=ONE_DELTA,
        ),
    ),
    (
        M("Rank under changed weights"),
        M(
            "Rank by weighted score among the products that have every score that ours has. Each weight moves by "
            "±20 % for itself; a product stays above another where Σ w·d > 0.2·Σ w·|d|, d = difference of scores. "
            "The range counts pair by pair: no weights give a rank outside it. Not official."
        ),
    ),
    (
        M("Quality ladder"),
        M(
            "L0 a mandatory or declared requirement fails; L1 all of them judged and met; L2 also every recommended "
            "core requirement; L3 standard not looser and value not worse than the domestic median on every core "
            "indicator; L4 not behind the domestic benchmark; L5 not behind the international benchmark. What is "
            "needed and unknown stops the climb. The enterprise's own evaluation, not official."
        ),
    ),
    (
        M("Absences"),
        M(
            "Missing, not applicable, not tested and not comparable are four different things; none of them is zero."
        ),
    ),
    (
        M("Value basis"),
        M(
            "Declared, tested or estimated. A pair of different bases shows its gap, but carries no conclusion and no "
            "step above L2."
        ),
    ),
    (
        M("Signs"),
        M(
            "▲ stricter or better · ● equal or level · ▼ looser or worse · ◆ different · ○ nothing to say · "
            "× not met · ✓= pass line of a graded limit"
        ),
    ),
)
