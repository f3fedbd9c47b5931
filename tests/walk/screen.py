"""An X screen of its own, seen through its frame buffer and worked with keys and mouse as a person does."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

SIZE: Final = (1366, 768)  # the smallest screen that offices still have
PATIENCE: Final = 30.0  # seconds until something that was waited for counts as not happening
LOOK_EVERY: Final = 0.1  # seconds between two looks
KEY_DELAY_MS: Final = 30
LENT_MS: Final = 250  # for which a key is lent to a sign that the keyboard lacks
TRIES: Final = 5
NEEDED: Final = {"Xvfb": "xvfb", "xdotool": "xdotool", "openbox": "openbox"}
"""Programs, and the Debian package of each. Without a window manager no dialog would get the focus."""
CURSOR: Final = (4, 40)  # px: a text cursor that blinks is no change of the screen


class NotSeen(AssertionError):
    """What a person waits for did not come."""


def missing() -> list[str]:
    """The packages without which there is no walk."""
    return [package for program, package in NEEDED.items() if shutil.which(program) is None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What the screen shows at one moment: rows of 4 bytes a pixel, blue first."""

    width: int
    height: int
    rows: tuple[bytes, ...]

    def same(self, other: Frame) -> bool:
        """Whether the eye sees no difference; a cursor that blinks is none."""
        changed = [at for at in range(self.height) if self.rows[at] != other.rows[at]]
        if not changed:
            return True
        if changed[-1] - changed[0] > CURSOR[1]:
            return False
        columns = [
            at
            for row in changed
            for at in range(self.width)
            if self.rows[row][at * 4 : at * 4 + 3] != other.rows[row][at * 4 : at * 4 + 3]
        ]
        return not columns or max(columns) - min(columns) < CURSOR[0]

    def save(self, path: Path) -> None:
        """Write it as PNG."""
        lines = bytearray()
        for row in self.rows:
            line = bytearray(self.width * 3)
            line[0::3], line[1::3], line[2::3] = row[2::4], row[1::4], row[0::4]
            lines += b"\0" + line
        head = struct.pack(">2I5B", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(lines), 6)), (b"IEND", b""))
        body = b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in parts
        )
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


class Screen:
    """Xvfb with a window manager. What is seen is read from the frame buffer, which Xvfb keeps as an XWD file."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="walk-screen-")
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
        command += ["-fbdir", self._folder.name, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as answer:
            number = answer.readline().strip()  # empty where it did not start
        if not number:
            self._folder.cleanup()
            raise NotSeen("Xvfb does not start")
        self.environment = {**environment, "DISPLAY": f":{number}"}
        self._manager = subprocess.Popen(
            ["openbox"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        """Take it down."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)
        self._folder.cleanup()

    # --- seeing -------------------------------------------------------------------------------------------------

    def frame(self) -> Frame:
        """What is seen now."""
        data = (Path(self._folder.name) / "Xvfb_screen0").read_bytes()
        head = struct.unpack(">25I", data[:100])
        size, width, height, stride, colours = head[0], head[4], head[5], head[12], head[19]
        start = size + colours * 12
        rows = tuple(data[start + at * stride :][: width * 4] for at in range(height))
        return Frame(width, height, rows)

    def windows(self) -> dict[str, str]:
        """The windows with a title that are seen: id → title."""
        found = self._xdotool("search", "--onlyvisible", "--name", ".", check=False).split()
        return {one: self._xdotool("getwindowname", one, check=False).strip() for one in found}

    def size(self, window: str) -> tuple[int, int]:
        """Width and height of a window, without its frame."""
        lines = self._xdotool("getwindowgeometry", "--shell", window).split()
        found = dict(line.split("=") for line in lines)
        return int(found["WIDTH"]), int(found["HEIGHT"])

    def wait(self, seen: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
        """Look again and again until it is there."""
        end = time.monotonic() + patience
        while not seen():
            if time.monotonic() > end:
                raise NotSeen(f"{what} (waited {patience:g} s)")
            time.sleep(LOOK_EVERY)

    def wait_window(self, title: str, *, but: str = "") -> str:
        """Wait for a window whose title holds a text, another one than `but`, and for rest; returns its id."""
        self.wait(lambda: self.find(title) not in ("", but), f"no window “{title}”")
        self.wait_still()
        return self.find(title)

    def wait_gone(self, title: str) -> None:
        """Wait until no window has such a title."""
        self.wait(lambda: not self.find(title), f"window “{title}” does not go")
        self.wait_still()

    def find(self, title: str) -> str:
        """The window with this in its title, the newest; empty where there is none."""
        return max((one for one, name in self.windows().items() if title in name), key=int, default="")

    def wait_still(self) -> Frame:
        """Wait until the picture no longer changes, and return it."""
        frames = [self.frame()]

        def still() -> bool:
            time.sleep(0.25)
            frames.append(self.frame())
            return frames[-1].same(frames.pop(0))

        self.wait(still, "the picture does not come to rest")
        return frames[0]

    def wait_other(self, before: Frame, what: str) -> Frame:
        """Wait until the picture is another one, and at rest."""
        self.wait(lambda: not self.frame().same(before), what)
        return self.wait_still()

    # --- doing --------------------------------------------------------------------------------------------------

    def key(self, *keys: str) -> None:
        """Press keys, one after the other, in the window that has the focus."""
        self._xdotool("key", "--delay", str(KEY_DELAY_MS), *keys)

    def type(self, text: str) -> None:
        """Write a text where the cursor stands.

        A sign that the keyboard lacks is lent a key for the moment. A program that reads it too late has lost it, which
        is no fault of its own: it is written again.
        """
        for plain, signs in groupby(text, str.isascii):
            if plain:
                self._xdotool("type", "--delay", str(KEY_DELAY_MS), "".join(signs))
                continue
            for sign in signs:
                before = self.wait_still()
                for _ in range(TRIES):
                    self._xdotool("type", "--delay", str(LENT_MS), sign)
                    if self._changes(before):
                        break
                else:
                    raise NotSeen(f"“{sign}” does not appear")
                self.wait_still()

    def _changes(self, before: Frame) -> bool:
        try:
            self.wait(lambda: not self.frame().same(before), "", patience=2)
        except NotSeen:
            return False
        return True

    def click(self, window: str, x: int, y: int) -> None:
        """Click at a place of a window."""
        self._xdotool("mousemove", "--window", window, str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, go to another in steps as a hand does, let go there."""
        self._xdotool("mousemove", *map(str, start), "mousedown", "1")
        for step in range(1, 21):
            x, y = (round(a + (b - a) * step / 20) for a, b in zip(start, end, strict=True))
            self._xdotool("mousemove", str(x), str(y), "sleep", "0.03")
        self._xdotool("sleep", "0.3", "mouseup", "1")

    def _xdotool(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        if check and done.returncode:
            raise NotSeen(f"xdotool {arguments[0]}: {done.stderr.strip()}")
        return done.stdout
