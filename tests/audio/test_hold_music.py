"""Hold music: long enough to annoy, even, and without a click where it begins again; made by its own script."""

import importlib.util
from itertools import combinations
from types import ModuleType

import numpy as np
import pytest

from voiceapp import assets
from voiceapp.audio import loudness
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.audio.telephone import through_the_line
from voiceapp.sounds import MUSIC, sound

EACH = pytest.mark.parametrize("name", MUSIC)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_hold_music", assets.path("hold", "make.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@EACH
def test_length_and_size(name):
    assert 15 <= len(sound(name)) / SAMPLE_RATE <= 40
    assert assets.path("hold", f"{name}.flac").stat().st_size <= 400_000


@EACH
def test_loudness(name):
    behind = through_the_line(sound(name)) / 32768
    assert loudness.integrated(behind) == pytest.approx(loudness.MUSIC, abs=0.5)
    assert np.abs(sound(name)).max() < 0.6 * 32767


@EACH
def test_the_loop_has_no_click_at_its_join(name):
    samples = sound(name).astype(int)
    assert abs(samples[0]) <= 2
    assert abs(samples[-1]) <= 2
    # Nothing above the band of the music in the tenth of a second around the join.
    around = np.concatenate([samples[-800:], samples[:800]])
    spectrum = np.abs(np.fft.rfft(around * np.hanning(1600))) ** 2
    whole = np.abs(np.fft.rfft(samples[3 * SAMPLE_RATE :][:1600] * np.hanning(1600))) ** 2
    assert spectrum[400:].sum() < 0.01 * whole.sum()  # 4 kHz and above


@EACH
def test_it_is_what_the_script_makes(name, script, tmp_path):
    script.encode(tmp_path / "again.flac", np.zeros(1600, np.int16))  # the encoder is there
    script.__file__ = str(tmp_path / "make.py")
    script.write(name, getattr(script, name)())
    again = np.concatenate(list(read_audio(tmp_path / f"{name}.flac")))
    shipped = sound(name)
    assert again.shape == shipped.shape
    # Sines differ in the last bit from one mathematics library to another.
    assert np.abs(again.astype(int) - shipped).max() <= 2


def test_no_two_are_alike():
    for one, other in combinations(MUSIC, 2):
        a, b = (np.abs(np.fft.rfft(sound(name)[: 13 * SAMPLE_RATE].astype(float))) for name in (one, other))
        assert np.corrcoef(a, b)[0, 1] < 0.7


def test_none_comes_to_its_end(script):
    """The last note is not the tonic of the piece, nor the third of its chord."""
    tonics = {"OURS": 0, "ELISE": 9, "SPRING": 4}
    for tune, tonic in tonics.items():
        last = next(note for _, note in reversed(getattr(script, tune)) if note)
        assert (last - tonic) % 12 != 0
    assert (script.OURS[-1][1] - tonics["OURS"]) % 12 == 11  # the leading note


@EACH
def test_it_drops_out_or_is_caught_in_the_middle(name):
    """Somewhere it is silent for a while, or plays the same thing again to the sample."""
    samples = sound(name)[SAMPLE_RATE:-SAMPLE_RATE]
    loud = np.abs(samples[: len(samples) // 160 * 160].astype(int)).reshape(-1, 160).max(axis=1) > 20
    longest, run = 0, 0
    for block in loud:
        run = 0 if block else run + 1
        longest = max(longest, run)
    repeated = 0.0
    for lag in (round(0.44 * SAMPLE_RATE),):
        a, b = samples[:-lag].astype(float), samples[lag:].astype(float)
        n = len(a) // lag
        for one, two in zip(a[: n * lag].reshape(n, lag), b[: n * lag].reshape(n, lag), strict=True):
            repeated = max(repeated, float(np.corrcoef(one, two)[0, 1]))
    assert longest >= 20 or repeated > 0.95  # 0.2 s
