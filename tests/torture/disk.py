"""A disk that loses its power: the log of the shim played back, and what may be found afterwards.

The model (after ALICE and SQLite's crash tests): each unsynced sector of 512 bytes is there, not there or garbage,
independently of its neighbours; operations on folders and sizes of files survive as a prefix of their order. A sync of
a file brings its bytes, and on a `journaled` file system also everything that was done to folders and sizes before.
`weak`: folders only by a sync of the folder. `lying`: half of the syncs do nothing.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

SECTOR: Final = 512
GARBAGE: Final = 0.08  # of the sectors that were on their way
_HEAD: Final = struct.Struct("<cQQI")

Model = Literal["journaled", "weak", "lying"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One record of the log, see shim.c."""

    kind: str
    file: int
    at: int
    data: bytes


def parse(log: bytes) -> Iterator[Operation]:
    """The operations of a log."""
    at = 0
    while at < len(log):
        kind, file, place, length = _HEAD.unpack_from(log, at)
        at += _HEAD.size
        yield Operation(kind.decode(), file, place, log[at : at + length])
        at += length


@dataclass(slots=True)
class File:
    """The bytes that are safe, and what is on its way to them: (place, bytes) or a size with its number."""

    safe: bytes = b""
    pending: list[tuple[int, bytes] | Size] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Size:
    """A file was made so long; `number` is its place among the operations on folders and sizes."""

    length: int
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation on a folder: a name now means a file (None: no file)."""

    names: tuple[tuple[str, File | None], ...]
    number: int


class Disk:
    """A folder as the program sees it, and as it may be found. Names are paths below `root`."""

    def __init__(self, root: str, names: dict[str, bytes], model: Model, chance: random.Random) -> None:
        self._root = root + "/"
        self._model = model
        self._chance = chance
        self._safe_names = {name: File(data) for name, data in names.items()}
        self._names: dict[str, File] = dict(self._safe_names)
        self._files: dict[int, File] = {}  # by inode
        self._entries: list[Entry] = []
        self._number = 0

    def play(self, one: Operation) -> None:
        """What the program did."""
        match one.kind:
            case "C":
                made = self._files[one.file] = File()
                self._enter((self._name(one.data), made))
            case "O":
                self._files[one.file] = self._names[self._name(one.data)]
            case "T":
                self._number += 1
                self._files[one.file].pending.append(Size(one.at, self._number))
            case "W":
                self._files[one.file].pending.append((one.at, one.data))
            case "S" | "D":
                if self._model != "lying" or self._chance.random() < 0.5:
                    self._sync(one)
            case "U":
                self._enter((self._name(one.data), None))
            case "R":
                old, new = (self._name(path) for path in one.data.split(b"\0"))
                self._enter((new, self._names[old]), (old, None))

    def _name(self, path: bytes) -> str:
        return path.decode().removeprefix(self._root)

    def _enter(self, *names: tuple[str, File | None]) -> None:
        self._number += 1
        self._entries.append(Entry(names, self._number))
        _rename(self._names, names)

    def _sync(self, one: Operation) -> None:
        if one.kind == "S":
            file = self._files[one.file]
            file.safe = _played(file.safe, file.pending)
            file.pending = []
        if one.kind == "D" or self._model == "journaled":
            for entry in self._entries:
                _rename(self._safe_names, entry.names)
            self._entries = []

    def found(self) -> dict[str, bytes]:
        """The files after the power went now; another answer each time."""
        cut = self._cut()
        names = dict(self._safe_names)
        for entry in self._entries:
            if entry.number <= cut:
                _rename(names, entry.names)
        return {name: self._after(file, cut) for name, file in names.items()}

    def _cut(self) -> int:
        """The last operation on folders and sizes that survives."""
        numbers = [entry.number for entry in self._entries]
        for file in {id(one): one for one in (*self._files.values(), *self._names.values())}.values():
            numbers += [one.number for one in file.pending if isinstance(one, Size)]
        return self._chance.choice([0, *numbers])

    def _after(self, file: File, cut: int) -> bytes:
        if not file.pending:
            return file.safe
        data = bytearray(file.safe)
        for one in file.pending:
            if isinstance(one, Size):
                if one.number <= cut:
                    _resize(data, one.length)
                continue
            place, body = one
            for at in range(place, place + len(body), SECTOR):
                piece = body[at - place : at - place + SECTOR]
                fate = self._chance.random()
                if fate < GARBAGE:
                    _write(data, at, self._chance.randbytes(len(piece)))
                elif fate < 0.5 + GARBAGE / 2:
                    _write(data, at, piece)
        return bytes(data)


def _rename(names: dict[str, File], changes: tuple[tuple[str, File | None], ...]) -> None:
    for name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _played(safe: bytes, pending: list[tuple[int, bytes] | Size]) -> bytes:
    data = bytearray(safe)
    for one in pending:
        if isinstance(one, Size):
            _resize(data, one.length)
        else:
            _write(data, *one)
    return bytes(data)


def _resize(data: bytearray, length: int) -> None:
    if length < len(data):
        del data[length:]
    else:
        data.extend(bytes(length - len(data)))


def _write(data: bytearray, at: int, body: bytes) -> None:
    if at > len(data):
        data.extend(bytes(at - len(data)))
    data[at : at + len(body)] = body
