"""The ear's logic, with a recogniser that plays a part."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE, Samples
from voiceapp.dialogue.events import CallerSaid, CallerStarted, Event
from voiceapp.dialogue.utterance import Utterance, Word
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.end_of_turn import EndOfTurn, Weights

SURE = Weights(always=3.0, pitch=0.0, above_low=0.0, slope=0.0, level=0.0, words=1.0)
RULE = EndOfTurn(weights=SURE)
"""Goes by the last word alone: what plays the voice here has no melody."""
QUIET = np.resize(np.array([3, -3], dtype=np.int16), FRAME_SAMPLES)


class Actor:
    """Has heard one more word of its text with each 10 frames; raises at the frames it is told to."""

    def __init__(self, text: str = "move the container", fails_at: Iterable[int] = ()) -> None:
        self.text = text.split()
        self.fails_at = set(fails_at)
        self.calls = 0
        self.heard = 0
        self.renewed = 0

    def accept(self, samples: Samples) -> None:
        self.calls += 1
        if self.calls in self.fails_at:
            raise OSError("out of order")
        self.heard += len(samples) // FRAME_SAMPLES

    def partial(self) -> str:
        return " ".join(self.text[: self.heard // 10])

    def finish(self) -> Utterance:
        if -1 in self.fails_at:
            raise OSError("out of order")
        text, heard = self.partial(), self.heard
        self.heard = 0
        word = Word(text="it", start=0.0, end=heard * 0.02, confidence=1.0)
        return Utterance(text=text, words=(word,) if text else ())

    def renew(self) -> None:
        self.renewed += 1
        self.heard = 0


def make_ear(actor: Actor) -> Ear:
    return Ear(actor, end_of_turn=RULE, is_speech=lambda frames: True)


@pytest.fixture(scope="module")
def voice(recordings: dict[str, Any]) -> Samples:
    """A frame out of a vowel, loud enough and taken for a voice whatever came before."""
    samples = recordings["prompt-vm-sorry"].samples
    frames = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
    loudest: Samples = frames[np.argmax((frames.astype(np.float64) ** 2).mean(axis=1))]
    return loudest


def hear(ear: Ear, *parts: tuple[Samples, int]) -> list[Event]:
    events: list[Event] = []
    for frame, times in parts:
        for _ in range(times):
            events += ear.accept(frame)
    return events


def talk(voice: Samples, seconds: float) -> list[tuple[Samples, int]]:
    """A voice with the short gaps that words have."""
    return [(voice, 12), (QUIET, 3)] * round(seconds / 0.3)


def test_a_turn(voice: Samples) -> None:
    actor = Actor()
    events = hear(make_ear(actor), (SILENCE, 50), (voice, 50), (SILENCE, 50))
    started, said = events
    assert isinstance(started, CallerStarted)
    assert isinstance(said, CallerSaid)
    assert started.t == pytest.approx(1.06)  # three frames of voice
    assert (said.start, said.end) == (1.0, 2.0)
    assert said.t == pytest.approx(said.end + RULE.quick)
    assert said.utterance.text == "move the container"
    assert said.utterance.words[0].start == pytest.approx(started.t - 0.3)  # the pre-roll


def test_silence_is_never_decoded() -> None:
    actor = Actor()
    assert hear(make_ear(actor), (SILENCE, 500)) == []
    assert actor.calls == 0


def test_a_click_is_no_turn_and_does_not_prolong_one(voice: Samples) -> None:
    ear = make_ear(Actor())
    assert hear(ear, (SILENCE, 20), (voice, 2), (SILENCE, 100)) == []
    _, said = hear(ear, (voice, 50), (SILENCE, 5), (voice, 1), (SILENCE, 50))
    assert isinstance(said, CallerSaid)
    assert said.t - said.end == pytest.approx(RULE.quick)
    assert said.end == pytest.approx(122 * 0.02 + 1.0)


def test_a_pause_within_an_open_sentence_is_one_turn(voice: Samples) -> None:
    events = hear(make_ear(Actor("move the")), (voice, 50), (SILENCE, 30), (voice, 50), (SILENCE, 70))
    assert [type(event) for event in events] == [CallerStarted, CallerSaid]


def test_a_sound_that_is_not_speech_is_ignored_until_it_is(voice: Samples) -> None:
    asked = []

    def third_time(frames: list[Samples]) -> bool:
        asked.append(len(frames))
        return len(asked) == 3

    ear = Ear(Actor(), is_speech=third_time)
    events = hear(ear, (SILENCE, 15), (voice, 40))
    assert [type(event) for event in events] == [CallerStarted]
    assert asked == [15, 15, 15]


def test_a_voice_without_words(voice: Samples) -> None:
    _, said = hear(make_ear(Actor("")), (voice, 20), (SILENCE, 50))
    assert isinstance(said, CallerSaid)
    assert said.utterance == Utterance(text="")
    assert said.t == pytest.approx(said.end + RULE.wordless)


def test_a_voice_that_goes_on_without_new_words_does_not_block(voice: Samples) -> None:
    events = hear(make_ear(Actor("")), *talk(voice, 10.0))
    assert sum(isinstance(event, CallerSaid) for event in events) == 3


def test_a_very_long_turn_is_cut(voice: Samples) -> None:
    events = hear(make_ear(Actor("on and " * 500)), *talk(voice, 40.0))
    assert [type(event) for event in events] == [CallerStarted, CallerSaid, CallerStarted]
    assert events[1].t == pytest.approx(RULE.longest, abs=0.021)


def test_finish_ends_the_turn_at_the_end_of_the_input(voice: Samples) -> None:
    ear = make_ear(Actor())
    assert ear.finish() == []
    hear(ear, (voice, 50))
    assert ear.speaking
    assert ear.partial == "move the container"
    (said,) = ear.finish()
    assert isinstance(said, CallerSaid)
    assert said.t == said.end == 1.0
    assert ear.finish() == []
    assert ear.partial == ""


@pytest.mark.parametrize("fails_at", [[1], [20], [40], [-1]])
def test_a_recogniser_that_fails_costs_one_turn(
    voice: Samples, fails_at: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    actor = Actor(fails_at=fails_at)
    ear = make_ear(actor)
    with caplog.at_level(logging.CRITICAL):
        events = hear(ear, (voice, 50), (SILENCE, 100))
    started, said = events
    assert isinstance(started, CallerStarted)
    assert isinstance(said, CallerSaid)
    assert said.utterance.text == ""
    assert said.end == 1.0
    assert actor.renewed == 1
    actor.fails_at.clear()
    _, said = hear(ear, (voice, 50), (SILENCE, 100))
    assert isinstance(said, CallerSaid)
    assert said.utterance.text == "move the container"


def test_reset_forgets_the_call(voice: Samples) -> None:
    ear = make_ear(Actor())
    parts = ((SILENCE, 30), (voice, 50), (SILENCE, 50))
    first = hear(ear, *parts)
    hear(ear, (voice, 20))
    ear.reset()
    assert ear.time == 0.0
    assert not ear.speaking
    assert hear(ear, *parts) == first


@pytest.mark.parametrize("wrong", [np.zeros(160, dtype=np.int16), np.zeros(320), np.zeros((1, 320), dtype=np.int16)])
def test_only_frames_are_accepted(wrong: Any) -> None:
    with pytest.raises(ValueError, match="320"):
        make_ear(Actor()).accept(wrong)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parts=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 120)), max_size=12),
    text=st.sampled_from(["", "move the", "move the container now and i mean now"]),
    fails_at=st.sets(st.integers(1, 400), max_size=3),
)
def test_any_sound_gives_events_in_order(
    voice: Samples, parts: list[tuple[int, int]], text: str, fails_at: set[int]
) -> None:
    noise = np.random.default_rng(1).integers(-3000, 3000, FRAME_SAMPLES, dtype=np.int16)
    loudest = np.full(FRAME_SAMPLES, -32768, dtype=np.int16)
    kinds = [SILENCE, voice, noise, loudest]
    heard = [(kinds[kind], times) for kind, times in parts]
    logging.disable(logging.CRITICAL)
    try:
        ear = make_ear(Actor(text, fails_at))
        events = hear(ear, *heard) + ear.finish()
        again = make_ear(Actor(text, fails_at))
        assert hear(again, *heard) + again.finish() == events
    finally:
        logging.disable(logging.NOTSET)
    assert [type(event) for event in events] == [CallerStarted, CallerSaid] * (len(events) // 2)
    assert all(earlier.t <= later.t for earlier, later in pairwise(events))
    assert all(event.t <= ear.time for event in events)
    ended = 0.0
    for event in events:
        if isinstance(event, CallerSaid):
            assert ended <= event.start <= event.end <= event.t
            ended = event.end
