"""The telephone line: its band, its delay, its noise."""

import av
import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE
from voiceapp.audio.telephone import NOISE_RMS, BadLine, TelephoneLine, mu_law, through_the_line


def gain(hz: float) -> float:
    """What becomes of a tone, in dB, its edges left out."""
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = np.round(10_000 * np.sin(2 * np.pi * hz * t)).astype(np.int16)
    out = through_the_line(tone)[1000:-1000].astype(float)
    return 20 * np.log10(max(np.sqrt(np.mean(out**2)), 1e-3) / (10_000 / np.sqrt(2)))


@pytest.mark.parametrize("hz", [500, 800, 1000, 2000, 3000])
def test_the_band_of_speech_passes(hz):
    assert abs(gain(hz)) < 0.5


@pytest.mark.parametrize("hz", [300, 3400])
def test_its_edges_are_six_decibels_down(hz):
    assert -7 < gain(hz) < -5


@pytest.mark.parametrize("hz", [50, 100, 4000, 6000])
def test_what_is_outside_does_not(hz):
    assert gain(hz) < -20


def test_nothing_is_delayed():
    click = np.zeros(1001, np.int16)
    click[500] = 20_000
    assert np.abs(through_the_line(click).astype(int)).argmax() == 500


def test_full_scale_is_clipped_and_never_wraps():
    square = np.where(np.arange(16_000) // 10 % 2, 32767, -32768).astype(np.int16)
    out = through_the_line(square).astype(int)
    assert out.max() == 32767
    assert np.corrcoef(out, square)[0, 1] > 0.9


@pytest.mark.parametrize("n", [0, 1, 63, 64, 128, 129, 130])
def test_any_length_keeps_its_length(n):
    assert through_the_line(np.ones(n, np.int16)).shape == (n,)


def test_noise_is_faint_and_the_same_each_time():
    noise = TelephoneLine().noise_for(7.0)
    assert noise.shape == (7 * SAMPLE_RATE,)
    assert np.sqrt(np.mean(noise.astype(float) ** 2)) == pytest.approx(NOISE_RMS, rel=0.05)
    assert (noise == TelephoneLine().noise_for(7.0)).all()
    assert (noise != TelephoneLine().noise_for(7.0, seed=1)).any()


def spoken(seconds: float = 20.0) -> np.ndarray:
    """Noise of the band, about as loud as speech."""
    noise = np.random.default_rng(5).normal(0, 2500, round(seconds * SAMPLE_RATE))
    return through_the_line(noise.astype(np.int16))


def test_the_ordinary_line_is_the_default():
    samples = spoken(1)
    assert (TelephoneLine().carry(samples) == through_the_line(samples)).all()
    assert TelephoneLine() == TelephoneLine()
    assert hash(TelephoneLine(level=-6)) != hash(TelephoneLine())


def test_companding_is_that_of_another_codec():
    values = np.arange(-32768, 32768, 4).astype(np.int16)  # G.711 is defined on 14 bits
    coder = av.CodecContext.create("pcm_mulaw", "w")
    coder.sample_rate, coder.layout, coder.format = SAMPLE_RATE, "mono", "s16"
    frame = av.AudioFrame.from_ndarray(values[None], format="s16", layout="mono")
    frame.sample_rate = SAMPLE_RATE
    packets = [*coder.encode(frame), *coder.encode(None)]
    decoder = av.CodecContext.create("pcm_mulaw", "r")
    decoder.sample_rate, decoder.layout = SAMPLE_RATE, "mono"
    decoded = np.concatenate([part.to_ndarray().ravel() for packet in packets for part in decoder.decode(packet)])
    ours = mu_law(values)
    assert set(ours.tolist()) == set(decoded.tolist())
    # That encoder takes the nearest step; G.711's borders between the eight segments (table 2a) are a little lower.
    differ = np.flatnonzero(ours != decoded)
    assert len(differ) <= 128
    assert mu_law(np.array([4 * 4062, 4 * 4063], dtype=np.int16)).tolist() == [4 * 3999, 4 * 4191]


def test_companding_has_256_steps_and_is_heard_as_a_little_noise():
    assert len(set(mu_law(np.arange(-32768, 32768).astype(np.int16)).tolist())) in (255, 256)  # there are two zeros
    samples = spoken()
    plain, squeezed = through_the_line(samples).astype(float), TelephoneLine(companding=True).carry(samples)
    noise = squeezed - through_the_line(through_the_line(samples)).astype(float)
    ratio = 10 * np.log10(np.mean(plain**2) / np.mean(noise**2))
    assert 30 < ratio < 45  # G.711 reaches 38 dB at best


@pytest.mark.parametrize("level", [-12.0, -6.0, 3.0])
def test_level(level):
    out = TelephoneLine(level=level).carry(spoken())
    change = 10 * np.log10(np.mean(out.astype(float) ** 2) / np.mean(through_the_line(spoken()).astype(float) ** 2))
    assert change == pytest.approx(level, abs=0.1)


def test_a_narrower_band():
    line = TelephoneLine(band=(500.0, 2500.0))
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    for hz, passes in ((350, False), (1000, True), (3000, False)):
        out = line.carry(np.round(10_000 * np.sin(2 * np.pi * hz * t)).astype(np.int16))[1000:-1000]
        assert bool(np.abs(out).max() > 9000) == passes


def over(line, samples):
    """``samples`` (whole frames) as a bad line lets them through."""
    return np.concatenate([line.carry(frame) for frame in samples.astype(np.int32).reshape(-1, FRAME_SAMPLES)])


@pytest.mark.parametrize("share", [0.02, 0.1, 0.4])
def test_a_bad_patch_takes_its_share_and_nothing_else(share):
    samples = spoken(60)
    samples = samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES]
    out = over(BadLine(share, seed=1), samples)
    spoilt = np.abs(out - samples) > 0
    assert np.mean(spoilt) == pytest.approx(share, rel=0.5)
    assert (out == over(BadLine(share, seed=1), samples)).all()
    assert (out != over(BadLine(share, seed=2), samples)).any()
    patches = np.split(spoilt, np.flatnonzero(np.diff(np.convolve(spoilt, np.ones(33), mode="same") > 0)) + 1)
    longest = max(len(patch) for patch in patches if patch.any())
    assert longest < 1.5 * SAMPLE_RATE


def test_a_line_that_is_bad_throughout_carries_no_word():
    samples = spoken(5)[: 4 * SAMPLE_RATE].astype(float)
    out = over(BadLine(1.0, seed=1), samples)
    assert np.sqrt(np.mean(out**2)) < 0.5 * np.sqrt(np.mean(samples**2))


def test_a_line_that_cannot_be_is_refused():
    for wrong in ({"band": (3400.0, 300.0)}, {"band": (300.0, 9000.0)}):
        with pytest.raises(ValueError, match="not"):
            TelephoneLine(**wrong)
    for share in (0.0, 1.5, -0.1):
        with pytest.raises(ValueError, match="not"):
            BadLine(share, seed=1)


def test_an_empty_utterance_stays_one():
    assert TelephoneLine(companding=True).carry(np.zeros(0, np.int16)).shape == (0,)
