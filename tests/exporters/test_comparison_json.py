"""The JSON follows its documented contract: every name of the page is written, and nothing else."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from compare_app.domain.terms import Verdict
from compare_app.exporters.comparison_json import comparison_document, comparison_text, write_json
from tests.exporters.made import made_comparison, made_project
from tests.exporters.made_standards import with_standards_assessment

CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "comparison-json.md"


@pytest.fixture(scope="module")
def document() -> dict:
    return json.loads(comparison_text(made_project(), with_standards_assessment()))


def documented(heading: str) -> set[str]:
    """The names in backquotes that start a table row, or a list, under a heading or an *italic* part of the page."""
    text = CONTRACT.read_text(encoding="utf-8")
    if heading.startswith("*"):
        part = re.search(r"^" + re.escape(heading) + r":(.*?)\n\n", text + "\n\n", re.S | re.M)
        assert part, heading
        body = part[1]
        return set(re.findall(r"`([a-z_0-9]+)`", re.sub(r"\([^()]*\)", "", body)))
    part = re.search(r"### `" + re.escape(heading) + r"`\n(.*?)(?=\n### |\Z)", text, re.S)
    assert part, heading
    names: set[str] = set()
    for line in part[1].splitlines():
        if match := re.match(r"\|((?: *`[a-z_0-9]+` *(?:\([^)]*\))? *,?)+) *\|", line):
            names |= set(re.findall(r"`([a-z_0-9]+)`", match[1]))
    return names


def test_the_whole_has_the_documented_parts_in_order(document):
    text = CONTRACT.read_text(encoding="utf-8")
    block = re.search(r"## The whole\n\n```\n(.*?)```", text, re.S)
    assert block
    names = [line.split()[0] for line in block[1].splitlines() if line and not line.startswith(" ")]
    assert list(document) == names


@pytest.mark.parametrize(
    ("heading", "find"),
    [
        ("standards[]", lambda d: d["standards"][0]),
        ("indicators[]", lambda d: d["indicators"][0]),
        ("*limit side*", lambda d: d["standards"][0]["ours"]),
        ("*summary*", lambda d: d["indicators"][0]["ours"]),
        ("*judgement*", lambda d: d["indicators"][0]["conformity"][0]),
        ("grades[]", lambda d: d["assessment"]["grades"][0]),
        ("*level*", lambda d: d["assessment"]["grades"][0]["indicators"][0]),
        ("priorities[]", lambda d: d["assessment"]["priorities"][0]),
        ("sensitivity[]", lambda d: d["assessment"]["sensitivity"][0]),
        ("*stability*", lambda d: d["assessment"]["sensitivity"][0]["rows"][0]),
        ("*gap*", lambda d: d["indicators"][0]["benchmarks"][0]),
        ("*proposal*", lambda d: d["assessment"]["proposals"][0]),
        ("*transition*", lambda d: d["assessment"]["transitions"][0]),
    ],
)
def test_every_documented_name_is_written_and_no_other(document, heading, find):
    assert set(find(document)) == documented(heading)


def walk(value: object, where: str = ""):
    yield where, value
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from walk(inner, f"{where}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, f"{where}[]")


def test_no_float_stands_anywhere_and_no_number_has_an_exponent(document):
    for where, value in walk(document):
        assert not isinstance(value, float), where
        if where.rsplit(".")[-1] in (
            "mean",
            "absolute",
            "relative_percent",
            "weight",
            "value",
        ) and isinstance(value, str):
            assert re.fullmatch(r"-?\d+(\.\d+)?|.*[^0-9.].*|", value), (where, value)
            assert not re.fullmatch(r"-?[\d.]+[eE].*", value), (where, value)


def test_figures_are_the_decimals_of_the_comparison(document):
    comparison = made_comparison()
    for written, row in zip(document["indicators"], comparison.indicators, strict=True):
        assert written["ours"]["mean"] == (None if row.ours.mean is None else format(row.ours.mean, "f"))
        assert len(written["benchmarks"]) == len(row.gaps)
        for one, gap in zip(written["benchmarks"], row.gaps, strict=True):
            assert one["absolute"] == (None if gap.absolute is None else format(gap.absolute, "f"))
            assert one["conclusion"] == (None if gap.conclusion is None else gap.conclusion.value)
    assert document["indicators"][0]["benchmarks"][0]["relative_percent"] == "17.33333333333333333333333333"


def test_an_incomparable_pair_and_a_missing_value_have_no_number(document):
    apf = document["indicators"][6]["benchmarks"][0]
    assert apf["comparability"] == "not_comparable"
    assert [apf[name] for name in ("absolute", "relative_percent", "ratio", "conclusion")] == [None] * 4
    surface = document["indicators"][4]["ours"]
    assert surface["value"] == {"kind": "absent", "absence": "not_tested"}
    assert surface["mean"] is None


def test_counts_hold_every_verdict_and_terms_both_languages(document):
    for one in document["consistency"]:
        assert set(one["counts"]) == {verdict.value for verdict in Verdict}
    assert document["terms"]["Verdict"]["stricter"] == {"zh_CN": "严于", "en": "stricter"}
    used = {row["verdict"] for row in document["standards"]}
    assert used <= set(document["terms"]["Verdict"])
    assert document["ladder"]["official"] is False
    assert "非官方" in document["notice"]["zh_CN"]


def test_the_same_comparison_gives_the_same_bytes_and_no_path(tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    write_json(first, made_project(), made_comparison())
    write_json(second, made_project(), made_comparison())
    assert first.read_bytes() == second.read_bytes()
    assert str(tmp_path) not in first.read_text(encoding="utf-8")
    assert first.read_bytes().endswith(b"}\n")
    assert comparison_document(made_project(), made_comparison())["contract"] == {
        "name": "dual-compare.comparison",
        "version": 1,
    }


def test_editions_and_their_identifiers(document):
    editions = {one["number"]: one for one in document["editions"]}
    assert editions["GB/T 4100-2015"]["status"] == "in_force"
    assert editions["GB/T 4100-2015"]["starts"] == "2015-12-01"
    assert editions["ISO 13006:2018"]["trust"] == "unconfirmed"
    assert {one["wq_number"] for one in document["editions"]} == {""}
    assert {one["wq_number"] for one in document["product"]["executed"]} == {""}


def test_domains_have_their_denominators(document):
    (one,) = document["consistency_by_domain"]
    assert (one["domain"], one["name"]) == ("安全", {"zh_CN": "安全", "en": "safety"})
    assert one["rate_of"] == 2
