"""The stage: what is heard, when, how loud, and what the journal says of it. With a speaker of known sounds."""

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE
from voiceapp.audio.telephone import NOISE_RMS
from voiceapp.dialogue.actions import (
    CancelTimer,
    EndCall,
    PauseSpeaking,
    PlaySound,
    ResumeSpeaking,
    Say,
    StopSound,
    StopSpeaking,
)
from voiceapp.dialogue.events import SpeechFinished
from voiceapp.journal import Journal
from voiceapp.stage import DUCKED, SoundStage
from voiceapp.synthesis.cast import Voice
from voiceapp.synthesis.speaker import SynthesisFailed

T = np.arange(10 * SAMPLE_RATE) / SAMPLE_RATE


def tone(seconds: float, level: float = 8000, hz: float = 1000) -> np.ndarray:
    return np.round(level * np.sin(2 * np.pi * hz * T[: round(seconds * SAMPLE_RATE)])).astype(np.int16)


class Tones:
    """Speaks any text as a tone of a tenth of a second a word; ``fail`` cannot be spoken."""

    def __init__(self):
        self.prepared = []

    def prepare(self, text, voice):
        self.prepared.append((text, voice.id))

    def render(self, text, voice):
        if text == "fail":
            raise SynthesisFailed("The line could not be spoken: no.")
        return tone(0.1 * len(text.split())) if text else np.zeros(0, np.int16)


class Stage:
    """A stage that is stepped, its sound kept."""

    def __init__(self, **sounds):
        self.lines: list[dict] = []
        self.speaker = Tones()
        self.stage = SoundStage(
            self.speaker, {"ann": Voice(id="en-us")}, lambda name: sounds[name], Journal(None, self.lines.append)
        )
        self.t = 0.0
        self.heard: list[np.ndarray] = []
        self.finished: list[SpeechFinished] = []

    def do(self, *actions):
        for action in actions:
            self.stage.perform(action, self.t)

    def go(self, seconds: float) -> np.ndarray:
        """Let time pass; what was heard in it."""
        frames = []
        for _ in range(round(seconds / 0.02)):
            self.t = round(self.t + 0.02, 3)
            frames.append(self.stage.next_frame(self.t).copy())
            self.finished += self.stage.finished()
        self.heard += frames
        return np.concatenate(frames)

    def said(self) -> list[tuple]:
        return [
            (line["kind"].removeprefix("agent."), line["speech"], line["start"], line.get("end"))
            for line in self.lines
            if line["kind"].startswith("agent.")
        ]


def say(speech: int, text: str, **more) -> Say:
    return Say(speech=speech, agent="ann", voice="ann", text=text, **more)


def level(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(float) ** 2)))


def test_a_silent_line_has_its_own_noise_and_never_repeats_within_seconds():
    heard = Stage().go(6)
    assert level(heard) == pytest.approx(NOISE_RMS, rel=0.05)
    frames = heard.reshape(-1, FRAME_SAMPLES)
    assert len({frame.tobytes() for frame in frames}) == len(frames)


def test_speeches_are_heard_one_after_the_other_with_their_gaps():
    stage = Stage()
    stage.do(say(1, "one two"), say(2, "three", gap=0.3))
    heard = stage.go(1)
    assert level(heard[: round(0.19 * SAMPLE_RATE)]) > 3000
    assert level(heard[round(0.21 * SAMPLE_RATE) : round(0.49 * SAMPLE_RATE)]) < 10
    assert level(heard[round(0.51 * SAMPLE_RATE) : round(0.59 * SAMPLE_RATE)]) > 3000
    assert stage.finished == [SpeechFinished(t=0.2, speech=1), SpeechFinished(t=0.6, speech=2)]
    assert stage.said() == [
        ("started", 1, 0.02, None),
        ("said", 1, 0.02, 0.22),
        ("started", 2, 0.52, None),
        ("said", 2, 0.52, 0.62),
    ]


def test_what_will_be_said_is_prepared_at_once():
    stage = Stage()
    stage.do(say(1, "one"), say(2, "two"))
    assert stage.speaker.prepared == [("one", "en-us"), ("two", "en-us")]


def test_a_held_speech_goes_on_where_it_was():
    stage = Stage()
    stage.do(say(1, "a b c d"))
    first = stage.go(0.2)
    stage.do(PauseSpeaking())
    between = stage.go(0.5)
    stage.do(ResumeSpeaking())
    second = stage.go(0.2)
    assert level(between) < 10
    whole = Stage()
    whole.do(say(1, "a b c d"))
    assert level(np.concatenate([first, second]).astype(int) - whole.go(0.4)) < 10
    assert stage.finished == [SpeechFinished(t=0.9, speech=1)]


def test_what_is_broken_off_is_told_with_what_never_began():
    stage = Stage()
    stage.do(say(1, "a b c d"), say(2, "never"))
    stage.go(0.2)
    stage.do(PauseSpeaking(), StopSpeaking())
    assert level(stage.go(0.2)) < 10
    assert stage.finished == [
        SpeechFinished(t=0.2, speech=1, interrupted=True),
        SpeechFinished(t=0.2, speech=2, interrupted=True),
    ]
    assert stage.said() == [("started", 1, 0.02, None), ("said", 1, 0.02, 0.2)]
    assert stage.lines[-1]["interrupted"] is True
    stage.do(say(3, "next"))
    stage.go(0.2)
    assert stage.finished[-1] == SpeechFinished(t=0.5, speech=3), "the hold is over with what was held"


def test_a_sound_plays_once_or_until_it_is_stopped():
    stage = Stage(once=tone(0.1), loop=tone(0.05))
    stage.do(PlaySound(sound="once"))
    heard = stage.go(0.3)
    assert level(heard[:1500]) > 3000
    assert level(heard[1700:]) < 10
    stage.do(PlaySound(sound="loop", loop=True))
    assert min(level(frame) for frame in stage.go(1).reshape(-1, FRAME_SAMPLES)[1:]) > 3000
    stage.do(StopSound(sound="loop"), StopSound(sound="loop"))
    assert level(stage.go(0.2)) < 10


def test_a_sound_that_is_no_whole_number_of_frames_loops_without_a_gap():
    stage = Stage(odd=tone(0.033))
    stage.do(PlaySound(sound="odd", loop=True))
    heard = stage.go(2).astype(int)
    period = round(0.033 * SAMPLE_RATE)
    assert np.abs(heard[period * 20 : period * 40] - heard[period * 40 : period * 60]).max() <= 60  # the noise


def test_music_is_lower_under_a_voice():
    stage = Stage(music=tone(1.0, hz=500))
    stage.do(PlaySound(sound="music", loop=True))
    alone = level(stage.go(0.5))
    stage.do(say(1, ""), say(2, "a b c d e"))
    both = stage.go(0.5)
    spectrum = np.abs(np.fft.rfft(both[1600:6400]))
    assert alone == pytest.approx(8000 / np.sqrt(2), rel=0.1)
    assert spectrum[150] / spectrum[300] == pytest.approx(DUCKED, rel=0.1)  # 500 and 1,000 Hz
    stage.do(StopSpeaking())
    assert level(stage.go(0.5)) == pytest.approx(alone, rel=0.05)


def test_the_sum_is_clipped_and_never_wraps():
    stage = Stage(**{name: tone(1.0, level=30_000) for name in "ab"})
    stage.do(PlaySound(sound="a", loop=True), PlaySound(sound="b", loop=True))
    heard = stage.go(1).astype(int)[1000:]
    assert heard.max() == 32767
    assert np.corrcoef(heard, tone(1.0)[1000:])[0, 1] > 0.9


def test_the_end_silences_everything():
    stage = Stage(music=tone(1.0))
    stage.do(PlaySound(sound="music", loop=True), say(1, "a b c d"))
    stage.go(0.1)
    stage.do(EndCall(reason="enough"))
    assert level(stage.go(0.2)) < 10
    assert stage.finished == [SpeechFinished(t=0.1, speech=1, interrupted=True)]


def test_a_line_that_cannot_be_spoken_is_a_second_of_silence_and_the_call_goes_on():
    stage = Stage()
    stage.do(say(1, "fail"), say(2, "next"))
    assert level(stage.go(1)) < 10
    stage.go(0.5)
    assert stage.lines[0] == {
        "t": 0.02,
        "kind": "synthesis.failed",
        "speech": 1,
        "fault": "The line could not be spoken: no.",
    }
    assert [finished.speech for finished in stage.finished] == [1, 2]


def test_a_line_without_words_is_over_at_once():
    stage = Stage()
    stage.do(say(1, ""))
    stage.go(0.1)
    assert stage.finished == [SpeechFinished(t=0.02, speech=1)]


def test_a_sound_before_the_words_and_an_echo_after():
    stage = Stage(knock=tone(0.5, hz=500))
    stage.do(say(1, "a b", sound="knock", room=1.0))
    heard = stage.go(2)
    assert level(heard[: SAMPLE_RATE // 2 - 400]) > 3000
    assert level(heard[round(0.75 * SAMPLE_RATE) : round(0.8 * SAMPLE_RATE)]) > 30, "it rings on"


def test_an_action_that_is_not_for_the_stage_is_a_fault_of_ours():
    with pytest.raises(TypeError, match="CancelTimer"):
        Stage().do(CancelTimer(timer="a"))


def test_what_it_gives_cannot_spoil_what_follows():
    first, second = Stage(), Stage()
    frame = first.stage.next_frame(0.02)
    with pytest.raises(ValueError, match="read-only"):
        frame[:] = 1
    assert (second.go(1) == Stage().go(1)).all()
