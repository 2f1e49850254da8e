from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.dialogue.understanding.ending import dumps, loads
from voiceapp.languages import load_understander


@pytest.mark.parametrize(
    ("whole", "begun"),
    [
        ("please move the container", "please move the"),
        ("my name is margaret", "my name is"),
        ("it is standing in front of the door", "it is standing in front of"),
        ("i want to speak to your supervisor", "i want to speak to your"),
        ("where is my order", "where is"),
        ("i have been waiting for twenty minutes", "i have been waiting for twenty"),
        ("press five to leave a message", "press five to leave a"),
    ],
)
def test_a_whole_sentence_is_likelier_to_be_the_end_than_its_beginning(whole: str, begun: str) -> None:
    finishing = load_understander().finishing
    assert finishing(whole) > finishing(begun) + 1.0


def test_capitals_and_white_space_are_nothing() -> None:
    finishing = load_understander().finishing
    assert finishing("  Where IS my\torder ") == finishing("where is my order")
    assert finishing("") == finishing(" \n") == 0.0


@given(st.text(max_size=200))
def test_any_text_has_odds(text: str) -> None:
    assert -60.0 < load_understander().finishing(text) < 60.0


def test_weights_can_be_written_and_read() -> None:
    weights = {"always": -1.5, "1 container": 0.25, "21 the container": -0.07}
    assert loads("# a remark\n" + dumps(weights)) == weights
