"""What is frozen in, as a bill of materials (CycloneDX 1.5): made of the lock and of what is installed, at build time.

    python packaging/bill_of_materials.py BOM.json

The hashes are those of the lock, so the bill says which bytes were meant. No address of any registry is in it.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PREVIEW = "DUAL_COMPARE_PREVIEW"
"""Set where the build is tried on a bench that cannot run everything of the lock (packaging/windows)."""
LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)


def bill(version: str) -> dict[str, Any]:
    """The bill of the program of that version on this machine."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "dual-compare",
                "version": version,
                "properties": [{"name": "python", "value": sys.version.split()[0]}],
            }
        },
        "components": [_component(one, hashes) for one, hashes in installed()],
    }


def installed() -> Iterator[tuple[Distribution, list[str]]]:
    """What of the lock is installed here, each with the hashes of the lock; others are of other platforms."""
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    for block in blocks:
        found = re.match(r"([\w.-]+)==([\w.]+)", block)
        if found is None:
            continue
        try:
            one = distribution(found[1])
        except PackageNotFoundError:
            continue
        if one.version == found[2]:
            yield one, re.findall(r"--hash=sha256:([0-9a-f]{64})", block)
        elif os.environ.get(PREVIEW):
            yield (
                one,
                [],
            )  # a build to be tried, never to be given away: its bill says so by the missing hashes
        else:
            raise SystemExit(f"{found[1]} {one.version} is installed, the lock says {found[2]}")


def licence_of(one: Distribution) -> str:
    """The licence as its maker names it: an expression, a name or the last part of a classifier."""
    said = one.metadata
    classifiers = [
        line.rsplit(" :: ", 1)[1]
        for line in said.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    first = (
        str(said.get("License-Expression") or "")
        or " AND ".join(classifiers)
        or str(said.get("License") or "")
    )
    return first.splitlines()[0].strip() if first.strip() else ""


def licence_files(one: Distribution) -> Iterator[Path]:
    """The texts that its maker ships."""
    for file in one.files or ():
        if LICENCE_FILE.search(str(file)) and file.suffix != ".py":
            yield Path(str(file))


def _component(one: Distribution, hashes: list[str]) -> dict[str, Any]:
    name = one.metadata["Name"]
    return {
        "type": "library",
        "name": name,
        "version": one.version,
        "purl": f"pkg:pypi/{re.sub(r'[-_.]+', '-', name).lower()}@{one.version}",
        "licenses": [{"license": {"name": licence_of(one)}}],
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
    }


def main() -> int:
    """Write the bill where the build wants it."""
    sys.path.insert(0, str(ROOT))
    from compare_app import __version__

    text = json.dumps(bill(__version__), indent=1)
    Path(sys.argv[1]).write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
