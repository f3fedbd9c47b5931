"""What the program remembers about its user between two starts: one small JSON file, never in the project.

Everything read is checked against the schema; what does not fit falls back to its default, because a damaged
settings file must not keep anybody from working.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from compare_app.text.wording import LANGUAGES

THEMES: Final = ("system", "light", "dark")
RECENT_LIMIT: Final = 10
PORTABLE: Final = "portable.txt"
"""The file beside the program that says that settings are kept there."""
_LONGEST: Final = 4096  # characters of one value; a longer one was not written by us


@dataclass(frozen=True, slots=True)
class Settings:
    """The remembered choices. `geometry` is Qt's window geometry in base64, kept as plain text."""

    language: str = "zh_CN"
    theme: str = "system"  # light or dark as the system is, or always the one
    user: str = ""  # who is written beside edits
    geometry: str = ""
    recent: tuple[str, ...] = ()  # project files, the last one first
    reopen: bool = True  # whether the start opens the last project
    toured: bool = False  # whether the tour has been shown
    second_place: str = ""  # the folder, on another drive, that the backups are carried to as well

    def having(self, **changes: str | bool) -> Settings:
        """The same settings, some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the callers name texts and switches only

    def with_recent(self, path: Path) -> Settings:
        """The settings after `path` was opened: first in the list, no file twice, at most ten."""
        mine = str(path)
        others = [one for one in self.recent if os.path.normcase(one) != os.path.normcase(mine)]
        return replace(self, recent=(mine, *others)[:RECENT_LIMIT])


def default_path() -> Path:
    """Where the settings live: the user's configuration folder, which may not exist yet.

    In a copy of the program that carries its settings along (`PORTABLE` beside the program, in a folder that can be
    written) it is a folder beside the program. Copies of projects and backups stay in the user's own folder: such a
    program often lies on the very stick that they are kept safe from.
    """
    if (beside := _beside_the_program()) is not None:
        return beside / "settings" / "settings.json"
    return _of_the_user()


def _beside_the_program() -> Path | None:
    folder = Path(sys.executable).parent
    carries = getattr(sys, "frozen", False) and (folder / PORTABLE).is_file()
    return folder if carries and os.access(folder, os.W_OK) else None


def _of_the_user() -> Path:
    # platformdirs decides; where the system says it plainly the same answer is had without importing it, which takes
    # as long as a twelfth of a bare window
    said = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CONFIG_HOME", "")
    if said.strip() == said and Path(said).is_absolute() and sys.platform != "darwin":
        return Path(said) / "DualCompare" / "settings.json"
    if sys.platform == "linux" and not said:
        return Path.home() / ".config" / "DualCompare" / "settings.json"
    from platformdirs import user_config_path

    return user_config_path("DualCompare", appauthor=False) / "settings.json"


def load(path: Path) -> Settings:
    """Read the settings; whatever is missing, damaged or of another type takes its default."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return checked(raw) if isinstance(raw, dict) else Settings()


def checked(raw: dict[Any, Any]) -> Settings:
    """Settings from a JSON object, field by field."""
    good: dict[str, Any] = {}
    for field in fields(Settings):
        value = raw.get(field.name)
        if field.name == "recent":
            if isinstance(value, list):
                paths = [one for one in value if isinstance(one, str) and 0 < len(one) <= _LONGEST]
                good["recent"] = tuple(paths[:RECENT_LIMIT])
        elif isinstance(value, bool):
            if isinstance(field.default, bool):
                good[field.name] = value
        elif isinstance(value, str) and len(value) <= _LONGEST and isinstance(field.default, str):
            good[field.name] = value
    settings = Settings(**good)
    if settings.language not in LANGUAGES:
        settings = replace(settings, language=Settings().language)
    if settings.theme not in THEMES:
        settings = replace(settings, theme=Settings().theme)
    return settings


def save(settings: Settings, path: Path) -> bool:
    """Write the settings whole or not at all; False where the place cannot be written."""
    return write_whole(json.dumps(asdict(settings), ensure_ascii=False, indent=1), path)


def write_whole(body: str, path: Path, *, durable: bool = True) -> bool:
    """Replace a small file of ours, whole or not at all; False where the place cannot be written.

    Not `durable`: it outlives the program, not a power cut, and nobody waits for the disk.
    """
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}-", suffix=".tmp")
    except OSError:
        return False
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(body)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return False
    return True
