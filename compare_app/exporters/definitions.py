"""What the words and figures of an output mean: printed with every workbook and report (design.md §2)."""

from __future__ import annotations

from typing import Final

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
        M("Gap"),
        M(
            "Better is positive, whatever the direction of the indicator. Per cent only on ratio scales; otherwise in "
            "units or steps. A pair that is not comparable has no number, only the reason."
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
            "beyond Δ: clearly so; otherwise undecided. With one value or unknown U only the numbers are compared."
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
            "over tolerance; classes by steps; pass/fail 100 or 0. Each is capped at 100, so a lead never pays for a "
            "lag. Not official."
        ),
    ),
    (
        M("Quality ladder"),
        M(
            "L0 a mandatory or declared requirement fails; L1 all of them judged and met; L2 also every recommended "
            "core requirement; L3 standard not looser and value not below the domestic median on every core indicator; "
            "L4 not behind the domestic benchmark; L5 not behind the international benchmark. What is needed and "
            "unknown stops the climb. The enterprise's own evaluation, not official."
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
            "▲ stricter or better · ● equal or level · ▼ looser or worse · ◆ different · ○ nothing to say · × not met"
        ),
    ),
)
