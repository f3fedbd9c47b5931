"""The README says what is true: its files are there, and its commands are known."""

import re
import subprocess
import sys
from pathlib import Path

import dev

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_links_lead_to_files() -> None:
    targets = {target for target in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in target}
    assert targets
    assert not [target for target in targets if not (ROOT / target).exists()]


def test_commands_of_dev_are_known() -> None:
    named = set(re.findall(r"dev\.py ([a-z]+)\b", README))
    known = set(re.findall(r"dev\.py ([a-z]+)\b", dev.__doc__ or ""))
    assert {"demo", "test", "run", "build"} <= named <= known


def test_verbs_of_the_command_line_are_known() -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--lang", "en", "--help"]
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    for line in re.findall(r"^python3 dev\.py (?:VERB|命令) … +(.*)$", README, re.MULTILINE):
        verbs = re.findall(r"\b[a-z]+\b", line.partition("：" if "：" in line else ":")[2])
        assert len(verbs) >= 6
        assert not [verb for verb in verbs if not re.search(rf"^ +{verb}\b", shown, re.MULTILINE)]


def test_both_halves_name_the_same_commands() -> None:
    english, _, chinese = README.partition("\n## 中文")
    for command in ("dev.py demo", "dev.py test", "dev.py run", "dev.py build"):
        assert command in english
        assert command in chinese
