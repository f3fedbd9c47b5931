"""A download is the published one, another one, or nobody says; nothing is run and nothing is asked."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import compare_app
from compare_app.errors import AppError
from compare_app.text.wording import Wording
from compare_app.update_file import LIST, UpdateFile, look

BODY = b"an installer"
DIGEST = hashlib.sha256(BODY).hexdigest()
NEWER = "dual-compare-9.0.0-windows-x64-setup.exe"


def came(folder: Path, name: str = NEWER, listed: str = "") -> UpdateFile:
    path = folder / name
    path.write_bytes(BODY)
    if listed:
        (folder / LIST).write_text(listed, encoding="utf-8")
    return look(path)


def told(found: UpdateFile, given: str = "") -> str:
    return " | ".join(str(one) for one in found.said(given))


def test_as_listed_beside_it(tmp_path: Path) -> None:
    found = came(tmp_path, listed=f"{'0' * 64}  other.zip\n{DIGEST.upper()} *{NEWER}\r\n")
    assert found.sha256 == DIGEST
    assert found.verdict() == "same"
    said = told(found)
    assert "came whole" in said
    assert "does not show who made it" in said, (
        "whoever changes the file can change a list that lies beside it"
    )
    assert "newer than this program: 9.0.0" in said
    assert "run the installer" in said


def test_as_given_by_hand(tmp_path: Path) -> None:
    found = came(tmp_path)
    assert found.verdict() == "unknown"
    assert "run the installer" not in told(found), "before it is known nobody is told to run it"
    pairs = " ".join(DIGEST[at : at + 2] for at in range(0, 64, 2)).upper()  # as older certutil prints it
    assert found.verdict(f" {pairs}\n") == "same"
    assert "the one you gave" in told(found, pairs)


@pytest.mark.parametrize(
    "pasted",
    [
        f"{DIGEST}  {NEWER}",
        f"SHA256 hash of {NEWER}:\n{DIGEST.upper()}\nCertUtil: -hashfile command completed successfully.",
        f"  {DIGEST}\n",
    ],
)
def test_as_people_paste_it(tmp_path: Path, pasted: str) -> None:
    assert came(tmp_path).verdict(pasted) == "same"


def test_two_values_are_none(tmp_path: Path) -> None:
    assert came(tmp_path).verdict(f"{DIGEST} a.zip {'0' * 64} b.zip") == "other"


def test_nobody_is_told_to_go_back(tmp_path: Path) -> None:
    name = "dual-compare-0.0.1-windows-x64-setup.exe"
    found = came(tmp_path, name, listed=f"{DIGEST}  {name}")
    assert found.verdict() == "same"
    assert "older" in told(found)
    assert "run the installer" not in told(found)


@pytest.mark.parametrize("wrong", [DIGEST[:-1] + ("0" if DIGEST[-1] != "0" else "1"), DIGEST[:-1], "newest"])
def test_another_one_is_not_to_be_run(tmp_path: Path, wrong: str) -> None:
    found = came(tmp_path, listed=f"{DIGEST}  {NEWER}")
    assert found.verdict(wrong) == "other", "what a person gives stands above the list"
    assert "run the installer" not in told(found, wrong)
    assert ("Do not run it" in told(found, wrong)) == (len(wrong) == 64)


def test_a_changed_file_is_found(tmp_path: Path) -> None:
    came(tmp_path, listed=f"{DIGEST}  {NEWER}")
    (tmp_path / NEWER).write_bytes(BODY + b"!")
    found = look(tmp_path / NEWER)
    assert found.verdict() == "other"
    assert told(found).startswith("This is not the published file")


def test_a_list_that_names_others(tmp_path: Path) -> None:
    found = came(tmp_path, listed=f"{DIGEST}  another.zip\nnot a line\n{DIGEST}\n")
    assert found.verdict() == "unlisted"
    assert "does not name this file" in told(found)


def test_a_list_as_large_as_a_disk_is_not_read(tmp_path: Path) -> None:
    found = came(tmp_path, listed=f"{DIGEST}  {NEWER}\n" * 2000)
    assert found.verdict() == "unknown"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"dual-compare-{compare_app.__version__}-windows-x64.zip", "the version that runs here"),
        ("dual-compare-0.0.1-windows-x64.zip", "older than this program"),
        ("dual-compare-0.10.0-windows-x64.zip", "newer than this program"),
        ("setup (1).exe", "does not say which version"),
    ],
)
def test_its_age(tmp_path: Path, name: str, words: str) -> None:
    assert words in told(came(tmp_path, name))


def test_a_zip_is_unpacked_not_run(tmp_path: Path) -> None:
    said = told(came(tmp_path, "dual-compare-9.0.0-windows-x64.zip"), DIGEST)
    assert "portable.txt" in said
    assert "installer" not in said


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        look(tmp_path / "missing.exe")
    assert refused.value.code == "UPDATE-UNREADABLE"


def test_every_sentence_is_in_chinese(tmp_path: Path) -> None:
    words = Wording.load("zh_CN")
    zipped = "dual-compare-9.0.0-windows-x64.zip"
    here = f"dual-compare-{compare_app.__version__}-windows-x64.zip"
    seen = set()
    for name, listed, given in (
        (NEWER, "", ""),
        (NEWER, "", DIGEST),
        (NEWER, "", "0" * 64),
        (NEWER, "", "none"),
        (NEWER, f"{DIGEST}  {NEWER}", ""),
        (NEWER, f"{DIGEST}  another.zip", ""),
        (zipped, "", DIGEST),
        (here, "", DIGEST),
        ("dual-compare-0.0.1-windows-x64.zip", "", DIGEST),
        ("setup.exe", "", DIGEST),
    ):
        (tmp_path / LIST).unlink(missing_ok=True)
        for one in came(tmp_path, name, listed).said(given):
            seen.add(one.template)
            assert words(one) != str(one)
    assert len(seen) >= 14
