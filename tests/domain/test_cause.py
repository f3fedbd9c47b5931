"""Causes as people and programs write them: nothing lost, nothing raised."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.cause import Cause, parse_diagnosis
from compare_app.domain.terms import CauseBranch, CauseState


def test_a_whole_entry() -> None:
    text = json.dumps(
        [
            {
                "branch": "料",
                "cause": "铜线电阻率偏高",
                "evidence": "进货检验",
                "confidence": "likely",
                "why": ["供方更换"],
            }
        ]
    )
    assert parse_diagnosis(text) == (
        Cause("铜线电阻率偏高", CauseBranch.MATERIAL, "进货检验", CauseState.LIKELY, "likely", ("供方更换",)),
    )


@pytest.mark.parametrize(
    ("branch", "wanted"),
    [
        ("人", CauseBranch.PEOPLE),
        (" 机 ", CauseBranch.MACHINE),
        ("Material", CauseBranch.MATERIAL),
        ("工艺", CauseBranch.METHOD),
        ("环境", CauseBranch.ENVIRONMENT),
        ("检测", CauseBranch.MEASUREMENT),
        ("钱", None),
        (7, None),
        (None, None),
    ],
)
def test_branches_by_any_of_their_names(branch: object, wanted: CauseBranch | None) -> None:
    (found,) = parse_diagnosis(json.dumps([{"branch": branch, "cause": "x"}]))
    assert found.branch is wanted


def test_an_unknown_confidence_is_open_and_kept() -> None:
    (found,) = parse_diagnosis('[{"cause": "x", "confidence": "七成"}]')
    assert (found.state, found.confidence) == (CauseState.OPEN, "七成")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ()),
        ("  ", ()),
        ("模具磨损\n温度低", ("模具磨损\n温度低",)),
        ('[{"cause": "broken"', ('[{"cause": "broken"',)),
        ('{"cause": "one"}', ("one",)),
        ('["a", "", null, 3]', ("a", "3")),
        ("[]", ()),
        ('[{"branch": "人"}]', ()),
        ('[{"evidence": "only this"}]', ("only this",)),
        ('[{"why": "one why"}]', ("one why",)),
        ("[" * 20000, ("[" * 20000,)),
    ],
)  # fmt: skip
def test_what_people_type_is_kept(text: str, wanted: tuple[str, ...]) -> None:
    assert tuple(one.text for one in parse_diagnosis(text)) == wanted


KEYS = st.sampled_from(["branch", "cause", "why", "evidence", "confidence"])


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
    )
)
def test_no_json_raises(value: object) -> None:
    assert all(one.text for one in parse_diagnosis(json.dumps(value)))
