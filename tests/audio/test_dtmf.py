"""Keys as tones and tones as keys; against ITU-T Q.24's table and against multimon-ng, an independent decoder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.audio.dtmf import FREQUENCIES, HIGH_LEVEL, KEYPAD, LOW_LEVEL, DtmfDetector, dial, tone
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples
from voiceapp.audio.telephone import through_the_line
from voiceapp.dialogue.events import CallerSaid, CallerStarted, KeyPressed
from voiceapp.dialogue.utterance import Utterance
from voiceapp.recognition.ear import Ear
from voiceapp.sounds import sound
from voiceapp.synthesis.level import active_level

KEYS = "".join(KEYPAD)
NUMBER = "0123456789*#ABCD"
OFFSETS = range(0, FRAME_SAMPLES, 45)


def keys_in(samples: Samples) -> str:
    detector = DtmfDetector()
    whole = np.pad(samples, (0, -len(samples) % FRAME_SAMPLES)).reshape(-1, FRAME_SAMPLES)
    return "".join(key for frame in whole for key in detector.accept(frame))


def sines(key: str, seconds: float, *, low: float = -20, high: float = -20, off: float = 0, at: int = 0) -> Samples:
    """A key as another telephone may send it: levels in dBov, pitch ``off`` by a part, ``at`` samples into a frame."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitches = (hz * (1 + off) for hz in FREQUENCIES[key])
    wave = sum(
        np.sqrt(2) * 10 ** (level / 20) * np.sin(2 * np.pi * hz * t)
        for hz, level in zip(pitches, (low, high), strict=True)
    )
    return np.rint(np.pad(wave, (FRAME_SAMPLES + at, 4 * FRAME_SAMPLES)) * 32767).astype(np.int16)


def noisy(samples: npt.NDArray[Any], seed: int, power: float) -> Samples:
    noise = np.random.default_rng(seed).normal(size=len(samples)) * np.sqrt(power)
    return np.clip(np.rint(samples + noise), -32768, 32767).astype(np.int16)


def heard(make: Callable[[str, int], Samples]) -> float:
    """Share of all keys, at many places in a frame, that are heard once and as what they are. None may be another."""
    results = [(key, keys_in(make(key, at))) for key in KEYS for at in OFFSETS]
    assert all(found in ("", key) for key, found in results)
    return float(np.mean([found == key for key, found in results]))


def test_a_key_is_two_sines_of_the_standard_at_their_levels() -> None:
    samples = tone("7", 1.0)
    spectrum = np.abs(np.fft.rfft(samples / 32767))
    assert sorted(np.argsort(spectrum)[-2:]) == [852, 1209]
    levels = 20 * np.log10(spectrum[[852, 1209]] / len(samples) * np.sqrt(2))
    assert levels == pytest.approx([LOW_LEVEL, HIGH_LEVEL], abs=0.1)
    assert spectrum[1600:].max() < spectrum.max() * 10 ** (-60 / 20)  # Q.23: distortion 20 dB below the sines


def test_a_key_swells_within_the_time_of_the_standard_and_does_not_click() -> None:
    for key in KEYS:
        samples = tone(key)
        assert abs(int(samples[0])) < 50
        assert abs(int(samples[-1])) < 50
        assert np.abs(samples).max() < 0.5 * 32767
        power = np.convolve(samples.astype(float) ** 2, np.ones(80) / 80, mode="valid")
        assert power[:80].max() > 0.5 * power.max()  # ES 201 235-2: within 5 ms
    with pytest.raises(KeyError):
        tone("E")


@given(st.text(alphabet=KEYS, max_size=12), st.floats(0.045, 0.3), st.floats(0.04, 0.3), st.integers(0, 319))
@settings(max_examples=40, deadline=None)
def test_what_is_dialled_is_heard(keys: str, seconds: float, pause: float, at: int) -> None:
    assert keys_in(np.concatenate([np.zeros(at, dtype=np.int16), dial(keys, seconds, pause)])) == keys


@pytest.mark.parametrize("seconds", [0.040, 0.05, 0.065, 0.1, 1.0])
def test_forty_milliseconds_are_a_key(seconds: float) -> None:
    assert heard(lambda key, at: sines(key, seconds, at=at)) == 1


@pytest.mark.parametrize("seconds", [0.010, 0.020, 0.023])
def test_twenty_three_milliseconds_are_none(seconds: float) -> None:
    assert heard(lambda key, at: sines(key, seconds, at=at)) == 0


@pytest.mark.parametrize("off", [-0.018, -0.01, 0.01, 0.018])
def test_pitch_within_the_tolerance(off: float) -> None:
    assert heard(lambda key, at: sines(key, 0.05, off=off, at=at)) == 1


@pytest.mark.parametrize("off", [-0.05, -0.035, -0.03, 0.03, 0.035])
def test_pitch_outside_the_tolerance(off: float) -> None:
    assert heard(lambda key, at: sines(key, 0.2, off=off, at=at)) == 0


@pytest.mark.parametrize("twist", [-9, -8, -4, 4, 6, 9])
def test_twist_that_is_accepted(twist: float) -> None:
    assert heard(lambda key, at: sines(key, 0.05, high=-20 + twist, at=at)) == 1


@pytest.mark.parametrize("twist", [-14, 14])
def test_twist_that_is_none(twist: float) -> None:
    assert heard(lambda key, at: sines(key, 0.1, high=-20 + twist, at=at)) == 0


@pytest.mark.parametrize("level", [-9, -30, -50])
def test_loud_and_soft_keys(level: float) -> None:
    assert heard(lambda key, at: sines(key, 0.05, low=level, high=level, at=at)) == 1


@pytest.mark.parametrize("row", range(4))
def test_one_tone_alone_is_no_key(row: int) -> None:
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for key in (KEYPAD[row][0], KEYPAD[0][row]):
        for hz in FREQUENCIES[key]:
            assert keys_in((8000 * np.sin(2 * np.pi * hz * t)).astype(np.int16)) == ""


def test_second_harmonics_make_it_no_key() -> None:
    for key in KEYS:
        t = np.arange(SAMPLE_RATE // 5) / SAMPLE_RATE
        low, high = FREQUENCIES[key]
        pair = np.sin(2 * np.pi * low * t) + np.sin(2 * np.pi * high * t)
        assert keys_in((4000 * pair).astype(np.int16)) == key
        assert keys_in((4000 * (pair + 0.5 * np.sin(4 * np.pi * low * t))).astype(np.int16)) == ""
        assert keys_in((4000 * (pair + 0.5 * np.sin(4 * np.pi * high * t))).astype(np.int16)) == ""


@pytest.mark.parametrize(("gap", "times"), [(0.010, 1), (0.030, 2), (0.040, 2)])
def test_an_interruption_does_not_divide_a_key_and_a_pause_does(gap: float, times: int) -> None:
    for at in OFFSETS:
        for key in "159D":
            samples = sines(key, 0.2, at=at)
            samples[FRAME_SAMPLES + at + 1280 :][: round(gap * SAMPLE_RATE)] = 0
            assert keys_in(samples) == key * times


def test_one_key_right_after_another() -> None:
    assert keys_in(np.concatenate([tone(key, 0.08) for key in NUMBER])) == NUMBER


@pytest.mark.parametrize(("ratio", "seconds", "share"), [(15, 0.04, 1), (8, 0.05, 1), (3, 0.1, 1), (0, 0.2, 0.97)])
def test_keys_in_noise(ratio: float, seconds: float, share: float) -> None:
    """White noise ``ratio`` dB below the two tones together."""
    power = 2 * 32767**2 * 10 ** ((-20 - ratio) / 10)
    assert heard(lambda key, at: noisy(sines(key, seconds, at=at), at, power)) >= share


@pytest.mark.parametrize(("below", "share"), [(15, 0.99), (10, 0.9), (6, 0.7)])
def test_keys_over_a_voice(recordings: dict[str, Any], below: float, share: float) -> None:
    """Somebody talks on while pressing, so much softer than the keys."""
    voice = np.concatenate([recording.samples for recording in recordings.values() if recording.human]) / 32768
    gain = 10 ** ((10 * np.log10(np.mean((tone("5", 1.0) / 32768) ** 2)) - below - active_level(voice)) / 20)
    numbers = NUMBER * int(len(voice) / SAMPLE_RATE / 0.2 / len(NUMBER))
    dialled = dial(numbers)
    detector = DtmfDetector()
    found: dict[int, str] = {}  # by the tenth of a second, two of which are one key
    for i, frame in enumerate(frames_of(noisy(dialled + voice[: len(dialled)] * gain * 32767, 1, 1.0))):
        for key in detector.accept(frame):
            found[i // 10] = found.get(i // 10, "") + key
    assert all(numbers[at] == key for at, key in found.items())
    assert len(found) >= share * len(numbers)


def test_keys_after_the_telephone_line() -> None:
    for line in (through_the_line, lambda samples: through_the_line(through_the_line(samples))):
        assert heard(lambda key, at, line=line: line(sines(key, 0.05, low=-17, high=-15, at=at))) == 1  # type: ignore[misc]


@pytest.mark.parametrize("name", ["ringing", "busy", "click", "knock", "horn", "typing", "telephone", "hold"])
def test_no_sound_of_the_company_is_a_key(name: str) -> None:
    samples = sound(name)
    assert keys_in(np.resize(samples, max(len(samples), 60 * SAMPLE_RATE))) == ""
    assert keys_in(through_the_line(samples)) == ""


def talk(recordings: dict[str, Any]) -> Iterator[Samples]:
    """All recordings of people, at seven speeds (and so pitches), as they are and after the line."""
    people = np.concatenate([recording.samples for recording in recordings.values() if recording.human])
    for speed in (0.8, 0.87, 0.94, 1.0, 1.07, 1.15, 1.25):
        samples = np.asarray(soxr.resample(people.astype(np.float32), SAMPLE_RATE * speed, SAMPLE_RATE))
        yield np.clip(samples, -32768, 32767).astype(np.int16)
        yield through_the_line(np.clip(samples, -32768, 32767).astype(np.int16))


@pytest.mark.slow
def test_talk_off(recordings: dict[str, Any]) -> None:
    """People talk for more than half an hour, and nothing they say is a key."""
    seconds = 0.0
    while seconds < 1800:
        for samples in talk(recordings):
            assert keys_in(samples) == ""
            seconds += len(samples) / SAMPLE_RATE


def test_the_same_frames_give_the_same_keys_whatever_came_before() -> None:
    detector = DtmfDetector()
    for key in "1122":
        frames = np.concatenate([tone(key), *[SILENCE] * 3])
        frames = frames[: len(frames) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)
        assert [k for frame in frames for k in detector.accept(frame)] == [key]
        assert not detector.doubtful


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_noise_is_no_key(seed: int) -> None:
    rng = np.random.default_rng(seed)
    assert keys_in(np.clip(rng.normal(size=2 * SAMPLE_RATE) * rng.uniform(1, 20_000), -32768, 32767).astype("i2")) == ""


# The ear


class NoWords:
    """A recogniser that notes what it is given and understands nothing."""

    def __init__(self) -> None:
        self.given: list[Samples] = []

    def accept(self, samples: Samples) -> None:
        self.given.append(samples)

    def partial(self) -> str:
        return "the"  # more is sure to come

    def finish(self) -> Utterance:
        return Utterance(text="")

    def renew(self) -> None:
        pass


def frames_of(*parts: Samples) -> Samples:
    samples = np.concatenate(parts)
    return np.pad(samples, (0, -len(samples) % FRAME_SAMPLES)).reshape(-1, FRAME_SAMPLES)


def test_the_ear_gives_keys_and_takes_no_tone_for_a_voice() -> None:
    recogniser = NoWords()
    ear = Ear(recogniser, is_speech=lambda frames: True)
    events = [event for frame in frames_of(np.resize(SILENCE, 16_000), dial("0A9#")) for event in ear.accept(frame)]
    assert [type(event) for event in events] == [KeyPressed] * 3  # no telephone has an A
    assert [event.key for event in events if isinstance(event, KeyPressed)] == ["0", "9", "#"]
    assert [event.t for event in events] == pytest.approx([1.04, 1.44, 1.64], abs=0.021)
    assert recogniser.given == []


def test_the_ear_keeps_a_tone_within_a_turn_from_the_recogniser(recordings: dict[str, Any]) -> None:
    voice = recordings["prompt-vm-sorry"].samples[: 40 * FRAME_SAMPLES]
    plain = NoWords()
    ear = Ear(plain, is_speech=lambda frames: True)
    key = tone("5", 0.06)
    events = [event for frame in frames_of(voice, key, voice, np.resize(SILENCE, 8000)) for event in ear.accept(frame)]
    assert [type(event) for event in events if not isinstance(event, CallerSaid)] == [CallerStarted, KeyPressed]
    given = np.concatenate(plain.given)
    at = next(n for n in range(0, len(given), FRAME_SAMPLES) if not given[n : n + len(key)].any())
    assert at % FRAME_SAMPLES == 0  # silence in its place, so that the times of words stay right
    assert keys_in(given) == ""


# An independent decoder

MULTIMON = shutil.which("multimon-ng")
needs_multimon = pytest.mark.skipif(
    MULTIMON is None and not os.environ.get("CI"), reason="multimon-ng is not installed"
)


def multimon(samples: Samples) -> str:
    """What multimon-ng hears; it wants 22,050 Hz."""
    assert MULTIMON, "multimon-ng is missing; on Debian: apt-get install multimon-ng"
    resampled = np.asarray(soxr.resample(samples.astype(np.float32), SAMPLE_RATE, 22_050))
    raw = np.clip(np.rint(resampled), -32768, 32767).astype("<i2").tobytes()
    command = [MULTIMON, "-q", "-c", "-a", "DTMF", "-t", "raw", "-"]
    out = subprocess.run(command, input=raw, capture_output=True, check=True).stdout.decode()
    return "".join(re.findall(r"DTMF: (.)", out))


@needs_multimon
def test_multimon_hears_the_keys_we_make() -> None:
    for seconds in (0.065, 0.1, 0.2):
        assert multimon(dial(NUMBER * 3, seconds)) == NUMBER * 3
    assert multimon(through_the_line(dial(NUMBER * 3))) == NUMBER * 3


@needs_multimon
def test_we_hear_what_multimon_hears() -> None:
    """Random telephones: levels, twist, detuning, duration, noise. Where it hears the number, so do we."""
    rng = np.random.default_rng(24)
    ours = theirs = both = 0
    for case in range(25):
        number = "".join(rng.choice(list(KEYS), 8))
        low, high = rng.uniform(-25, -15, 2).clip(-25, -15)
        off, seconds = rng.uniform(-0.015, 0.015), rng.uniform(0.06, 0.2)
        dialled = np.concatenate([sines(key, seconds, low=low, high=high, off=off) for key in number])
        power = 32767**2 * (10 ** (low / 10) + 10 ** (high / 10)) * 10 ** (-rng.uniform(6, 30) / 10)
        samples = noisy(dialled, case, power)
        we, they = keys_in(samples) == number, multimon(samples) == number
        ours, theirs, both = ours + we, theirs + they, both + (we and they)
    assert both == theirs >= 5
    assert ours == 25
