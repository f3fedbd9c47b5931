"""What our own rules are called: traces name them by short codes, readers get words or a standard and its clause."""

from __future__ import annotations

import re
from typing import Final

from compare_app.text.message import M, Message
from compare_app.text.wording import Wording

RULE_NAMES: Final[dict[str, Message]] = {
    "R1": M("Standards"),
    "R2": M("Status of a standard"),
    "R4": M("Limits"),
    "R5": M("Comparability"),
    "R8": M("Kind of sample"),
    "R9": M("Values as typed"),
    "R10": M("Source and confirmation"),
    "R11": M("Grade (grading scheme)"),
    "R16": M("Edition in force"),
    "R17": M("Edition by the day of production"),
    "R18": M("Adoption of an older edition"),
    "R19": M("Declaration and standard"),
    "R20": M("Verdict on limits"),
    "R21": M("Comparability"),
    "R23": M("Missing limits"),
    "R24": M("Computed indicator"),
    "R25": M("Conversion of units"),
    "R27": M("Conformity"),
    "R28": M("Gap"),
    "R30": M("Decision rule"),
    "R31": M("Replicates"),
    "R32": M("Outliers"),
    "R33": M("Score"),
    "R34": M("Priority of the gaps"),
    "R35": M("Rank under changed weights"),
    "R36": M("Quality ladder"),
    "domain §6.6": M("Values with only a bound"),
    "rulings 1": M("Quality ladder"),
    "rulings 2": M("Δ, the practically relevant difference"),
    "rulings 3": M("Conclusion"),
    "rulings 6": M("Value basis"),
    "rulings 10": M("Score"),
}
"""By code; where a report prints definitions, the name is the title of the one that says the rule."""


def rule_name(rule: str, words: Wording) -> str:
    """The rules of a step as a reader can find them: our own by name, others by standard and clause."""
    parts = [part.strip() for part in re.split(r"[;,]", rule) if part.strip()]
    said = [words(RULE_NAMES[part]) if part in RULE_NAMES else part for part in parts]
    return ("；" if words.language == "zh_CN" else "; ").join(dict.fromkeys(said))
