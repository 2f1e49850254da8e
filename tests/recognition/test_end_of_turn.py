from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.recognition.end_of_turn import EndOfTurn, Turn, looks_finished

RULE = EndOfTurn()
SPOKEN = Turn(length=3.0, silence=0.0, text="move the container", unchanged=0.5)

turns = st.builds(
    Turn,
    length=st.floats(0, 29.9),
    silence=st.floats(0, 2),
    text=st.sampled_from(["", "move the", "move the container"]),
    unchanged=st.floats(0, 2.4),
)


@pytest.mark.parametrize(
    "text", ["move the container", "yes", "yes please", "i do", "my name is margaret fisher", "who are you"]
)
def test_whole_thoughts_look_finished(text: str) -> None:
    assert looks_finished(text)


@pytest.mark.parametrize("text", ["", "move the", "i would like to", "it is blue and", "my name is", "i want uh"])
def test_open_ends_do_not(text: str) -> None:
    assert not looks_finished(text)


@pytest.mark.parametrize(
    ("turn", "ends"),
    [
        (SPOKEN, False),
        (replace(SPOKEN, silence=RULE.quick - 0.02), False),
        (replace(SPOKEN, silence=RULE.quick), True),
        (replace(SPOKEN, silence=RULE.quick, unchanged=0.0), False),
        (replace(SPOKEN, silence=0.6, text="move the"), False),
        (replace(SPOKEN, silence=RULE.patient, text="move the"), True),
        (replace(SPOKEN, silence=RULE.bound, unchanged=0.0), True),
        (replace(SPOKEN, silence=RULE.quick, text=""), False),
        (replace(SPOKEN, silence=RULE.wordless, text=""), True),
        (replace(SPOKEN, length=RULE.long, text="move the", silence=RULE.dip), True),
        (replace(SPOKEN, length=RULE.long), False),
        (replace(SPOKEN, length=RULE.longest), True),
        (replace(SPOKEN, unchanged=RULE.stuck, text=""), True),
    ],
)
def test_decision(turn: Turn, ends: bool) -> None:
    assert RULE.over(turn) is ends


@given(turns, st.floats(0, 2))
def test_more_silence_never_undoes_an_end(turn: Turn, more: float) -> None:
    later = replace(turn, silence=turn.silence + more, unchanged=turn.unchanged + more, length=turn.length + more)
    assert RULE.over(later) or not RULE.over(turn)


@given(turns)
def test_a_caller_who_still_speaks_is_not_cut_off(turn: Turn) -> None:
    assert not RULE.over(replace(turn, silence=0.0))


@given(turns)
def test_every_turn_ends(turn: Turn) -> None:
    assert RULE.over(replace(turn, silence=RULE.bound))
    assert RULE.over(replace(turn, length=RULE.longest))


def test_the_judge_of_the_words_is_replaceable() -> None:
    never = EndOfTurn(finished=lambda text: False)
    assert not never.over(replace(SPOKEN, silence=never.quick))
