"""The dialogue manager: lists of events in, actions out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.actions import (
    Action,
    Await,
    EndCall,
    PauseSpeaking,
    PlaySound,
    Record,
    ResumeSpeaking,
    Say,
    SetTimer,
    StopSpeaking,
)
from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import (
    KEYS,
    CallerHungUp,
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallPlaced,
    Event,
    InputEnded,
    KeyPressed,
    SpeechFinished,
    TimerFired,
    TimeUp,
)
from voiceapp.dialogue.utterance import Utterance

NewCall = Callable[..., Call]


def said(text: str, t: float) -> CallerSaid:
    return CallerSaid(t=t, start=max(0.0, t - 1), end=t, utterance=Utterance(text=text))


class World:
    """Answers the call's actions as a line would: every speech takes a second, timers fire when they are due."""

    def __init__(self, call: Call) -> None:
        self.call = call
        self.t = 0.0
        self.timers: dict[str, float] = {}
        self.speeches: list[Say] = []
        self.actions: list[Action] = []

    def post(self, event: Event) -> list[Action]:
        actions = list(self.call.receive(event))
        self.actions += actions
        for action in actions:
            match action:
                case SetTimer():
                    self.timers[action.timer] = action.at
                case Say():
                    self.speeches.append(action)
                case StopSpeaking():
                    self.speeches.clear()
                case _:
                    pass
        return actions

    def next(self) -> bool:
        """Let the next thing happen by itself. Returns whether there was one."""
        due = min(self.timers.items(), key=lambda timer: timer[1], default=None)
        if self.speeches and (due is None or due[1] >= self.t + 1):
            self.t += 1
            self.post(SpeechFinished(t=self.t, speech=self.speeches.pop(0).speech))
            return True
        if due is None:
            return False
        del self.timers[due[0]]
        self.t = max(self.t, due[1])
        self.post(TimerFired(t=self.t, timer=due[0]))
        return True

    def until_waiting(self) -> None:
        for _ in range(100):
            if any(isinstance(action, Await) for action in self.actions[-2:]) and not self.speeches:
                return
            assert self.next(), "the call hangs"
        raise AssertionError("the company never waits")

    def say(self, text: str) -> list[Action]:
        self.post(CallerStarted(t=self.t))
        self.t += 1
        return self.post(said(text, self.t))


def of(kind: type, actions: Iterable[Action]) -> list[Any]:
    return [action for action in actions if isinstance(action, kind)]


def records(kind: str, actions: Iterable[Action]) -> list[Record]:
    return [record for record in of(Record, actions) if record.kind == kind]


def test_it_rings_before_it_answers(new_call: NewCall) -> None:
    call = new_call()
    placed = call.receive(CallPlaced(t=0.0))
    assert PlaySound(sound="ringing", loop=True) in placed
    assert not of(Say, placed)
    answered = call.receive(TimerFired(t=2.0, timer="ring"))
    assert [say.agent for say in of(Say, answered)] == ["machine"]


def test_a_key_takes_an_option_and_silences_the_menu(new_call: NewCall) -> None:
    world = World(new_call())
    world.post(CallPlaced(t=0.0))
    world.next()
    actions = world.post(KeyPressed(t=2.5, key="1", source="window"))
    assert of(StopSpeaking, actions)
    assert records("key.pressed", actions)[0].fields == {"key": "1", "source": "window"}
    assert records("hold.started", actions)


def test_a_word_takes_an_option_too(new_call: NewCall) -> None:
    world = World(new_call())
    world.post(CallPlaced(t=0.0))
    world.until_waiting()
    assert records("hold.started", world.say("one please"))


def test_what_no_option_fits_is_quoted_wrongly(new_call: NewCall) -> None:
    world = World(new_call())
    world.post(CallPlaced(t=0.0))
    world.until_waiting()
    actions = world.say("my container")
    (line,) = of(Say, actions)
    changed = records("case.changed", actions)[0].fields
    assert "container" not in line.text
    assert (changed["field"], changed["said"]) == ("object", "container")
    assert changed["recorded"] in line.text


def at_ann(new_call: NewCall, seed: int = 1) -> World:
    world = World(new_call(seed=seed, start="ann"))
    world.post(CallPlaced(t=0.0))
    world.until_waiting()
    return world


def test_an_agent_answers_from_what_was_said_wrongly(new_call: NewCall) -> None:
    for seed in range(12):
        actions = at_ann(new_call, seed).say("there is a container")
        spoken = of(Say, actions)[0]
        if spoken.trick == "mishear":
            assert spoken.heard and spoken.heard != "there is a container"
            assert records("case.changed", actions)
            return
    raise AssertionError("mishearing was never drawn")


def test_a_cough_resumes_the_sentence_and_words_drop_it(new_call: NewCall) -> None:
    world = World(new_call(start="ann"))
    world.post(CallPlaced(t=0.0))
    world.next()
    assert world.speeches
    assert of(PauseSpeaking, world.post(CallerStarted(t=2.7)))
    assert of(ResumeSpeaking, world.post(said("", 2.9)))
    assert of(PauseSpeaking, world.post(CallerStarted(t=3.0)))
    assert of(ResumeSpeaking, world.post(said("uh-huh", 3.2)))
    assert of(PauseSpeaking, world.post(CallerStarted(t=3.5)))
    answer = world.post(said("there is a container", 4.5))
    assert of(StopSpeaking, answer) and of(Say, answer)


def test_who_talks_on_answers_afterwards(new_call: NewCall) -> None:
    world = World(new_call(start="bob"))
    world.post(CallPlaced(t=0.0))
    world.next()
    assert not of(PauseSpeaking, world.post(CallerStarted(t=2.3)))
    assert not of(StopSpeaking, world.post(said("there is a container", 2.9)))
    before = len(of(Say, world.actions))
    world.next()
    assert len(of(Say, world.actions)) > before


def test_a_transfer_damages_the_case_file(new_call: NewCall) -> None:
    world = at_ann(new_call)
    world.call.session.write("object", "container", "container", "ann")
    for _ in range(5):
        if records("transfer", world.actions):
            break
        world.say("there is something")
        world.until_waiting()
    assert records("transfer", world.actions)[0].fields["to"] == "bob"
    damaged = [r for r in records("case.changed", world.actions) if r.fields["by"] == "bob"]
    assert damaged


def test_a_cut_line_is_dead_until_the_caller_rings_back(new_call: NewCall) -> None:
    world = World(new_call(start="dead"))
    world.post(CallPlaced(t=0.0))
    world.until_waiting()
    assert of(Await, world.actions)[-1].what == "ring_back"
    assert records("cut.off", world.actions)
    assert world.call.session.case.filled == ()
    world.call.session.write("name", "mathieu", "mister achoo", "ann")
    again = world.post(CallerRangBack(t=world.t + 3))
    assert records("call.resumed", again)
    assert PlaySound(sound="ringing", loop=True) in again
    assert str(world.call.session.case.name) == "mister achoo"


def test_who_does_not_ring_back_is_let_go(new_call: NewCall) -> None:
    world = World(new_call(start="dead"))
    world.post(CallPlaced(t=0.0))
    while not world.call.ended:
        assert world.next()
    assert of(EndCall, world.actions)[0].reason == "completed"


def test_silence_is_answered_and_then_moves_on(new_call: NewCall) -> None:
    world = at_ann(new_call)
    for _ in range(30):
        if records("transfer", world.actions):
            return
        world.next()
    raise AssertionError("a silent caller stays with the first agent for ever")


@pytest.mark.parametrize(
    ("event", "reason"),
    [(CallerHungUp(t=3.0), "caller hung up"), (TimeUp(t=3.0), "time is up")],
)
def test_a_call_that_ended_does_nothing_more(new_call: NewCall, event: Event, reason: str) -> None:
    world = at_ann(new_call)
    assert of(EndCall, world.post(event))[0].reason == reason
    assert world.post(said("hello", 4.0)) == []
    assert world.post(CallPlaced(t=5.0)) == []


def test_an_act_that_does_not_exist_is_refused(new_call: NewCall) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        new_call(start="nowhere")


times = st.floats(min_value=0, max_value=600, allow_nan=False)
texts = st.one_of(
    st.sampled_from(["", "yes", "no", "goodbye", "there is a container", "my number is 0475", "human", "uh-huh"]),
    st.text(max_size=40),
)
events = st.one_of(
    st.builds(CallPlaced, t=times),
    st.builds(CallerStarted, t=times),
    st.builds(said, texts, times),
    st.builds(KeyPressed, t=times, key=st.sampled_from(KEYS), source=st.just("text")),
    st.builds(SpeechFinished, t=times, speech=st.integers(0, 20), interrupted=st.booleans()),
    st.builds(
        TimerFired,
        t=times,
        timer=st.sampled_from(["ring", "silence", "hold.over", "announce.0", "gone", "x"]),
    ),
    st.builds(CallerRangBack, t=times),
    st.builds(InputEnded, t=times),
)


@settings(max_examples=200, deadline=None)
@given(sequence=st.lists(events, max_size=40), seed=st.integers(0, 1000))
def test_any_sequence_of_events_is_accepted_and_every_call_can_end(
    new_call: NewCall, sequence: list[Event], seed: int
) -> None:
    world = World(new_call(seed=seed))
    before = 0.0
    for event in [CallPlaced(t=0.0), *sequence]:
        world.post(event)
        assert world.call.session.t >= before, "time ran back"
        before = world.call.session.t
    world.t = world.call.session.t
    world.post(InputEnded(t=world.t))
    for _ in range(400):
        if world.call.ended:
            break
        assert world.next(), "the call hangs"
    assert world.call.ended
    spoken = [say.text for say in of(Say, world.actions)]
    assert all(spoken), "an empty line was spoken"
    assert len(spoken) == len(set(spoken)), "a line was said twice"
    assert [say.speech for say in of(Say, world.actions)] == list(range(1, len(spoken) + 1))


@settings(max_examples=60, deadline=None)
@given(sequence=st.lists(events, max_size=30), seed=st.integers(0, 1000))
def test_the_same_events_and_seed_give_the_same_actions(new_call: NewCall, sequence: list[Event], seed: int) -> None:
    one, other = new_call(seed=seed), new_call(seed=seed)
    for event in [CallPlaced(t=0.0), *sequence]:
        assert one.receive(event) == other.receive(event)
