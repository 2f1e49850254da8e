"""The line and what pumps it, in virtual time: an ear that hears what the test says, and the real rest of the call."""

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE
from voiceapp.dialogue.actions import Await, EndCall, PlaySound, Record, Say, SetTimer, StopSpeaking
from voiceapp.dialogue.events import (
    CallerRangBack,
    CallerSaid,
    CallerStarted,
    CallPlaced,
    InputEnded,
    KeyPressed,
    SpeechFinished,
    TimerFired,
    TimeUp,
)
from voiceapp.dialogue.utterance import Utterance
from voiceapp.headless import REACTION, RING_BACK, hold_recording, hold_turns
from voiceapp.journal import Journal
from voiceapp.line import Line
from voiceapp.stage import SoundStage
from voiceapp.synthesis.cast import Voice
from voiceapp.typed_caller import TypedCaller

VOICE = np.full(FRAME_SAMPLES, 3000, np.int16)


class LevelEar:
    """Hears a turn where frames are loud, and its end in the third frame of silence."""

    partial = ""

    def __init__(self):
        self.frames = 0
        self.begun = None
        self.silent = 0

    def accept(self, frame):
        self.frames += 1
        t = round(self.frames * 0.02, 2)
        if frame.any():
            self.silent = 0
            if not self.begun:
                self.begun = t
                return [CallerStarted(t=t)]
        elif self.begun:
            self.silent += 1
            if self.silent == 3:
                said = CallerSaid(t=t, start=self.begun, end=round(t - 0.06, 2), utterance=Utterance(text="hello"))
                self.begun = None
                return [said]
        return []


class OneSound:
    """The same sound by every name."""

    music = rooms = ()

    def __call__(self, name):
        return VOICE


class Speaker:
    """Speaks a tenth of a second a word."""

    def prepare(self, text, voice):
        pass

    def render(self, text, voice):
        return spoken(text)


def spoken(text):
    return np.full(len(text.split()) * SAMPLE_RATE // 10, 2000, np.int16)


class Tape:
    """A recording that is kept in memory."""

    def __init__(self):
        self.caller, self.company = [], []

    def write(self, caller, company):
        self.caller.append(caller.copy())
        self.company.append(company.copy())


class ScriptedCall:
    """``answers`` gives actions for an event, or nothing."""

    def __init__(self, answers):
        self.answers = answers
        self.events = []
        self.ended = False

    def receive(self, event):
        if self.ended:
            return ()
        self.events.append(event)
        actions = tuple(self.answers(event) or ())
        if isinstance(event, TimeUp) and not actions:
            actions = (EndCall(reason="time is up"),)
        self.ended = any(isinstance(action, EndCall) for action in actions)
        return actions

    def times(self, kind):
        return [event.t for event in self.events if isinstance(event, kind)]


def say(text, speech=1):
    return Say(speech=speech, agent="ann", voice="ann", text=text)


def connected(answers, max_seconds=60.0):
    call, tape, lines = ScriptedCall(answers), Tape(), []
    journal = Journal(None, lines.append)
    stage = SoundStage(Speaker(), {"ann": Voice(id="en-us")}, OneSound(), journal)
    line = Line(
        ear=LevelEar(),
        typed=TypedCaller(spoken),
        call=call,
        stage=stage,
        journal=journal,
        recording=tape,
        max_seconds=max_seconds,
    )
    return line, call, tape, lines


def loud(frames):
    """Numbers of the frames in which somebody is heard."""
    return [n for n, frame in enumerate(frames) if np.abs(frame).max() > 500]


def test_time_is_counted_in_frames():
    line, call, _, _ = connected(lambda event: None)
    assert call.events == [CallPlaced(t=0.0)]
    for n in range(1, 500):
        line.step(SILENCE)
        assert line.t == round(n * 0.02, 3)


def test_an_answer_sounds_after_what_it_answers_and_not_a_frame_later():
    line, call, tape, lines = connected(lambda event: [say("a b")] if isinstance(event, CallerSaid) else None)
    for frame in [VOICE] * 10 + [SILENCE] * 30:
        line.step(frame)
    (heard_at,) = call.times(CallerSaid)
    assert heard_at == pytest.approx(0.26)
    first = loud(tape.company)[0]
    assert first * 0.02 == pytest.approx(heard_at), "the frame that begins when the turn was over"
    started = next(line for line in lines if line["kind"] == "agent.started")
    assert started["start"] == pytest.approx(first * 0.02), "the journal and the recording agree"
    said = next(line for line in lines if line["kind"] == "agent.said")
    assert said["end"] - said["start"] == pytest.approx(0.2)
    assert call.times(SpeechFinished) == [pytest.approx((first + 9) * 0.02)]


def test_keys_and_timers_arrive_when_they_are_due():
    def answers(event):
        if isinstance(event, CallPlaced):
            return [SetTimer(timer="a", at=0.5), SetTimer(timer="b", at=0.505)]
        return None

    line, call, _, _ = connected(answers)
    for n in range(50):
        line.step(SILENCE)
        if n == 10:
            line.post(KeyPressed(t=line.t, key="1", source="window"))
    assert call.times(TimerFired) == [0.5, 0.52]
    assert call.times(KeyPressed) == [0.22]


def test_the_last_bound_is_kept():
    line, call, _, lines = connected(
        lambda event: (
            [EndCall(reason="time is up")] if isinstance(event, TimeUp) else [PlaySound(sound="x", loop=True)]
        ),
        max_seconds=1.0,
    )
    assert hold_recording(line, iter([VOICE] * 10_000)) == "time is up"
    line.close()
    assert call.times(TimeUp) == [1.0]
    assert lines[-1] == {"t": 1.0, "kind": "call.ended", "reason": "time is up", "duration": 1.0}


def test_a_line_that_is_left_says_so_and_what_was_cut_short():
    line, _, _, lines = connected(lambda event: [say("a b c d"), say("never", 2)] if event.t == 0 else None)
    for _ in range(10):
        line.step(SILENCE)
    line.close()
    assert [(line["kind"], line.get("end")) for line in lines] == [
        ("agent.started", None),
        ("agent.said", 0.2),
        ("call.ended", None),
    ]
    assert (lines[1]["interrupted"], lines[2]["reason"]) == (True, "interrupted")


def test_both_sides_are_recorded_from_the_first_frame_to_the_last():
    line, _, tape, _ = connected(lambda event: [say("a")] if event.t == 0 else None)
    for frame in [SILENCE, VOICE, SILENCE]:
        line.step(frame)
    assert loud(tape.caller) == [1]
    assert len(tape.company) == 3
    assert not tape.company[0].any(), "nobody has answered before the first frame was heard"


# What pumps it


def waiting(event):
    """Waits for speech as soon as the call begins and after each turn; ends with the input."""
    match event:
        case CallPlaced():
            return [Await()]
        case CallerSaid():
            return [say("a b c")]
        case SpeechFinished():
            return [Await()]
        case InputEnded():
            return [say("goodbye", 9), EndCall(reason="completed")]
    return None


def test_turns_are_played_with_a_reaction_time_when_the_company_waits():
    line, call, tape, _ = connected(waiting)
    turns = iter([iter([VOICE] * 5), iter([VOICE] * 8)])
    assert hold_turns(line, lambda: next(turns, None)) == "completed"
    spoken = loud(tape.caller)
    assert len(spoken) == 13
    over = call.times(SpeechFinished)
    assert spoken[5] * 0.02 == pytest.approx(over[0] + REACTION, abs=0.041)
    assert not set(loud(tape.caller)) & set(loud(tape.company))
    assert len(call.times(InputEnded)) == 1
    assert call.times(InputEnded)[0] > over[1]


@pytest.mark.parametrize("hold", ["turns", "recording"])
def test_the_end_of_the_input_is_told_once(hold):
    count = []

    def answers(event):
        if isinstance(event, InputEnded):
            count.append(event.t)
            return [SetTimer(timer="end", at=event.t + 1)]
        if isinstance(event, TimerFired):
            return [EndCall(reason="completed")]
        return [Await()]

    line, *_ = connected(answers)
    if hold == "turns":
        hold_turns(line, lambda: None)
    else:
        hold_recording(line, iter([SILENCE] * 50))
    assert len(count) == 1
    assert line.ended == "completed"


def cut(event):
    """Goes dead after the first turn, and speaks again when the caller has dialled."""
    match event:
        case CallPlaced():
            return [Await()]
        case CallerSaid() if event.t < 1:
            return [Record(kind="cut.off"), StopSpeaking(), Await(what="ring_back")]
        case CallerRangBack():
            return [say("a"), Await()]
        case InputEnded():
            return [EndCall(reason="completed")]
    return None


def test_after_a_cut_the_caller_dials_again_also_when_speaking_into_the_dead_line():
    line, call, _, lines = connected(cut)
    speaking = ([VOICE] * 20 + [SILENCE] * 30) * 20
    hold_recording(line, iter(speaking))
    (off,) = [line["t"] for line in lines if line["kind"] == "cut.off"]
    (back,) = call.times(CallerRangBack)
    assert back - off == pytest.approx(RING_BACK, abs=0.041)
    assert len([t for t in call.times(CallerSaid) if off < t < back]) >= 3


def test_after_a_cut_the_caller_dials_again_between_turns():
    line, call, _, _ = connected(cut)
    turns = iter([iter([VOICE] * 5), iter([VOICE] * 5)])
    hold_turns(line, lambda: next(turns, None))
    assert len(call.times(CallerRangBack)) == 1
    assert len(call.times(CallerSaid)) == 2


def test_who_has_nothing_left_to_say_does_not_dial_again_in_a_recording():
    def answers(event):
        if isinstance(event, CallPlaced):
            return [SetTimer(timer="cut", at=1.0)]
        if isinstance(event, TimerFired):
            return [EndCall(reason="given up")] if event.t > 5 else [Await(what="ring_back"), SetTimer(timer="x", at=9)]
        return None

    line, call, _, _ = connected(answers)
    hold_recording(line, iter([SILENCE] * 10))
    assert call.times(CallerRangBack) == []
    assert line.ended == "given up"


def test_what_is_typed_is_the_callers_voice():
    line, call, tape, _ = connected(lambda event: [say("a b")] if isinstance(event, CallerSaid) else None)
    for _ in range(10):
        line.step(SILENCE)
    line.type("one two three")
    line.type("  ")
    partials = []
    for _ in range(40):
        line.step(VOICE)
        partials.append(line.partial)
    (started,), (said,) = call.times(CallerStarted)[:1], [e for e in call.events if isinstance(e, CallerSaid)][:1]
    assert started == pytest.approx(0.2)
    assert (said.start, said.end, said.t) == pytest.approx((0.2, 0.5, 0.5))
    assert said.utterance.text == "one two three"
    assert all((frame == 2000).all() for frame in tape.caller[10:25]), "the recording has the voice that spoke it"
    assert partials[0] == "" and partials[7] == "one two" and partials[20] == ""
    assert next(n for n, frame in enumerate(tape.caller) if (frame == VOICE).all()) == 25


def test_sentences_that_are_typed_fast_are_said_one_after_the_other():
    line, call, _, _ = connected(lambda event: None)
    line.type("one two")
    line.type("three")
    for _ in range(30):
        line.step(SILENCE)
    said = [(e.start, e.end, e.utterance.text) for e in call.events if isinstance(e, CallerSaid)]
    assert said == [(0.0, pytest.approx(0.2), "one two"), (pytest.approx(0.2), pytest.approx(0.3), "three")]
