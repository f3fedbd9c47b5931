"""Which texts can be a class, and which spellings mean the same one."""

from __future__ import annotations

import pytest

from compare_app.domain.grade import grade_key, plausible

CLASSES = (
    "GA",
    "GHB",
    "A",
    "A+++",
    "AAAAA",
    "5级",
    "一级",
    "新一级",
    "AA级",
    "P4",
    "E0",
    "V-0",
    "IPX7",
    "优等品",
    "良",
)


@pytest.mark.parametrize("label", [*CLASSES, "Class 5", "class A"])
def test_can_be_a_class(label: str) -> None:
    assert plausible(label)


@pytest.mark.parametrize(
    "label", ["", "foo", "合格", "PASS", "TNTC", "H", "12", "5.0", "KFR", "P5", "平均", "见附页", "A-1"]
)
def test_is_no_class(label: str) -> None:
    assert not plausible(label)


@pytest.mark.parametrize(
    "spellings",
    [
        ("1级", "一级", "Class 1", "level 1", "1", "１级"),
        ("GA", "Class GA", "GA级", "GA 级", "ga"),
        ("A++", "Class A++", "A＋＋"),
        ("优等", "优等品"),
    ],
)
def test_equal_classes_meet(spellings: tuple[str, ...]) -> None:
    assert len({grade_key(spelling) for spelling in spellings}) == 1


def test_different_classes_stay_apart() -> None:
    assert len({grade_key(label) for label in ("A", "A+", "A++", "1级", "2级", "GA", "GB", "级")}) == 8
