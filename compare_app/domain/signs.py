"""Sign and tone of a verdict: never colour alone, the same on screen, on paper and in Excel (design.md §5).

▲ better or stricter · ● level, equal, met · ▼ worse or looser · ◆ different, conditional · ○ nothing to say · × not met
"""

from __future__ import annotations

from compare_app.domain.terms import Comparability, Conclusion, Conformity, Readiness, Standing, Verdict
from compare_app.domain.tone import Tone

Judged = Verdict | Standing | Conclusion | Conformity | Comparability | Readiness


def sign(judged: Judged) -> str:
    """The sign that stands before the word."""
    match judged:
        case Conformity.FAIL:
            return "×"
        case (
            Verdict.DIFFERENT
            | Conformity.CONDITIONAL_PASS
            | Conformity.CONDITIONAL_FAIL
            | Comparability.MIXED_BASIS
        ):
            return "◆"
    return {Tone.BETTER: "▲", Tone.LEVEL: "●", Tone.WORSE: "▼"}.get(tone(judged), "○")


def tone(judged: Judged) -> Tone:
    """The role of its colour: blue better, orange worse, red for 不合格 only, grey for what is not known."""
    match judged:
        case Verdict.STRICTER | Standing.AHEAD | Readiness.NOW:
            return Tone.BETTER
        case Conclusion.BETTER | Conclusion.CLEARLY_BETTER | Conclusion.NUMERIC_BETTER:
            return Tone.BETTER
        case Verdict.LOOSER | Standing.BEHIND | Readiness.PRODUCT_FIRST:
            return Tone.WORSE
        case Conclusion.WORSE | Conclusion.CLEARLY_WORSE | Conclusion.NUMERIC_WORSE:
            return Tone.WORSE
        case Verdict.EQUAL | Standing.LEVEL | Conformity.PASS:
            return Tone.LEVEL
        case Conclusion.EQUIVALENT | Conclusion.NUMERIC_EQUIVALENT:
            return Tone.LEVEL
        case Comparability.COMPARABLE | Comparability.CONVERTED:
            return Tone.LEVEL
        case Conformity.FAIL:
            return Tone.FAIL
    return Tone.UNKNOWN
