"""Where a project lives, asked of machines that answer as Windows and Linux do."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from compare_app.storage.hold import Hold, Holder, hold
from compare_app.storage.home import HERE, Home, Where, conflicts, home_of
from compare_app.text.wording import Wording


@dataclass
class Fake:
    """A machine that answers what a test wants."""

    windows: bool = False
    drives: dict[str, int] = field(default_factory=dict)
    table: str = "overlay / overlay rw 0 0\n"
    pulled: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=dict)
    folders: dict[str, list[str]] = field(default_factory=dict)

    def drive_type(self, root: str) -> int:
        return self.drives.get(root.upper(), 3)

    def mounts(self) -> str:
        return self.table

    def removable(self, device: str) -> bool:
        return device in self.pulled

    def variable(self, name: str) -> str:
        return self.variables.get(name, "")

    def names(self, folder: str) -> list[str]:
        return self.folders.get(folder, [])


WINDOWS = [
    (r"C:\数据\项目.dcmp", Where.FIXED, ""),
    (r"E:\项目.dcmp", Where.REMOVABLE, ""),
    (r"D:/cd/项目.dcmp", Where.REMOVABLE, ""),
    (r"Z:\质量部\项目.dcmp", Where.NETWORK, ""),
    (r"\\server\share\项目.dcmp", Where.NETWORK, ""),
    ("//server/share/项目.dcmp", Where.NETWORK, ""),
    (r"\\?\UNC\server\share\项目.dcmp", Where.NETWORK, ""),
    (r"\\?\E:\项目.dcmp", Where.REMOVABLE, ""),
    (r"\\?\C:\项目.dcmp", Where.FIXED, ""),
    (r"C:\Users\测试 用户\OneDrive\项目.dcmp", Where.SYNCED, "OneDrive"),
    (r"C:\Users\a\OneDrive - 某公司\质量\项目.dcmp", Where.SYNCED, "OneDrive"),
    (r"C:\云\质量\项目.dcmp", Where.SYNCED, "OneDrive"),
    (r"C:\云端\项目.dcmp", Where.FIXED, ""),
    (r"C:\Users\a\Nutstore Files\我的坚果云\项目.dcmp", Where.SYNCED, "坚果云"),
    (r"C:\Users\a\Nutstore\1\项目.dcmp", Where.SYNCED, "坚果云"),
    (r"C:\Users\a\Dropbox (Team)\项目.dcmp", Where.SYNCED, "Dropbox"),
    (r"C:\BaiduSyncdisk\项目.dcmp", Where.SYNCED, "百度网盘"),
    (r"C:\Users\a\WPSDrive\x\项目.dcmp", Where.SYNCED, "WPS 云盘"),
    (r"C:\Users\a\Nextcloud\项目.dcmp", Where.SYNCED, "Nextcloud"),
    (r"C:\kept\项目.dcmp", Where.SYNCED, "Syncthing"),
    (r"C:\My Dropbox notes\项目.dcmp", Where.FIXED, ""),
    (r"E:\Dropbox\项目.dcmp", Where.REMOVABLE, ""),
]


@pytest.mark.parametrize(("path", "where", "service"), WINDOWS, ids=[row[0] for row in WINDOWS])
def test_on_windows(path: str, where: Where, service: str) -> None:
    machine = Fake(
        windows=True,
        drives={"E:\\": 2, "Z:\\": 4, "D:\\": 5},
        variables={"OneDriveCommercial": "c:\\云\\"},
        folders={r"C:\kept": [".stfolder", "项目.dcmp"]},
    )
    assert home_of(path, machine) == Home(where, service)


MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sdb1 /media/a/KINGSTON\\040盘 vfat rw 0 0
/dev/sdc1 /data ext4 rw 0 0
//server/share /mnt/质量部 cifs rw 0 0
srv:/x /home/nfs nfs4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/home/a/项目.dcmp", Where.FIXED),
        ("/tmp/项目.dcmp", Where.FIXED),
        ("/media/a/KINGSTON 盘/项目.dcmp", Where.REMOVABLE),
        ("/data/项目.dcmp", Where.REMOVABLE),
        ("/database/项目.dcmp", Where.FIXED),
        ("/mnt/质量部/x/项目.dcmp", Where.NETWORK),
        ("/home/nfs/项目.dcmp", Where.NETWORK),
    ],
)
def test_on_linux(path: str, where: Where) -> None:
    assert home_of(path, Fake(table=MOUNTS, pulled=("/dev/sdc1",))).where is where


def test_on_this_machine(tmp_path: Path) -> None:
    assert home_of(tmp_path / "x.dcmp").safe
    assert not HERE.removable("/dev/nothing1")
    assert HERE.names(str(tmp_path / "nothing")) == []
    (tmp_path / ".dropbox.cache").mkdir()
    assert home_of(tmp_path / "a" / "x.dcmp") == Home(Where.SYNCED, "Dropbox")


def test_every_place_is_said_in_chinese() -> None:
    chinese = Wording.load("zh_CN")
    for where in Where:
        sentence = Home(where, "OneDrive").sentence
        assert (sentence is None) is (where is Where.FIXED)
        assert sentence is None or chinese.knows(sentence.template)


def test_conflicted_copies_are_found(tmp_path: Path) -> None:
    names = [
        "项目 (张三's conflicted copy 2026-11-27).dcmp",
        "项目.sync-conflict-20261127-081233.dcmp",
        "项目(冲突副本 2026-11-27).dcmp",
    ]
    for name in (
        *names,
        "项目.dcmp",
        "项目 2.dcmp",
        "别的 conflicted copy.dcmp",
        "项目 conflicted copy.xlsx",
    ):
        (tmp_path / name).write_bytes(b"")
    assert sorted(one.name for one in conflicts(tmp_path / "项目.dcmp")) == sorted(names)
    assert conflicts(tmp_path / "nowhere" / "项目.dcmp") == []


# --- who works on it -------------------------------------------------------------------------------------------------

ELSEWHERE = """
import sys
from pathlib import Path
from compare_app.storage.hold import Hold, hold
held = hold(Path(sys.argv[1]), "乙")
print(type(held).__name__, flush=True)
sys.stdin.read()
"""


def test_only_one_holds_and_says_who(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "x.lock"
    first = hold(path, "甲")
    assert isinstance(first, Hold)
    second = hold(path, "乙")
    assert isinstance(second, Holder)
    assert second.user == "甲"
    assert second.since.startswith("20")
    first.release()
    first.release()
    assert not path.exists()
    third = hold(path, "乙")
    assert isinstance(third, Hold)
    third.release()


def test_what_a_crash_leaves_keeps_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    with subprocess.Popen(
        [sys.executable, "-c", ELSEWHERE, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"Hold"
        found = hold(path, "甲")
        assert isinstance(found, Holder)
        assert found.user == "乙"
        child.kill()
    assert path.exists(), "the file stays"
    mine = hold(path, "甲")
    assert isinstance(mine, Hold)
    mine.release()


def test_where_no_lock_can_be_made_nobody_is_kept_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert hold(tmp_path / "file" / "x.lock", "甲") is None
