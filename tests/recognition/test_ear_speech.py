"""The ear with the real model on real recordings, and on synthesised callers over noise."""

from __future__ import annotations

from typing import Any

import jiwer
import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, Samples
from voiceapp.audio.telephone import TelephoneLine, through_the_line
from voiceapp.dialogue.events import CallerSaid, CallerStarted, Event
from voiceapp.recognition.ear import Ear
from voiceapp.recognition.recogniser import VoskRecogniser

PAUSE = np.zeros(3 * SAMPLE_RATE // 2, dtype=np.int16)


def hear(ear: Ear, samples: Samples) -> list[Event]:
    events: list[Event] = []
    whole = np.concatenate([samples, np.zeros(-len(samples) % FRAME_SAMPLES, dtype=np.int16)])
    for frame in whole.reshape(-1, FRAME_SAMPLES):
        events += ear.accept(frame)
    return events + ear.finish()


def said(events: list[Event]) -> list[str]:
    return [event.utterance.text for event in events if isinstance(event, CallerSaid)]


def one_call(recordings: list[Any]) -> Samples:
    return np.concatenate([PAUSE, *(part for recording in recordings for part in (recording.samples, PAUSE))])


def room(samples: Samples) -> Samples:
    """Over the noise of a room: falling with frequency, 25 dB below the voice."""
    spectrum = np.fft.rfft(np.random.default_rng(7).normal(size=len(samples)))
    spectrum /= np.maximum(np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE), 50.0) ** 0.75
    noise = np.fft.irfft(spectrum, len(samples))
    voice = np.sqrt(np.mean(samples[samples != 0].astype(np.float64) ** 2))
    noise *= voice * 10 ** (-25 / 20) / np.sqrt(np.mean(noise**2))
    return np.clip(samples + noise, -32768, 32767).astype(np.int16)


def telephone(samples: Samples) -> Samples:
    """Over a telephone line with its noise."""
    carried = through_the_line(samples)
    noise = TelephoneLine().noise_for(len(carried) / SAMPLE_RATE, seed=3)[: len(carried)]
    return np.clip(carried.astype(np.int32) + np.resize(noise, len(carried)), -32768, 32767).astype(np.int16)


@pytest.mark.slow
def test_recorded_people_are_heard_as_well_as_by_the_bare_recogniser(
    recogniser: VoskRecogniser, recordings: dict[str, Any]
) -> None:
    people = [recording for recording in recordings.values() if recording.human]
    heard, bare, turns = [], [], 0
    ear = Ear(recogniser)
    for recording in people:
        ear.reset()
        texts = said(hear(ear, np.concatenate([PAUSE, recording.samples, PAUSE])))
        turns += len(texts)
        heard.append(" ".join(texts))
        recogniser.accept(recording.samples)
        bare.append(recogniser.finish().text)
    spoken = [recording.text for recording in people]
    assert jiwer.wer(spoken, heard) <= jiwer.wer(spoken, bare) + 0.02
    assert jiwer.wer(spoken, heard) < 0.12
    assert turns <= len(people) + 3  # a reader's pause after a whole sentence may end the turn


@pytest.mark.slow
@pytest.mark.parametrize(("place", "most"), [(lambda samples: samples, 0.08), (room, 0.12), (telephone, 0.25)])
def test_synthesised_callers_in_one_long_call(
    recogniser: VoskRecogniser, recordings: dict[str, Any], place: Any, most: float
) -> None:
    callers = [recording for recording in recordings.values() if not recording.human]
    events = hear(Ear(recogniser), place(one_call(callers)))
    assert jiwer.wer(" ".join(recording.text for recording in callers), " ".join(said(events))) <= most
    assert len(callers) <= len(said(events)) <= len(callers) + 1


def test_the_same_call_twice_gives_the_same_events(recogniser: VoskRecogniser, recordings: dict[str, Any]) -> None:
    call = one_call([recordings["cards-001"], recordings["prompt-tt-weasels"]])
    ear = Ear(recogniser)
    first = hear(ear, call)
    ear.reset()
    assert hear(ear, call) == first
    assert [type(event) for event in first] == [CallerStarted, CallerSaid] * 2


def test_words_lie_inside_their_turn(recogniser: VoskRecogniser, recordings: dict[str, Any]) -> None:
    call = one_call([recordings["cards-001"], recordings["something"]])
    turns = [event for event in hear(Ear(recogniser), call) if isinstance(event, CallerSaid)]
    assert [turn.utterance.text for turn in turns] == ["ten of clubs", "go somewhere and do something"]
    for turn in turns:
        for word in turn.utterance.words:
            assert turn.start - 0.3 <= word.start < word.end <= turn.t
            assert 0.0 < word.confidence <= 1.0


def test_noise_is_no_caller(recogniser: VoskRecogniser) -> None:
    rng = np.random.default_rng(5)
    seconds = np.arange(8 * SAMPLE_RATE) / SAMPLE_RATE
    chord = 1000 * sum(np.sin(2 * np.pi * pitch * seconds) for pitch in (262, 330, 392))
    typing = 2500 * rng.normal(size=len(seconds)) * np.exp(-(seconds % 0.17) / 0.008)
    for sound in (rng.normal(size=len(seconds)) * 400, chord, typing):
        assert hear(Ear(recogniser), np.asarray(sound).astype(np.int16)) == []
