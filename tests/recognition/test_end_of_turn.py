from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.recognition.end_of_turn import EndOfTurn, Turn, Weights, looks_finished
from voiceapp.recognition.prosody import Cadence

RULE = EndOfTurn()
SPOKEN = Turn(length=3.0, silence=0.0, text="move the container", unchanged=0.5, patience=0.3)
FALLEN = Cadence(pitch=-7.0, above_low=-1.5, slope=0.0, level=-15.0)
LEVEL = Cadence(pitch=0.0, above_low=4.0, slope=0.0, level=-3.0)

turns = st.builds(
    Turn,
    length=st.floats(0, 29.9),
    silence=st.floats(0, 2),
    text=st.sampled_from(["", "move the", "move the container"]),
    unchanged=st.floats(0, 2.4),
    patience=st.floats(0.1, 0.7) | st.just(float("inf")),
)
cadences = st.builds(
    Cadence, pitch=st.floats(-24, 24), above_low=st.floats(-5, 24), slope=st.floats(-60, 60), level=st.floats(-40, 10)
)


@pytest.mark.parametrize(
    "text", ["move the container", "yes", "yes please", "i do", "my name is margaret fisher", "who are you"]
)
def test_whole_thoughts_look_finished(text: str) -> None:
    assert looks_finished(text) == 0.0


@pytest.mark.parametrize("text", ["move the", "i would like to", "it is blue and", "my name is", "i want uh"])
def test_open_ends_do_not(text: str) -> None:
    assert looks_finished(text) < -3.0


@pytest.mark.parametrize(
    ("turn", "ends"),
    [
        (SPOKEN, False),
        (replace(SPOKEN, silence=0.28), False),
        (replace(SPOKEN, silence=0.3), True),
        (replace(SPOKEN, silence=0.9, patience=float("inf")), False),
        (replace(SPOKEN, silence=RULE.bound, patience=float("inf")), True),
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


def test_a_voice_that_falls_at_the_end_of_a_thought_is_answered_quickly() -> None:
    assert RULE.patience("move the container", FALLEN) == RULE.quick


def test_a_voice_that_stays_up_is_waited_for_and_so_are_open_words() -> None:
    assert RULE.patience("move the", LEVEL) == RULE.patient
    wary = EndOfTurn(weights=Weights(words=1.0))
    assert wary.patience("move the", FALLEN) == wary.patient


@given(cadences, st.sampled_from(["move the", "move the container"]))
def test_patience_has_bounds(cadence: Cadence, text: str) -> None:
    assert RULE.patience(text, cadence) == RULE.patient or RULE.quick <= RULE.patience(text, cadence) <= RULE.usual


@given(cadences)
def test_words_that_are_likelier_to_go_on_never_shorten_the_wait(cadence: Cadence) -> None:
    assert RULE.patience("move the", cadence) >= RULE.patience("move the container", cadence)


def test_a_voice_without_words_is_waited_for_a_little() -> None:
    assert RULE.patience("", FALLEN) == RULE.wordless


def test_the_judge_of_the_words_is_replaceable() -> None:
    never = EndOfTurn(finishing=lambda text: -99.0)
    assert never.patience("move the container", FALLEN) == never.patient
