"""A new version of the program that came as a file: whether it is the published one, and whether it is newer.

Nothing is asked of a network, and nothing is run: what is said here a person can check by `certutil -hashfile`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import compare_app
from compare_app.errors import AppError, Place
from compare_app.text.message import M, Message

LIST: Final = "SHA256SUMS.txt"
"""The list that is published with every version: a line for each file, its digest and its name."""
_LONGEST: Final = 100_000  # bytes of a list; a longer one is none of ours
_DIGEST: Final = re.compile(r"(?<![0-9a-zA-Z])[0-9a-fA-F]{64}(?![0-9a-zA-Z])")
_PAIRS: Final = re.compile(r"(?<![0-9a-zA-Z])(?:[0-9a-fA-F]{2}\s){31}[0-9a-fA-F]{2}(?![0-9a-zA-Z])")
_LINE: Final = re.compile(r"([0-9a-fA-F]{64})\s+\*?(\S.*)")
_NAME: Final = re.compile(r"dual-compare-(\d+)\.(\d+)\.(\d+)\b.*?(-setup\.exe|\.zip)$", re.IGNORECASE)

Verdict = Literal["same", "other", "unlisted", "unknown"]


@dataclass(frozen=True, slots=True)
class UpdateFile:
    """What a file is. `published`: its digest as the list beside it has it, empty where it has none."""

    name: str
    sha256: str  # of what lies there, 64 small letters and digits
    listed: bool  # whether a list lies beside it
    published: str
    version: tuple[int, ...]  # empty where its name tells none
    installer: bool

    def verdict(self, given: str = "") -> Verdict:
        """Whether it is the published file, by a digest that a person gave or else by the list beside it."""
        wanted = _digest_in(given) if given.strip() else self.published
        if wanted or given.strip():
            return "same" if wanted == self.sha256 else "other"
        return "unlisted" if self.listed else "unknown"

    def said(self, given: str = "") -> Iterator[Message]:
        """What that means, and what to do next; the verdict first."""
        by_hand = bool(given.strip())
        match self.verdict(given):
            case "same" if by_hand:
                yield M("This is the published file: its SHA-256 is the one you gave")
            case "same":
                yield M("The file came whole: its SHA-256 is the one in {list} beside it", list=LIST)
                yield M(
                    "A list that came with the file does not show who made it: compare it with the published one"
                )
            case "other" if by_hand and not _digest_in(given):
                yield M("What you gave is no SHA-256: it has 64 digits and letters from a to f")
                return
            case "other":
                yield M("This is not the published file: its SHA-256 is another one")
                yield M("Do not run it. Get it again; if it differs again, ask whoever gave it to you")
                return
            case "unlisted":
                yield M("{list} beside it does not name this file", list=LIST)
                yield M("Compare its SHA-256 with the page where it was published")
            case "unknown":
                yield M("No {list} lies beside it, so nothing says yet what it should be", list=LIST)
                yield M("Compare its SHA-256 with the page where it was published")
        yield from self._age()
        if self.verdict(given) == "same" and not self._older:
            yield (
                M("Close the program, then run the installer; settings, projects and backups stay")
                if self.installer
                else M(
                    "Close the program, unpack the file into a new folder and copy “settings” and portable.txt across"
                )
            )

    @property
    def _older(self) -> bool:
        return bool(self.version) and self.version < _mine()

    def _age(self) -> Iterator[Message]:
        mine = _mine()
        theirs = ".".join(map(str, self.version))
        if not self.version:
            yield M("Its name does not say which version it is")
        elif self.version > mine:
            yield M(
                "It is newer than this program: {theirs}, here {mine}",
                theirs=theirs,
                mine=compare_app.__version__,
            )
        elif self.version == mine:
            yield M("It is the version that runs here: {version}", version=theirs)
        else:
            yield M(
                "It is older than this program: {theirs}, here {mine}",
                theirs=theirs,
                mine=compare_app.__version__,
            )


def _mine() -> tuple[int, ...]:
    return tuple(int(part) for part in compare_app.__version__.split(".")[:3])


def _digest_in(text: str) -> str:
    """The one digest in what a person pasted: alone, a line of the list, what certutil prints, in pairs or not."""
    whole = "".join(text.split()).lower()
    if _DIGEST.fullmatch(whole):  # broken over lines
        return whole
    found = {one.lower() for one in _DIGEST.findall(text)} or {
        "".join(one.split()).lower() for one in _PAIRS.findall(text)
    }
    return found.pop() if len(found) == 1 else ""


def look(path: Path) -> UpdateFile:
    """Read a file and the list beside it. AppError UPDATE-UNREADABLE."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        beside = path.with_name(LIST)
        listed = beside.is_file() and beside.stat().st_size <= _LONGEST
        lines = beside.read_text(encoding="utf-8-sig", errors="replace").splitlines() if listed else []
    except OSError as error:
        raise AppError(
            "UPDATE-UNREADABLE",
            M("{file} cannot be read: {detail}", file=path.name, detail=error.strerror or str(error)),
            M("Copy the file to this computer and choose it there"),
            Place(file=path.name),
        ) from error
    published = ""
    for line in lines:
        entry = _LINE.fullmatch(line.strip())
        if entry is not None and entry[2].strip().casefold() == path.name.casefold():
            published = entry[1].lower()
    name = _NAME.fullmatch(path.name)
    return UpdateFile(
        path.name,
        found,
        listed,
        published,
        tuple(int(name[part]) for part in (1, 2, 3)) if name is not None else (),
        installer=path.suffix.lower() == ".exe",
    )
