from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, Samples
from voiceapp.dialogue.actions import Say
from voiceapp.dialogue.events import SpeechFinished
from voiceapp.journal import Journal
from voiceapp.sounds import Sounds
from voiceapp.stage import SoundStage
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import SynthesisFailed
from voiceapp.voicing import MOST_KEPT, Voicing

VOICES = {"ann": Voice(id="gmw/en-us")}


class SlowSpeaker:
    """Speaks when it is let, a tone for every text."""

    def __init__(self) -> None:
        self.allowed = threading.Event()
        self.rendered: list[str] = []
        self.prepared: list[str] = []

    def render(self, text: str, voice: Voice) -> Samples:
        assert self.allowed.wait(20)
        self.rendered.append(text)
        if text == "Fail.":
            raise SynthesisFailed("out of order")
        return (8000 * np.sin(np.arange(5 * FRAME_SAMPLES) / 10)).astype(np.int16)

    def prepare(self, text: str, voice: Voice) -> None:
        self.prepared.append(text)


@pytest.fixture
def speaker() -> SlowSpeaker:
    return SlowSpeaker()


def say(text: str, speech: int = 1) -> Say:
    return Say(speech=speech, agent="ann", voice="ann", text=text)


def stage_for(speaker: Any, journal: Journal) -> SoundStage:
    return SoundStage(speaker, VOICES, Sounds(), journal, ahead=True)


def test_ahead_a_sentence_is_rendered_once(speaker: SlowSpeaker) -> None:
    speaker.allowed.set()
    voicing = Voicing(speaker, VOICES, Sounds(), ahead=True)  # type: ignore[arg-type]
    for _ in range(3):
        voicing.prepare(say("Hello."))
    samples = voicing.samples(say("Hello."))
    assert speaker.rendered == ["Hello."]
    voicing.close()
    waiting = Voicing(speaker, VOICES, Sounds())  # type: ignore[arg-type]
    assert np.array_equal(samples, waiting.samples(say("Hello.")))


def test_without_a_thread_the_speaker_prepares_and_everything_is_ready(speaker: SlowSpeaker) -> None:
    voicing = Voicing(speaker, VOICES, Sounds())  # type: ignore[arg-type]
    voicing.prepare(say("Hello."))
    assert speaker.prepared == ["Hello."]
    assert voicing.ready(say("Hello."))
    voicing.close()


def test_what_was_rendered_in_vain_is_forgotten(speaker: SlowSpeaker) -> None:
    speaker.allowed.set()
    voicing = Voicing(speaker, VOICES, Sounds(), ahead=True)  # type: ignore[arg-type]
    for n in range(3 * MOST_KEPT):
        voicing.prepare(say(f"Number {n}."))
    assert len(voicing._sentences) <= MOST_KEPT
    voicing.close()


def test_no_frame_waits_for_a_voice(speaker: SlowSpeaker) -> None:
    stage = stage_for(speaker, Journal())
    stage.perform(say("Hello."), 0.0)
    quiet = [stage.next_frame(n * 0.02) for n in range(20)]
    assert stage.finished() == []
    speaker.allowed.set()
    while not stage._voicing.ready(say("Hello.")):
        pass
    spoken = [stage.next_frame(0.4 + n * 0.02) for n in range(8)]
    assert max(np.abs(frame).max() for frame in quiet) * 20 < np.abs(spoken[1]).max()
    assert stage.finished() == [SpeechFinished(t=pytest.approx(0.48), speech=1)]
    stage.close()


def test_a_voice_that_fails_on_the_thread_is_a_pause(speaker: SlowSpeaker) -> None:
    speaker.allowed.set()
    stage = stage_for(speaker, Journal())
    stage.perform(say("Fail."), 0.0)
    while not stage._voicing.ready(say("Fail.")):
        pass
    for n in range(60):
        stage.next_frame(n * 0.02)
    assert [event.speech for event in stage.finished()] == [1]
    stage.close()
