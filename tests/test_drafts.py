"""Drafts: read as written, nothing of a damaged file, gone with the last form."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare_app.drafts import LONGEST, Drafts, FormDraft, ImportDraft, load, save

FORM = FormDraft("role", ("p1",), {"QLineEdit 4": "原因", "QCheckBox 7": True, "QSpinBox 9": 3})
TAKING_IN = ImportDraft("实验室.xlsx", 2, "数据", "{}", {"数据": {"C4": "5.1"}}, {"QComboBox 3": "台灯"})


@pytest.mark.parametrize(
    "drafts",
    [
        Drafts("a.dcmp", (FORM,)),
        Drafts("a.dcmp", (), TAKING_IN),
        Drafts("a.dcmp", (FORM, FORM), TAKING_IN, "词"),
    ],
)
def test_what_is_written_is_read(tmp_path: Path, drafts: Drafts) -> None:
    path = tmp_path / "deep" / "drafts.json"
    assert save(drafts, path)
    assert load(path) == drafts
    assert save(Drafts("a.dcmp"), path)
    assert not path.exists()
    assert load(path).is_empty
    assert save(Drafts(), path)  # nothing to remove is no trouble


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"forms": 3, "taking_in": [], "typing": {}}',
        '{"forms": [3, {"kind": 3}, {"kind": ""}], "taking_in": {"file": ""}}',
        '{"typing": "' + "x" * (LONGEST + 1) + '"}',
    ],
)
def test_a_damaged_file_is_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(text, encoding="utf-8")
    assert load(path).is_empty


def test_what_does_not_fit_in_a_form_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "drafts.json"
    path.write_text(
        '{"forms": [{"kind": "role", "subject": [1, "p"], "fields": {"a": null, "b": [1], "c": "x"}}]}',
        encoding="utf-8",
    )
    assert load(path).forms == (FormDraft("role", ("", "p"), {"c": "x"}),)
