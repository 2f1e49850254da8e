"""What the call asks of the stage besides words: lines, rooms, and a line that dies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.dialogue.actions import PlaySound, Say
from voiceapp.dialogue.events import CallerHungUp, CallerRangBack
from voiceapp.dialogue.scenario import DEAD, PhoneLine

Phone = Callable[..., Any]
ANN = {"kind": "agent", "agent": "ann", "turns": [1, 1], "go": "over"}
OVER = {"kind": "transfer", "to": "bob", "warm": True, "go": "bob"}
BOB = {"kind": "agent", "agent": "bob", "turns": [1, 1], "go": "cut"}
CUT = {"kind": "cut", "agent": "bob", "go": "hold"}
HOLD = {"kind": "hold", "voice": "machine", "seconds": [5, 5], "announce": ["wait"], "go": "end"}
LINES = st.builds(
    PhoneLine,
    level=st.none() | st.floats(-24, 6),
    noise=st.none() | st.floats(0, 300),
    bad=st.none() | st.floats(0, 1),
    band=st.none() | st.just((400.0, 2000.0)),
    companding=st.none() | st.booleans(),
)


@given(LINES, LINES)
def test_each_key_is_taken_from_the_nearest_line_that_has_it(own: PhoneLine, other: PhoneLine) -> None:
    both = own.over(other)
    for key, value in msgspec.structs.asdict(both).items():
        assert value == (getattr(own, key) if getattr(own, key) is not None else getattr(other, key))


def test_everybody_speaks_on_their_own_line(company: Phone) -> None:
    whisper = {"en": "Ann here.", "line": {"bad": 0.5}}
    line = company(
        {"ann": ANN, "over": OVER, "bob": BOB, "cut": CUT, "hold": HOLD},
        lines={"ann": {"open": [whisper]}},
        members={"ann": {"line": {"level": -3, "bad": 0.1}}},
        line={"noise": 9},
    )
    line.until_waiting()
    line.until_act("bob")
    heard = {(say.agent, say.text): say.line for say in line.of(Say)}
    assert heard["ann", "Ann here."] == PhoneLine(noise=9, level=-3, bad=0.5)
    assert heard["ann", "Hello?"] == PhoneLine(noise=9, level=-3, bad=0.1)
    assert heard["bob", "Right."] == PhoneLine(noise=9)
    assert line.of(PlaySound)[0] == PlaySound(sound="ringing", loop=True, line=PhoneLine(noise=9))


def test_the_music_is_on_the_line_of_the_queue(company: Phone) -> None:
    line = company({"hold": HOLD}, members={"machine": {"line": {"level": -6}}})
    line.until_act("end")
    music = next(play for play in line.of(PlaySound) if play.sound == "hold")
    announcement = next(say for say in line.of(Say) if say.text.startswith("Please wait"))
    assert music.line == announcement.line == PhoneLine(level=-6)


def test_a_room_is_heard_where_its_people_answer_and_from_act_to_act(company: Phone) -> None:
    line = company(
        {
            "hold": {**HOLD, "go": "ann"},
            "ann": ANN,
            "over": OVER,
            "bob": {**BOB, "background": "container"},
            "cut": CUT,
        },
        members={"ann": {"background": "office", "line": {"level": -3}}, "bob": {"background": "office"}},
    )
    line.until_act("ann")
    assert "+office" in line.sounds and line.sounds.index("-hold") < line.sounds.index("+office")
    assert next(play for play in line.of(PlaySound) if play.sound == "office").line == PhoneLine(level=-3)
    line.until_act("over")
    assert "-office" not in line.sounds, "she hands on from where she sits"
    line.until_act("bob")
    assert line.sounds[-2:] == ["-office", "+container"], "the act goes before the one who answers"
    line.until_act("cut")
    assert line.sounds[-2:] == ["-container", "+office"]


@pytest.mark.parametrize("background", ["", "office"])
def test_an_act_may_be_without_a_room(company: Phone, background: str) -> None:
    line = company(
        {"ann": {**ANN, "background": background, "go": "end"}}, members={"ann": {"background": "container"}}
    )
    line.until_waiting()
    assert [sound for sound in line.sounds if "ringing" not in sound] == [f"+{background}"] * bool(background)


def test_a_cut_takes_the_room_with_it_and_then_there_is_nothing(company: Phone) -> None:
    members = {"bob": {"background": "office"}}
    line = company({"cut": {**CUT, "dead": 3, "tone": "information"}, "hold": HOLD}, members=members)
    line.until_waiting("ring_back")
    assert line.sounds[-2:] == ["-office", "+click"]
    assert line.of(PlaySound)[-1].line == DEAD
    cut_at = line.t
    line.until(lambda: line.sounds[-1] == "+information")
    assert line.t == pytest.approx(cut_at + 3)
    line.post(CallerRangBack(t=line.t + 1))
    assert line.sounds[-2:] == ["-information", "+ringing"]


def test_who_rings_back_at_once_hears_no_tone(company: Phone) -> None:
    line = company({"cut": CUT, "hold": HOLD})
    line.until_waiting("ring_back")
    line.post(CallerRangBack(t=line.t + 1))
    line.until_ended()
    assert "+busy" not in line.sounds


def test_who_hangs_up_leaves_the_room(company: Phone) -> None:
    line = company(
        {"ann": ANN, "over": OVER, "bob": BOB, "cut": CUT, "hold": HOLD},
        members={"ann": {"background": "office"}},
        rang_again="bob",
    )
    line.until_waiting()
    line.post(CallerHungUp(t=line.t))
    assert line.sounds[-1] == "-office"
