"""A frozen state: one spelling, one digest, and what changed in words."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from compare_app.domain.state import VOLATILE, canonical, changes, digest_of

LEAF = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4)
BODY = st.dictionaries(
    st.text(max_size=4),
    st.recursive(
        LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)
    ),
    max_size=5,
)


@given(BODY)
def test_the_digest_survives_the_file_and_the_order_of_keys(body: dict[str, object]) -> None:
    again = json.loads(canonical(dict(reversed(body.items()))))
    assert digest_of(again) == digest_of(body)
    assert digest_of({**body, **dict.fromkeys(VOLATILE, "anything")}) == digest_of(
        {key: one for key, one in body.items() if key not in VOLATILE}
    )


@given(BODY, BODY)
def test_states_differ_exactly_where_a_change_is_told(
    then: dict[str, object], now: dict[str, object]
) -> None:
    told = changes(then, now, 50)
    assert bool(told) == (digest_of(then) != digest_of(now))


def test_other_words_about_the_same_state_are_no_change() -> None:
    def state(said: str, code: str = "fail", entered: str = "5", notes: int = 1) -> dict[str, object]:
        sentence = {"zh_CN": said, "en": said}
        return {
            "warnings": [sentence] * notes,
            "notice": sentence,
            "indicators": [{"id": "i", "conformity": code, "note": sentence, "steps": [{"rule": said}]}],
            "frozen": {"results": {"columns": ["id", "raw"], "rows": [["r", entered]]}, "said": sentence},
        }

    then = state("old words")
    for now in (state("new words"), state("old words", notes=3)):
        now["frozen"] = then["frozen"]
        assert digest_of(now) == digest_of(then)
        assert not changes(then, now, 9)
    for now in (state("old words", code="pass"), state("old words", entered="6")):
        assert digest_of(now) != digest_of(then)
        assert changes(then, now, 9)
    assert digest_of(state("new words")) != digest_of(then)  # what was entered is kept to the letter


def test_entered_before_computed_and_by_name() -> None:
    def state(raw: str, mean: str) -> dict[str, object]:
        columns = ["product_id", "indicator_id", "replicate", "raw"]
        return {
            "indicators": [{"id": "i", "name": "强度", "ours": {"mean": mean}}],
            "frozen": {
                "scheme": {"columns": ["id", "name"], "rows": [["i", "强度"]]},
                "products": {"columns": ["id", "name"], "rows": [["p", "瓷砖"]]},
                "results": {"columns": columns, "rows": [["p", "i", 1, raw]]},
            },
        }

    told = [str(one) for one in changes(state("5", "5.0"), state("6", "6.0"), 5)]
    assert len(told) == 2
    assert "瓷砖 · 强度 · 1" in told[0]
    assert "5 → 6" in told[0]
    assert "mean" in told[1]
    assert [str(one) for one in changes(state("5", "5.0"), state("6", "6.0"), 1)] == told[:1]
