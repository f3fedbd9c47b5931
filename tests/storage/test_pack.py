"""Library packs: what is handed on is what comes out, a stranger's file is refused, and people's work stays."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from compare_app.domain.edit import Edit, Ref
from compare_app.domain.model import (
    Category,
    GradingScheme,
    Indicator,
    PackImport,
    Product,
    Requirement,
    Result,
    StandardEdition,
)
from compare_app.domain.pack import PackInfo
from compare_app.domain.terms import Role
from compare_app.domain.value import Number
from compare_app.errors import AppError
from compare_app.text.message import M
from compare_app.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
INFO = PackInfo("pack-1", "瓷砖库", "1", "陶瓷砖", datetime(2026, 11, 26, tzinfo=UTC), source="示例")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    made = Workspace.create(tmp_path_factory.mktemp("source") / "a.dcmp")
    made.commit(made.read(SAMPLES / "ceramic_tiles.xlsx"))
    yield made
    made.close()


@pytest.fixture
def target(tmp_path):
    made = Workspace.create(tmp_path / "b.dcmp")
    yield made
    made.close()


def category_of(workspace):
    (found,) = workspace.project.all(Category).values()
    return found.id


def written(workspace, to, **more):
    info = replace(INFO, **{one: more[one] for one in more if one != "ours"})
    workspace.write_pack(category_of(workspace), to, info, ours=more.get("ours", False))
    return workspace.read_pack(to)


def taken(workspace, pack, overwrite=()):
    diff = workspace.compare_pack(pack)
    workspace.take_pack(diff, overwrite, "检验员")
    return diff


def of(workspace, kind, **wanted):
    rows = workspace.project.all(kind).values()
    (found,) = [one for one in rows if all(getattr(one, name) == value for name, value in wanted.items())]
    return found


def everything(workspace, product):
    return sorted(
        (one.indicator_id, one.replicate, one.raw, str(one.value)) for one in workspace.results(product)
    )


def test_a_pack_brings_a_category_whole_and_our_products_stay_at_home(source, target, tmp_path):
    pack = written(source, tmp_path / "p.dcpack")
    assert (pack.info.name, pack.info.source) == ("瓷砖库", "示例")
    assert not any(isinstance(one, Product) and one.role is Role.OURS for one in pack.records)
    diff = taken(target, pack)
    assert [*diff.updates, *diff.conflicts, *diff.left_out] == []
    for kind in (Indicator, Requirement, StandardEdition, GradingScheme):
        assert len(target.project.all(kind)) == len(source.project.all(kind)), kind
    theirs = [one for one in source.project.all(Product).values() if one.role is not Role.OURS]
    assert {one.name for one in target.project.all(Product).values()} == {one.name for one in theirs}
    for one in theirs:
        assert everything(target, one.id) == everything(source, one.id)
    scheme = next(iter(target.project.all(GradingScheme).values()), None)
    if scheme is not None:
        assert {one for level in scheme.levels for one, _ in level.limits} <= set(
            target.project.all(Indicator)
        )
    again = target.compare_pack(pack)
    assert again.changes_nothing
    assert again.before == "1"
    target.undo()
    assert not target.project.all(Indicator)
    assert not target.project.all(PackImport)


def test_nothing_of_the_files_it_came_from_is_handed_on(source, tmp_path):
    written(source, tmp_path / "p.dcpack", ours=True)
    with zipfile.ZipFile(tmp_path / "p.dcpack") as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert b"ceramic_tiles.xlsx" not in whole
    assert str(Path.home()).encode() not in whole


def test_the_same_category_gives_the_same_bytes(source, tmp_path):
    for name in ("a", "b"):
        written(source, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_newer_version_updates_what_nobody_touched_and_keeps_what_people_changed(source, target, tmp_path):
    taken(target, written(source, tmp_path / "1.dcpack"))
    touched, untouched, removed = list(target.project.all(Indicator).values())[:3]
    mine = replace(touched, weight=Decimal("0.77"))
    product = next(iter(target.project.all(Product)))
    first, *_ = target.results(product)
    typed = replace(first, raw="123.4", value=Number(Decimal("123.4")))
    requirement = next(iter(target.project.all(Requirement)))
    target.apply(Edit(M("x"), (mine, typed), (Ref(Requirement, requirement),)))

    newer = [
        replace(source.project.all(Indicator)[touched.id], weight=Decimal("0.5")),
        replace(source.project.all(Indicator)[untouched.id], name_en="New name"),
        replace(source.results(product)[0], raw="9", value=Number(Decimal(9))),
    ]
    source.apply(Edit(M("y"), tuple(newer)))
    try:
        pack = written(source, tmp_path / "2.dcpack", version="2")
    finally:
        source.undo()
    diff = target.compare_pack(pack)
    assert diff.before == "1"
    assert [(type(new), new.id) for _, new in diff.updates] == [(Indicator, untouched.id)]
    assert {(type(new), new.id) for _, new in diff.conflicts} == {(Indicator, touched.id), (Result, typed.id)}
    assert [one.id for one in diff.left_out] == [requirement]
    target.take_pack(diff)
    assert target.project.all(Indicator)[touched.id].weight == Decimal("0.77")
    assert target.project.all(Indicator)[untouched.id].name_en == "New name"
    assert "123.4" in {one.raw for one in target.results(product)}
    assert requirement not in target.project.all(Requirement)
    assert removed.id in target.project.all(Indicator)

    again = target.compare_pack(pack)
    target.take_pack(
        again, {Ref(type(new), new.id) for _, new in again.conflicts} | {Ref(Requirement, requirement)}
    )
    assert target.project.all(Indicator)[touched.id].weight == Decimal("0.5")
    assert requirement in target.project.all(Requirement)
    assert target.compare_pack(pack).changes_nothing


def test_a_category_typed_by_people_is_met_by_its_names_and_not_overwritten(source, target, tmp_path):
    target.commit(target.read(SAMPLES / "ceramic_tiles.xlsx"))  # the same things under other ids
    count = {kind: len(target.project.all(kind)) for kind in (Category, Indicator, Product, StandardEdition)}
    pack = written(source, tmp_path / "p.dcpack")
    diff = target.compare_pack(pack)
    assert not diff.new
    assert not diff.updates
    target.take_pack(diff)
    assert {kind: len(target.project.all(kind)) for kind in count} == count
    assert target.result_count() == source.result_count()


def test_what_an_older_version_brought_stays_and_is_told(source, target, tmp_path):
    taken(target, written(source, tmp_path / "1.dcpack"))
    gone = next(one for one in source.project.all(Product).values() if one.role is not Role.OURS)
    source.apply(Edit(M("y"), (), (Ref(Product, gone.id),)))
    try:
        pack = written(source, tmp_path / "2.dcpack", version="2")
    finally:
        source.undo()
    diff = taken(target, pack)
    assert gone.id in {one.id for one in diff.gone}
    assert gone.id in target.project.all(Product)


def test_codes_of_formulas_stay_right_beside_indicators_that_people_made(source, target, tmp_path):
    known = next(iter(source.project.all(Indicator).values()))
    category = Category("c", of(source, Category).name)
    other = Indicator("i", "c", 1, known.code, "别的指标", unit="mm")
    target.apply(Edit(M("x"), (category, other)))
    formula = replace(list(source.project.all(Indicator).values())[-1], formula=f"{known.code} * 2")
    source.apply(Edit(M("y"), (formula,)))
    try:
        taken(target, written(source, tmp_path / "p.dcpack"))
    finally:
        source.undo()
    fresh = of(target, Indicator, name=known.name)
    assert fresh.code != known.code
    assert of(target, Indicator, name=formula.name).formula == f"{fresh.code} * 2"
    positions = [one.position for one in target.project.indicators("c")]
    assert len(set(positions)) == len(positions)


# --- strangers' files ------------------------------------------------------------------------------------------------


def rewritten(path, to, change, *, stamp=True):
    """A copy whose parts went through `change`; with checksums made anew where `stamp`."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    if stamp and parts.get("manifest.json", b"[").startswith(b"{"):
        body = json.loads(parts["manifest.json"])
        body["tables"] = {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "rows": 0}
            for name, data in parts.items()
            if name != "manifest.json"
        }
        parts["manifest.json"] = json.dumps(body).encode()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return to


def swap(part, old, new):
    def change(parts):
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return change


def line_of(part, at, line):
    def change(parts):
        lines = parts[part].splitlines()
        lines[at] = line
        parts[part] = b"\n".join(lines)

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.pop("manifest.json"),
        lambda parts: parts.update({"manifest.json": b"{}"}),
        lambda parts: parts.update({"manifest.json": b"[" * 100_000}),
        swap("manifest.json", b'"version": 1', b'"version": 2'),
        lambda parts: parts.update({"../evil.jsonl": b"[]\n"}),
        lambda parts: parts.update({"sign_off.jsonl": b'["id"]\n["x"]\n'}),
        lambda parts: parts.pop("category.jsonl"),
        line_of("indicator.jsonl", 1, b"not json"),
        line_of("indicator.jsonl", 1, b'["too", "short"]'),
        line_of("indicator.jsonl", 0, b'["id", "nobody knows this"]'),
        line_of("requirement.jsonl", 1, b"[" + b'"x",' * 30 + b'"x"]'),
        line_of("result.jsonl", 1, b'["x","y",1,"1","=","1",null]'),
        lambda parts: parts.update({"product.jsonl": parts["product.jsonl"] + parts["product.jsonl"].splitlines()[1]}),
    ],
)  # fmt: skip
def test_a_file_that_is_no_pack_of_ours_is_refused(source, target, tmp_path, change):
    written(source, tmp_path / "p.dcpack")
    path = rewritten(tmp_path / "p.dcpack", tmp_path / "q.dcpack", change)
    with pytest.raises(AppError) as error:
        target.read_pack(path)
    assert error.value.code == "PACK-REFUSED"
    assert "q.dcpack" in str(error.value.what.params)


def test_a_changed_byte_shows(source, target, tmp_path):
    written(source, tmp_path / "p.dcpack")
    path = rewritten(
        tmp_path / "p.dcpack", tmp_path / "q.dcpack", swap("result.jsonl", b'"="', b'"<"'), stamp=False
    )
    with pytest.raises(AppError) as error:
        target.read_pack(path)
    assert "checksum" in error.value.what.template


def test_bombs_and_rubbish(target, tmp_path):
    path = tmp_path / "bomb.dcpack"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"0" * 50_000_000)
    for data in (buffer.getvalue(), b"", b"PK\x03\x04", b"rubbish" * 100, buffer.getvalue()[:-40]):
        path.write_bytes(data)
        with pytest.raises(AppError):
            target.read_pack(path)


@pytest.mark.parametrize("at", range(40))
def test_any_flipped_byte_is_refused_or_harmless(source, target, tmp_path, at):
    pack = written(source, tmp_path / "p.dcpack")
    data = bytearray((tmp_path / "p.dcpack").read_bytes())
    data[len(data) * at // 40] ^= 0xFF
    (tmp_path / "q.dcpack").write_bytes(data)
    try:
        found = target.read_pack(tmp_path / "q.dcpack")
    except AppError:
        return
    assert found.records == pack.records  # a byte of the archive that says nothing about what is in it


def test_a_column_that_an_older_program_did_not_know_has_its_default(source, target, tmp_path):
    written(source, tmp_path / "p.dcpack")

    def without_note(parts):
        lines = [json.loads(line) for line in parts["indicator.jsonl"].splitlines()]
        at = lines[0].index("note")
        parts["indicator.jsonl"] = b"\n".join(
            json.dumps([cell for place, cell in enumerate(line) if place != at]).encode() for line in lines
        )

    pack = target.read_pack(rewritten(tmp_path / "p.dcpack", tmp_path / "q.dcpack", without_note))
    assert {one.note for one in pack.records if isinstance(one, Indicator)} == {""}


@pytest.mark.parametrize("name", ["ceramic_tiles", "led_light_sources", "room_air_conditioners"])
def test_the_shipped_packs_say_what_the_sample_workbooks_say(target, name):
    pack = target.read_pack(SAMPLES / "packs" / f"{name}.dcpack")
    taken(target, pack)
    draft = target.read(SAMPLES / f"{name}.xlsx")
    assert draft.overwrites == []  # build_packs.py writes them anew
    ours = {one.id for one in draft.records if isinstance(one, Product)}
    assert {one.role for one in draft.records if isinstance(one, Product)} == {Role.OURS}
    assert {one.product_id for one in draft.records if isinstance(one, Result)} <= ours
