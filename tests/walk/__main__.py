"""`python3 -m tests.walk OUT`: walk through the whole program as a person would; pictures of every step in OUT.

Needs nothing but Python and the program's own environment. Exit codes: 0 everything was as a person expects it,
1 something was not, 2 wrong usage, 77 no screen or no program can be had here (what is missing is said).
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from tests.walk.person import ROOT
from tests.walk.screen import NotSeen, missing
from tests.walk.walk import Walk

NOT_HERE = 77


def main(argv: list[str]) -> int:
    """Walk; returns the exit code."""
    if len(argv) != 1 or argv[0].startswith("-"):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    lacking = missing()
    if lacking:
        sys.stderr.write(f"missing: {', '.join(lacking)} (apt-get install {' '.join(lacking)})\n")
        return NOT_HERE
    python = program_python()
    if not Path(python).is_file():
        sys.stderr.write("missing: the program's environment (python3 dev.py setup)\n")
        return NOT_HERE
    out = Path(argv[0]).resolve()
    if out.exists() and any(out.iterdir()):
        sys.stderr.write(f"{out} is not empty\n")
        return 2
    out.mkdir(parents=True, exist_ok=True)
    try:
        Walk(out, python).go()
    except (NotSeen, AssertionError) as trouble:
        sys.stdout.write(f"✕ {trouble}\n")
        return 1
    return 0


def program_python() -> str:
    """The Python that has what the program needs: this one, or the one of the checkout's environment."""
    if importlib.util.find_spec("PySide6") is not None:
        return sys.executable
    return str(ROOT / ".venv" / "bin" / "python")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
