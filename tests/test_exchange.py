"""The exchange: timers in order, actions to whom they concern, and whose turn it is."""

import pytest

from voiceapp.dialogue.actions import (
    Await,
    CancelTimer,
    EndCall,
    PlaySound,
    Record,
    Say,
    SetTimer,
    StopSpeaking,
)
from voiceapp.dialogue.events import (
    CallerAnswered,
    CallerRangBack,
    CallerStarted,
    CallPlaced,
    InputEnded,
    KeyPressed,
    SpeechFinished,
    TimerFired,
)
from voiceapp.errors import UsageFault
from voiceapp.exchange import Exchange, new_call
from voiceapp.journal import Journal
from voiceapp.scenarios import load

SAY = Say(speech=1, agent="ann", voice="ann", text="Yes?")


class ScriptedCall:
    """Answers the events it gets with prepared actions."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.events = []

    def receive(self, event):
        self.events.append(event)
        return self.answers.pop(0) if self.answers else ()


class Notes:
    """A stage that only notes."""

    def __init__(self):
        self.performed = []

    def perform(self, action, t):
        self.performed.append((action, t))


def joined(*answers):
    call, stage, written = ScriptedCall(*answers), Notes(), []
    return Exchange(call, stage, Journal(None, written.append)), call, stage, written


def test_actions_go_where_they_belong_in_order():
    sound = PlaySound(sound="click")
    exchange, call, stage, written = joined((Record(kind="menu", fields={"a": 1}), SAY, sound, StopSpeaking()))
    exchange.post(CallPlaced(t=2.5))
    assert written == [{"t": 2.5, "kind": "menu", "a": 1}]
    assert stage.performed == [(SAY, 2.5), (sound, 2.5), (StopSpeaking(), 2.5)]
    assert call.events == [CallPlaced(t=2.5)]


def test_timers_fire_in_the_order_of_their_times_then_of_their_setting():
    timers = [
        SetTimer(timer="c", at=3),
        SetTimer(timer="a", at=1),
        SetTimer(timer="b", at=1),
        SetTimer(timer="d", at=9),
    ]
    exchange, call, _, _ = joined(timers)
    exchange.post(CallPlaced(t=0))
    assert exchange.next_timer == 1
    exchange.fire_timers(0.99)
    exchange.fire_timers(5)
    assert call.events[1:] == [TimerFired(t=5, timer=name) for name in "abc"]
    assert exchange.next_timer == 9


def test_a_timer_set_again_counts_anew_and_a_cancelled_one_not_at_all():
    exchange, call, _, _ = joined(
        [SetTimer(timer="a", at=1), SetTimer(timer="b", at=2), SetTimer(timer="a", at=3), CancelTimer(timer="b")]
    )
    exchange.post(CallPlaced(t=0))
    exchange.fire_timers(2)
    assert len(call.events) == 1
    exchange.fire_timers(3)
    assert call.events[1:] == [TimerFired(t=3, timer="a")]
    assert exchange.next_timer is None


def test_a_timer_may_set_the_next_which_may_be_due_already():
    exchange, call, _, _ = joined([SetTimer(timer="a", at=1)], [SetTimer(timer="a", at=2)], [SetTimer(timer="a", at=3)])
    exchange.post(CallPlaced(t=0))
    exchange.fire_timers(2)
    assert len(call.events) == 3
    assert exchange.next_timer == 3


def test_the_end_clears_the_timers_and_is_remembered():
    exchange, call, stage, _ = joined([SetTimer(timer="a", at=1)], [EndCall(reason="enough")])
    exchange.post(CallPlaced(t=0))
    assert exchange.ended is None
    exchange.post(KeyPressed(t=0.5, key="1", source="text"))
    assert exchange.ended == "enough"
    assert stage.performed == [(EndCall(reason="enough"), 0.5)]
    assert exchange.next_timer is None
    exchange.fire_timers(9)
    assert len(call.events) == 2


@pytest.mark.parametrize(
    ("waits_for", "event", "still"),
    [
        ("speech", CallerStarted(t=1), False),
        ("speech", KeyPressed(t=1, key="1", source="text"), False),
        ("speech", InputEnded(t=1), False),
        ("speech", SpeechFinished(t=1, speech=1), True),
        ("speech", TimerFired(t=1, timer="a"), True),
        ("ring_back", CallerStarted(t=1), True),
        ("ring_back", KeyPressed(t=1, key="1", source="text"), True),
        ("ring_back", CallerRangBack(t=1), False),
        ("answer", CallerStarted(t=1), True),
        ("answer", CallerAnswered(t=1), False),
    ],
)
def test_whose_turn_it_is(waits_for, event, still):
    exchange, *_ = joined([Await(what=waits_for)])
    exchange.post(CallPlaced(t=0))
    assert exchange.waits_for == waits_for
    exchange.post(event)
    assert exchange.waits_for == (waits_for if still else None)


def test_who_speaks_does_not_wait():
    exchange, *_ = joined([Await(what="ring_back")], [SAY])
    exchange.post(CallPlaced(t=0))
    exchange.post(TimerFired(t=1, timer="a"))
    assert exchange.waits_for is None


def test_a_call_begins_with_an_act_there_is(small_scenario):
    with pytest.raises(UsageFault, match="--from: there is no act 'nowhere'"):
        new_call(load(str(small_scenario)), None, seed=1, start="nowhere")
