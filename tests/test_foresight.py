from __future__ import annotations

from pathlib import Path

import pytest

from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import CallerSaid, CallPlaced, SpeechFinished, TimerFired
from voiceapp.dialogue.utterance import Utterance
from voiceapp.foresight import Foresight
from voiceapp.languages import load_comprehension
from voiceapp.scenarios import load

SAID = CallerSaid(t=20.0, start=18.0, end=19.9, utterance=Utterance(text="please move the container"))


@pytest.fixture
def call(small_scenario: Path) -> Call:
    """One in which an agent has greeted and waits."""
    scenario = load(str(small_scenario))
    call = Call(scenario, seed=3, comprehension=load_comprehension(), start="ann")
    actions = [*call.receive(CallPlaced(t=0.0)), *call.receive(TimerFired(t=9.0, timer="ring"))]
    for say in actions:
        if isinstance(say, Say):
            call.receive(SpeechFinished(t=12.0, speech=say.speech))
    return call


def test_what_is_foreseen_is_what_the_call_says(call: Call) -> None:
    prepared: list[Say] = []
    foresight = Foresight(call, prepared.append)
    foresight.consider(SAID)
    foresight.consider(SAID)
    foresight.close()
    later = CallerSaid(t=20.1, start=SAID.start, end=SAID.end, utterance=SAID.utterance)
    said = [action for action in call.receive(later) if isinstance(action, Say)]
    assert said
    assert prepared == said


def test_foresight_changes_nothing(call: Call) -> None:
    other = call.copy()
    foresight = Foresight(call, lambda say: None)
    for text in ("where is my supervisor", "no", "i want to speak to a human"):
        foresight.consider(CallerSaid(t=20.0, start=18.0, end=19.9, utterance=Utterance(text=text)))
    foresight.close()
    assert call.receive(SAID) == other.receive(SAID)


def test_nothing_is_worked_out_for_a_cough_or_for_nobody(call: Call) -> None:
    prepared: list[Say] = []
    foresight = Foresight(call, prepared.append)
    foresight.consider(None)
    foresight.consider(CallerSaid(t=20.0, start=18.0, end=19.9, utterance=Utterance(text="")))
    foresight.close()
    assert prepared == []


def test_a_fault_in_foresight_is_nobodys_business(call: Call) -> None:
    def fail(say: Say) -> None:
        raise OSError("out of order")

    foresight = Foresight(call, fail)
    foresight.consider(SAID)
    foresight.close()
    assert any(isinstance(action, Say) for action in call.receive(SAID))
