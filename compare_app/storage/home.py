"""Where a project lives: on a fixed drive, on a stick, on a share, or in a folder that a program synchronises.

SQLite writes in place and trusts the drive. Sticks say “written” before it is, shares lose locks, and programs that
synchronise copy a file in the middle of a change: there the program works on a copy of its own (see `checkout`).
"""

from __future__ import annotations

import ntpath
import os
import posixpath
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, Protocol

from compare_app.text.message import M, Message


class Where(Enum):
    """The kinds of places. FIXED is the only one that is written in place."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True, slots=True)
class Home:
    """A kind of place; `service` is what synchronises it, in the name people know."""

    where: Where
    service: str = ""

    @property
    def safe(self) -> bool:
        """Whether the project may be written in place."""
        return self.where is Where.FIXED

    @property
    def sentence(self) -> Message | None:
        """What people are told of a place that is not safe."""
        match self.where:
            case Where.REMOVABLE:
                return M("This project lives on a removable drive")
            case Where.NETWORK:
                return M("This project lives on a network share")
            case Where.SYNCED:
                return M("This project lives in a folder that {service} synchronises", service=self.service)
        return None


class Machine(Protocol):
    """What is asked of the system; tests answer in its place."""

    windows: bool

    def drive_type(self, root: str) -> int:
        """Windows: `GetDriveTypeW` of `C:\\`."""

    def mounts(self) -> str:
        """Linux: the text of /proc/mounts."""

    def removable(self, device: str) -> bool:
        """Linux: whether a device such as /dev/sdb1 can be pulled out."""

    def variable(self, name: str) -> str:
        """An environment variable, empty where it is not set."""

    def names(self, folder: str) -> list[str]:
        """The names in a folder, none where it cannot be read."""


SERVICES: Final = (
    (re.compile(r"onedrive( - .+)?", re.I), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?", re.I), "Dropbox"),
    (re.compile(r"(nutstore|我的坚果云|坚果云)( files)?.*", re.I), "坚果云"),
    (re.compile(r"(baidu(netdisk)?(sync|workspace).*|百度网盘.*|百度云同步.*)", re.I), "百度网盘"),
    (re.compile(r"(wpsdrive|wps ?云盘|wps cloud files).*", re.I), "WPS 云盘"),
    (re.compile(r"(微云同步.*|腾讯微云.*|weiyun.*)", re.I), "腾讯微云"),
    (re.compile(r"google ?drive|my drive|googledrivefs.*", re.I), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs", re.I), "iCloud"),
    (re.compile(r"nextcloud|owncloud|seafile", re.I), "Nextcloud"),
)
"""Names of folders, whole, and what synchronises them."""

MARKERS: Final = (
    (re.compile(r"\.dropbox(\.cache)?"), "Dropbox"),
    (re.compile(r"\.?_?sync_[0-9a-f]+\.db|\.(nextcloud|owncloud)sync\.log"), "Nextcloud"),
    (re.compile(r"\.stfolder"), "Syncthing"),
    (re.compile(r"\.nutstore|\.nscache"), "坚果云"),
)
"""Files that such programs leave in the folder they keep."""

VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
CONFLICTS: Final = re.compile(
    r"conflicted copy|conflict-|sync-conflict|冲突副本|的冲突|NSConflict|\(Case Conflict", re.I
)
_NETWORKS: Final = frozenset(
    {
        "cifs",
        "smb3",
        "smbfs",
        "nfs",
        "nfs4",
        "ncpfs",
        "afs",
        "9p",
        "fuse.sshfs",
        "davfs",
        "fuse.davfs2",
        "ceph",
    }
)
_STICKS: Final = frozenset({"vfat", "exfat", "msdos", "fuseblk"})
_REMOVABLE, _REMOTE, _CDROM = 2, 4, 5  # of GetDriveTypeW


def home_of(path: Path | str, machine: Machine | None = None) -> Home:
    """Where a file lives. What cannot be found out counts as a fixed drive."""
    machine = machine or HERE
    text = str(path)
    service = _service(text, machine)
    if machine.windows:
        where = _on_windows(text, machine)
    else:
        where = _on_linux(text, machine)
    if service and where is Where.FIXED:
        return Home(Where.SYNCED, service)
    return Home(where)


def conflicts(path: Path) -> list[Path]:
    """Copies beside a project that a synchronising program made because two computers changed it."""
    try:
        beside = [one for one in path.parent.iterdir() if one.suffix == path.suffix]
    except OSError:
        return []
    return sorted(one for one in beside if one.stem.startswith(path.stem) and CONFLICTS.search(one.stem))


def _on_windows(text: str, machine: Machine) -> Where:
    plain = re.sub(
        r"^\\\\[?.]\\(UNC\\)?", lambda found: r"\\" if found.group(1) else "", text.replace("/", "\\")
    )
    drive, _ = ntpath.splitdrive(plain)
    if drive.startswith("\\\\"):
        return Where.NETWORK
    kind = machine.drive_type(drive + "\\") if drive else 0
    return {_REMOVABLE: Where.REMOVABLE, _CDROM: Where.REMOVABLE, _REMOTE: Where.NETWORK}.get(
        kind, Where.FIXED
    )


def _on_linux(text: str, machine: Machine) -> Where:
    best: tuple[str, str, str] = ("", "", "")
    for device, point, kind in _mounted(machine.mounts()):
        inside = text == point or text.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best[1]):
            best = (device, point, kind)
    device, point, kind = best
    if kind in _NETWORKS:
        return Where.NETWORK
    if kind in _STICKS or point.startswith(("/media/", "/run/media/")) or machine.removable(device):
        return Where.REMOVABLE
    return Where.FIXED


def _mounted(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), parts[1])
            yield parts[0], point, parts[2]


def _service(text: str, machine: Machine) -> str:
    """What synchronises a folder above the file; empty: nothing known."""
    system = ntpath if machine.windows else posixpath
    folder = system.dirname(text)
    for name in VARIABLES:
        root = machine.variable(name)
        if root and system.normcase(folder + system.sep).startswith(
            system.normcase(root.rstrip("\\/") + system.sep)
        ):
            return "OneDrive"
    while True:
        name = system.basename(folder)
        for pattern, service in SERVICES:
            if pattern.fullmatch(name):
                return service
        names = machine.names(folder)
        for pattern, service in MARKERS:
            if any(pattern.fullmatch(one) for one in names):
                return service
        above = system.dirname(folder)
        if above == folder or not above:
            return ""
        folder = above


class _Here:
    """This machine."""

    windows = os.name == "nt"

    def drive_type(self, root: str) -> int:
        if sys.platform == "win32":
            import ctypes

            return int(ctypes.windll.kernel32.GetDriveTypeW(root))
        return 0

    def mounts(self) -> str:
        try:
            return Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ""

    def removable(self, device: str) -> bool:
        name = re.sub(r"p?\d+$", "", posixpath.basename(device))
        try:
            return Path("/sys/block", name, "removable").read_text(encoding="ascii").strip() == "1"
        except (OSError, ValueError):
            return False

    def variable(self, name: str) -> str:
        return os.environ.get(name, "")

    def names(self, folder: str) -> list[str]:
        try:
            return [one.name for one in Path(folder).iterdir()]
        except OSError:
            return []


HERE: Final[Machine] = _Here()
