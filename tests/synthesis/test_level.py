import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.audio.telephone import through_the_line
from voiceapp.synthesis.level import (
    ACTIVE_LEVEL,
    EDGE_SECONDS,
    PEAK_LEVEL,
    SILENT_SECONDS,
    active_level,
    condition,
)


def tone(seconds: float, amplitude: float, rate: int = SAMPLE_RATE, hertz: float = 440.0) -> np.ndarray:
    t = np.arange(round(seconds * rate)) / rate
    return np.rint(amplitude * 32767 * np.sin(2 * np.pi * hertz * t)).astype(np.int16)


def silence(seconds: float, rate: int = SAMPLE_RATE) -> np.ndarray:
    return np.zeros(round(seconds * rate), dtype=np.int16)


def test_a_full_scale_sine_is_3_decibels_below_a_square_wave() -> None:
    assert active_level(tone(1.0, 1.0) / 32767) == pytest.approx(-3.01, abs=0.01)


def test_pauses_do_not_count() -> None:
    speech = tone(1.0, 0.1) / 32767
    broken = np.concatenate([speech, np.zeros(SAMPLE_RATE * 5), speech])
    assert active_level(broken) == pytest.approx(active_level(speech), abs=0.05)


def test_faint_noise_in_pauses_does_not_count() -> None:
    noise = np.random.default_rng(1).normal(0, 0.0005, SAMPLE_RATE * 5)
    speech = tone(1.0, 0.1) / 32767
    assert active_level(np.concatenate([noise, speech])) == pytest.approx(active_level(speech), abs=0.1)


def test_silence_has_no_level() -> None:
    assert active_level(np.zeros(100)) == float("-inf")
    assert active_level(np.zeros(0)) == float("-inf")


@given(st.floats(0.02, 1.0))
def test_every_utterance_gets_the_common_level(amplitude: float) -> None:
    heard = through_the_line(condition(tone(0.5, amplitude), SAMPLE_RATE, 1.0))
    assert active_level(heard / 32767) == pytest.approx(ACTIVE_LEVEL, abs=0.3)


def test_a_deep_voice_is_as_loud_on_the_telephone_as_a_high_one() -> None:
    deep, high = (
        np.rint(sum(tone(1.0, 0.1, hertz=pitch * k) / k for k in range(1, 20))).astype(np.int16) for pitch in (110, 330)
    )
    levels = [active_level(through_the_line(condition(pcm, SAMPLE_RATE, 1.0)) / 32767) for pcm in (deep, high)]
    assert levels == pytest.approx([ACTIVE_LEVEL, ACTIVE_LEVEL], abs=0.1)


def test_volume_is_a_factor() -> None:
    loud, soft = (condition(tone(0.5, 0.5), SAMPLE_RATE, volume) for volume in (1.0, 0.25))
    assert np.allclose(soft, loud * 0.25, atol=1)
    assert not condition(tone(0.5, 0.5), SAMPLE_RATE, 0.0).any()


def test_sharp_peaks_make_the_whole_softer_instead_of_clipping() -> None:
    clicks = silence(1.0)
    clicks[::2000] = 20000
    result = condition(clicks, SAMPLE_RATE, 1.0)
    assert np.abs(result).max() == pytest.approx(32767 * 10 ** (PEAK_LEVEL / 20), abs=1)
    assert active_level(result / 32767) < ACTIVE_LEVEL


@pytest.mark.parametrize("rate", [SAMPLE_RATE, 22050])
def test_silence_at_the_edges_goes_and_within_it_stays(rate: int) -> None:
    pcm = np.concatenate([silence(0.3, rate), tone(0.2, 0.5, rate), silence(0.4, rate), tone(0.2, 0.5, rate)])
    result = condition(np.concatenate([pcm, silence(0.7, rate)]), rate, 1.0)
    assert len(result) / SAMPLE_RATE == pytest.approx(0.8 + 2 * EDGE_SECONDS, abs=0.002)
    first = np.flatnonzero(np.abs(result.astype(int)) > 100)[0]
    assert first / SAMPLE_RATE <= EDGE_SECONDS + 0.001


@pytest.mark.parametrize("pcm", [silence(0.0), silence(2.0), np.ones(5000, dtype=np.int16)])
def test_nothing_to_hear_gives_a_short_silence(pcm: np.ndarray) -> None:
    result = condition(pcm, 22050, 1.0)
    assert len(result) == SILENT_SECONDS * SAMPLE_RATE
    assert not result.any()


def test_pitch_survives_resampling() -> None:
    result = condition(tone(1.0, 0.5, 22050, 1000.0), 22050, 1.0)
    spectrum = np.abs(np.fft.rfft(result))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(result) == pytest.approx(1000, abs=2)


def test_samples_cannot_be_changed_by_accident() -> None:
    for pcm in (tone(0.1, 0.5), silence(0.1)):
        with pytest.raises(ValueError, match="read-only"):
            condition(pcm, SAMPLE_RATE, 1.0)[0] = 1
