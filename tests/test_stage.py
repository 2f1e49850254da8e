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
from voiceapp.dialogue.scenario import DEAD, PhoneLine
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


class Sounds:
    """Sounds of this test; those of ``music`` and ``rooms`` are played as such."""

    def __init__(self, sounds, music=(), rooms=()):
        self._sounds = {"click": tone(0.03, hz=2000), **sounds}
        self.music, self.rooms = music, rooms

    def __call__(self, name):
        return self._sounds[name]

    def events(self, room):
        return ((self._sounds["event"],),)


class Stage:
    """A stage that is stepped, its sound kept."""

    def __init__(self, *, pieces=(), rooms=(), seed=0, **sounds):
        self.lines: list[dict] = []
        self.speaker = Tones()
        self.stage = SoundStage(
            self.speaker,
            {"ann": Voice(id="en-us")},
            Sounds(sounds, pieces, rooms),
            Journal(None, self.lines.append),
            seed,
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


EDGE = FRAME_SAMPLES // 2


def falls_silent(heard: np.ndarray) -> bool:
    """Whether what sounded has gone after 10 ms, falling all the way."""
    fading, rest = np.abs(heard[:EDGE].astype(int)), heard[EDGE:]
    peaks = fading.reshape(10, -1).max(axis=1)  # a period of 1 kHz each
    return level(rest) < 10 and bool(np.all(np.diff(peaks) <= 10)) and peaks[0] > 5000 and peaks[-1] < 500


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
    assert falls_silent(between)
    whole = Stage()
    whole.do(say(1, "a b c d"))
    unbroken = whole.go(0.4).astype(int)
    assert level(first - unbroken[: len(first)]) < 10
    assert level(second[EDGE:] - unbroken[len(first) + EDGE :]) < 10
    assert np.abs(second[:40].astype(int)).max() < 1500, "it comes back without a click"
    assert stage.finished == [SpeechFinished(t=0.9, speech=1)]


def test_what_is_broken_off_is_told_with_what_never_began():
    stage = Stage()
    stage.do(say(1, "a b c d"), say(2, "never"))
    stage.go(0.2)
    stage.do(PauseSpeaking(), StopSpeaking())
    assert falls_silent(stage.go(0.2))
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
    assert falls_silent(stage.go(0.2))


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
    heard = stage.go(0.2)
    assert level(heard[EDGE:FRAME_SAMPLES]) < 10
    assert not heard[FRAME_SAMPLES:].any(), "even the line"
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


def test_who_is_stopped_before_the_first_sound_leaves_none():
    stage = Stage(music=tone(1.0))
    stage.do(PlaySound(sound="music", loop=True), StopSound(sound="music"), say(1, "a b"), StopSpeaking())
    assert level(stage.go(0.2)) < 10


def test_a_sound_that_begins_anew_does_so_from_silence():
    stage = Stage(music=tone(1.0))
    stage.do(PlaySound(sound="music", loop=True))
    stage.go(0.333)
    before = stage.heard[-1]
    stage.do(PlaySound(sound="music", loop=True))
    heard = np.concatenate([before, stage.go(0.1)]).astype(int)
    assert np.abs(np.diff(heard)).max() < 1.1 * np.abs(np.diff(tone(0.1).astype(int))).max()


# The line ---------------------------------------------------------------------------------------------------------


def test_everybody_is_heard_on_their_own_line():
    stage = Stage(beep=tone(0.4))
    stage.do(say(1, "a b c d", line=PhoneLine(level=-12)))
    far = level(stage.go(0.4))
    stage.do(PlaySound(sound="beep", line=PhoneLine(band=(1500.0, 3400.0))))
    narrow = level(stage.go(0.4))
    stage.do(PlaySound(sound="beep"))
    near = level(stage.go(0.4))
    assert far == pytest.approx(near / 4, rel=0.05)
    assert narrow < near / 20


def test_the_noise_is_that_of_the_line_that_was_heard_last():
    stage = Stage()
    stage.do(say(1, "a", line=PhoneLine(noise=60)))
    stage.go(0.2)
    assert level(stage.go(1)) == pytest.approx(60, rel=0.1)
    stage.do(PlaySound(sound="click", line=DEAD))
    stage.go(0.1)
    assert not stage.go(1).any(), "a dead line is not even a quiet one"
    stage.do(say(2, "a"))
    stage.go(0.2)
    assert level(stage.go(1)) == pytest.approx(NOISE_RMS, rel=0.1)


def test_a_bad_line_is_bad_at_other_places_in_every_sentence():
    stage = Stage()
    text = "a b c d e f g h i j"
    stage.do(say(1, text, line=PhoneLine(bad=0.3)), say(2, text, line=PhoneLine(bad=0.3)), say(3, text))
    first, second, good = stage.go(1.0), stage.go(1.0), stage.go(1.0)
    silent = [(np.abs(heard.reshape(-1, 160)).max(axis=1) < 100) for heard in (first, second, good)]
    assert silent[0].any() and silent[1].any() and not silent[2][:-1].any()
    assert (silent[0] != silent[1]).any()


def test_a_line_that_is_cut_is_dead_at_once():
    stage = Stage()
    stage.do(say(1, "a b c d", room=1.0, until=0.5))
    heard = stage.go(0.6)
    assert level(heard[: round(0.18 * SAMPLE_RATE)]) > 3000
    assert level(heard[round(0.2 * SAMPLE_RATE) :]) < 10, "the steel does not ring on"
    assert stage.finished == [SpeechFinished(t=0.2, speech=1)]


# Music, and rooms -------------------------------------------------------------------------------------------------


def chirp(seconds: float) -> np.ndarray:
    """A tone that rises from 500 to 2,500 Hz, so that each of its moments is known by its pitch."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = 8000 * np.sin(2 * np.pi * (500 * t + 1000 * t**2 / seconds))
    wave[:200] *= np.linspace(0, 1, 200)
    wave[-200:] *= np.linspace(1, 0, 200)
    return np.round(wave).astype(np.int16)


def places(heard: np.ndarray, seconds: float) -> np.ndarray:
    """For every 20 ms where in the chirp it is, in seconds; nan where it is silent."""
    pieces = heard.reshape(-1, FRAME_SAMPLES).astype(float)
    spectra = np.abs(np.fft.rfft(pieces * np.hanning(FRAME_SAMPLES), 4096, axis=1))
    hz = spectra.argmax(axis=1) * SAMPLE_RATE / 4096
    return np.where(np.sqrt(np.mean(pieces**2, axis=1)) > 500, (hz - 500) / 2000 * seconds, np.nan)


def music(seed: int = 0) -> Stage:
    stage = Stage(pieces=("tune",), tune=chirp(20.0), seed=seed)
    stage.do(PlaySound(sound="tune", loop=True))
    return stage


def test_music_begins_anywhere_and_the_same_seed_is_the_same_call():
    beginnings = {round(float(places(music(seed).go(0.1), 20.0)[2])) for seed in range(12)}
    assert len(beginnings) >= 6
    assert (music(3).go(30.0) == music(3).go(30.0)).all()
    assert (music(3).go(10.0) != music(4).go(10.0)).any()


def test_music_drops_out_starts_over_and_catches():
    drops = starts_over = catches = 0
    for seed in range(6):
        at = places(music(seed).go(60.0), 20.0)
        silent = np.isnan(at)
        drops += int(np.sum(silent[12:] & ~silent[:-12] & (np.cumsum(silent)[12:] - np.cumsum(silent)[:-12] == 12)))
        jumps = np.diff(at[~silent])
        starts_over += int(np.sum((jumps < -1.0) & (at[~silent][1:] < 0.5) & (at[~silent][:-1] < 19.0)))
        catches += int(np.sum((jumps < -0.15) & (jumps > -0.7)))
    assert drops >= 3 and starts_over >= 2 and catches >= 3


def test_music_makes_way_in_the_middle_of_its_phrase_before_the_voice_is_heard():
    stage = music(seed=1)
    stage.go(1.0)
    stage.do(say(1, "a b c d e", gap=0.4))
    loud = [level(frame) for frame in stage.go(0.4).reshape(-1, FRAME_SAMPLES)]
    assert loud[0] > 5000 and loud[-1] < 1.5 * DUCKED * 8000 / np.sqrt(2)
    assert np.diff(loud).max() < 60 and np.diff(loud).min() > -600, "it falls, and not in a step"


def test_music_that_was_stopped_goes_on_where_it_would_be_or_starts_over():
    ways = set()
    for seed in range(8):
        stage = music(seed)
        before = places(stage.go(0.5), 20.0)[-1]
        stage.do(StopSound(sound="tune"))
        stage.go(2.0)
        stage.do(PlaySound(sound="tune", loop=True))
        after = places(stage.go(0.2), 20.0)[-1]
        if abs((after - before - 2.2) % 20) < 0.1 or abs((after - before - 2.2) % 20 - 20) < 0.1:
            ways.add("goes on")
        elif abs(after - 0.2) < 0.1:
            ways.add("starts over")
        else:
            ways.add(f"neither: {before}, {after}")
    assert ways == {"goes on", "starts over"}


def test_in_a_room_things_happen_when_nobody_speaks():
    stage = Stage(rooms=("hall",), hall=tone(3.0, level=100), event=tone(0.5, hz=500))
    stage.do(PlaySound(sound="hall", loop=True), say(1, "a " * 95))
    assert level(stage.go(0.02)) > 3000
    under = stage.go(9.48)
    spectrum = np.abs(np.fft.rfft(under[: 9 * SAMPLE_RATE]))
    assert spectrum[9 * 500] < spectrum[9 * 1000] / 100, "not under a voice"
    alone = stage.go(20.0).reshape(-1, FRAME_SAMPLES)
    events = sum(level(frame) > 3000 for frame in alone) * 0.02
    assert 0.4 < events < 2.1
    assert min(level(frame) for frame in alone) == pytest.approx(100 / np.sqrt(2), rel=0.2), "its tone goes on"


def test_a_room_is_as_loud_under_a_voice_as_alone():
    stage = Stage(rooms=("hall",), hall=tone(3.0, level=1000, hz=500), event=tone(0.1))
    stage.do(PlaySound(sound="hall", loop=True))
    stage.go(0.1)
    stage.do(say(1, "a b c d e"))
    both = stage.go(0.5)
    spectrum = np.abs(np.fft.rfft(both[1600:6400]))
    assert spectrum[150] / spectrum[300] == pytest.approx(1000 / 8000, rel=0.1)
