"""The standards that a product declares are those of its cell, however they are separated."""

import pytest

from compare_app.domain.model import Executed, Product, StandardEdition
from compare_app.importers.fields import split_numbers
from compare_app.workspace import Workspace
from tests.importers.made import book

INDICATORS = [["品类*", "指标代号", "指标名称*", "单位", "方向*"], ["灯", "lm", "光通量", "lm", "越大越好"]]


def sheet(path, cell):
    products = [["品类*", "产品名称*", "角色*", "执行标准"], ["灯", "甲灯", "本企业", cell]]
    return book(path, {"指标": INDICATORS, "产品": products})


def declared(workspace: Workspace) -> set[str]:
    (product,) = workspace.project.all(Product).values()
    editions = workspace.project.all(StandardEdition)
    rows = workspace.project.all(Executed).values()
    return {editions[one.edition_id].number for one in rows if one.product_id == product.id}


@pytest.fixture
def workspace(tmp_path):
    made = Workspace.create(tmp_path / "p.dcmp")
    yield made
    made.close()


@pytest.mark.parametrize("sign", ["，", ",", ";", "；", "、", "\n", "， "])
def test_every_separator_of_a_person_separates(sign):
    assert split_numbers(f"Q/SL 1-2025{sign}GB/T 7922-2023") == ("Q/SL 1-2025", "GB/T 7922-2023")


def test_a_double_number_stays_whole():
    assert split_numbers("GB/T 24825-2022/IEC 62384:2020，Q/SL 1-2025") == (
        "GB/T 24825-2022/IEC 62384:2020",
        "Q/SL 1-2025",
    )


def test_the_corrected_workbook_is_what_counts(workspace, tmp_path):
    wrong = sheet(tmp_path / "wrong.xlsx", "Q/SL 1-2025、GB 30255-2013")
    right = sheet(tmp_path / "right.xlsx", "Q/SL 1-2025、GB 30255-2019，GB/T 7922-2023")
    workspace.commit(workspace.read(wrong))
    draft = workspace.read(right)
    assert [one.code for one in draft.issues].count("IMP-STANDARD-GONE") == 1
    workspace.commit(draft)
    assert declared(workspace) == {"Q/SL 1-2025", "GB 30255-2019", "GB/T 7922-2023"}
    workspace.undo()
    assert declared(workspace) == {"Q/SL 1-2025", "GB 30255-2013"}
    workspace.redo()
    assert declared(workspace) == {"Q/SL 1-2025", "GB 30255-2019", "GB/T 7922-2023"}


def test_a_blank_cell_takes_nothing_off(workspace, tmp_path):
    workspace.commit(workspace.read(sheet(tmp_path / "a.xlsx", "Q/SL 1-2025")))
    draft = workspace.read(sheet(tmp_path / "b.xlsx", None))
    assert draft.removes == ()
    workspace.commit(draft)
    assert declared(workspace) == {"Q/SL 1-2025"}
