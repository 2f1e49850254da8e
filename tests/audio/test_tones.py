"""The tones: pitch, rhythm, level, and no clicks where none is meant."""

import numpy as np
import pytest

from voiceapp.audio import tones
from voiceapp.audio.frames import SAMPLE_RATE


def pitch(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax() * SAMPLE_RATE / len(samples))


def sounding(samples: np.ndarray) -> list[float]:
    """Seconds of sound and silence in turn, by blocks of 10 ms."""
    loud = np.abs(samples.astype(int)).reshape(-1, 160).max(axis=1) > 500
    edges = np.flatnonzero(np.diff(loud.astype(int))) + 1
    return [len(piece) / 100 for piece in np.split(loud, edges)]


def parts(samples: np.ndarray) -> list[np.ndarray]:
    """The pieces of sound between silences of 5 ms or more."""
    quiet = np.convolve(np.abs(samples.astype(int)) > 3, np.ones(80), mode="same") == 0
    edges = np.flatnonzero(np.diff(quiet.astype(int))) + 1
    return [piece for piece in np.split(samples, edges) if np.abs(piece.astype(int)).max() > 100]


def pitches(samples: np.ndarray) -> list[float]:
    """The frequencies in it, in Hz, that are within 10 dB of the loudest."""
    n = 1 << 18
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), n))
    peaks = np.flatnonzero((spectrum[1:-1] > spectrum[:-2]) & (spectrum[1:-1] >= spectrum[2:])) + 1
    return [float(peak * SAMPLE_RATE / n) for peak in peaks if spectrum[peak] > spectrum.max() / 3]


# ITU-T E.180 Supplement 2 (Belgium) and the Precise Tone Plan: frequencies, and seconds of sound and silence.
@pytest.mark.parametrize(
    ("make", "plan", "hz", "rhythm"),
    [
        (tones.ringing, tones.EUROPE, [425], [1.0, 3.0]),
        (tones.busy, tones.EUROPE, [425], [0.5, 0.5]),
        (tones.congestion, tones.EUROPE, [425], [0.167, 0.167]),
        (tones.ringing, tones.AMERICA, [440, 480], [2.0, 4.0]),
        (tones.busy, tones.AMERICA, [480, 620], [0.5, 0.5]),
        (tones.congestion, tones.AMERICA, [480, 620], [0.25, 0.25]),
    ],
)
def test_pitches_and_rhythm_of_each_plan(make, plan, hz, rhythm):
    samples = make(plan)
    on = round(rhythm[0] * SAMPLE_RATE)
    assert len(samples) == pytest.approx(sum(rhythm) * SAMPLE_RATE, abs=2)
    assert pitches(samples[:on]) == pytest.approx(hz, rel=0.005)
    assert not samples[on:].any()
    assert all(np.abs(piece.astype(int)).max() > 500 for piece in np.array_split(samples[: on - 200], 20))


@pytest.mark.parametrize(("plan", "hz"), [(tones.EUROPE, [425]), (tones.AMERICA, [350, 440])])
def test_the_dial_tone_goes_on_without_a_join(plan, hz):
    tone = tones.dial(plan)
    assert pitches(tone) == pytest.approx(hz, abs=1)
    steps = np.abs(np.diff(np.concatenate([tone, tone]).astype(int)))
    assert steps[len(tone) - 1] <= steps[: len(tone) - 1].max() + 1
    curve = np.abs(np.diff(np.concatenate([tone, tone]).astype(int), 2))
    assert curve[len(tone) - 3 : len(tone) + 1].max() <= curve[: len(tone) - 3].max() + 2


@pytest.mark.parametrize(
    ("plan", "hz", "seconds"),
    [
        (tones.EUROPE, [950, 1400, 1800], [0.33, 0.33, 0.33]),  # E.180: 330 ms each, 50 Hz either way
        (tones.AMERICA, [985.2, 1370.6, 1776.7], [0.38, 0.274, 0.38]),
    ],
)
def test_three_rising_tones_of_information(plan, hz, seconds):
    samples = tones.information(plan)
    at = 0
    for pitch_, length in zip(hz, seconds, strict=True):
        n = round(length * SAMPLE_RATE)
        assert pitches(samples[at : at + n]) == pytest.approx([pitch_], abs=3)
        at += n
    assert not samples[at:].any()
    assert len(samples) - at == SAMPLE_RATE


def test_levels_are_within_the_standards():
    full = 10 ** ((3.17 - 3.01) / 20)  # a full-scale sine is at +3.17 dBm0 (G.711)
    for make in (tones.dial, tones.ringing, tones.busy):
        dbm0 = 20 * np.log10(np.abs(make().astype(int)).max() / 32767) + 3.17
        assert -15.3 < dbm0 < -5  # E.180: -10 dBm0, 5 dB either way
    for make, wanted in ((tones.dial, -13), (tones.ringing, -19), (tones.busy, -24)):
        on = make(tones.AMERICA)[800:7200] / 32767  # whole periods of the beat, or nearly
        each = 10 * np.log10(np.mean(on**2) / 2) + 3.17 + 3.01
        assert each == pytest.approx(wanted, abs=0.6 * full)


@pytest.mark.parametrize("plan", tones.PLANS.values(), ids=tones.PLANS)
def test_no_tone_clicks(plan):
    for make in (tones.ringing, tones.busy, tones.congestion, tones.information):
        samples = make(plan).astype(int)
        assert abs(samples[0]) <= 1
        assert abs(samples[-1]) <= 1
        loudest = np.abs(samples).max()
        fastest = 2 * np.pi * max([*pitches(max(parts(samples), key=len)), 1800 * (make is tones.information)])
        assert np.abs(np.diff(samples)).max() <= loudest * fastest / SAMPLE_RATE * 1.05


@pytest.mark.parametrize(("make", "rhythm"), [(tones.ringing, [1.0, 3.0]), (tones.busy, [0.5, 0.5])])
def test_rhythm_pitch_and_level(make, rhythm):
    samples = make()
    assert samples.dtype == np.int16
    assert sounding(samples) == rhythm
    on = samples[: round(rhythm[0] * SAMPLE_RATE)]
    assert pitch(on) == pytest.approx(tones.TONE_HZ, abs=2)
    assert np.abs(on.astype(int)).max() == pytest.approx(tones.LEVEL * 32767, rel=0.01)


def test_a_tone_begins_and_ends_softly():
    samples = tones.tone(0.1).astype(int)
    assert abs(samples[0]) <= 1
    assert abs(samples[-1]) <= 20
    assert np.abs(np.diff(samples)).max() <= tones.LEVEL * 32767 * 2 * np.pi * tones.TONE_HZ / SAMPLE_RATE * 1.05


@pytest.mark.parametrize("seconds", [0, 0.0001, 0.001, 0.009])
def test_a_very_short_tone_is_one(seconds):
    assert tones.tone(seconds).shape == (round(seconds * SAMPLE_RATE),)


def test_a_click_dies_away():
    click = np.abs(tones.click().astype(int))
    assert not click[:80].any()
    assert click[80:160].max() > 3000
    assert click[-20:].max() < 100
