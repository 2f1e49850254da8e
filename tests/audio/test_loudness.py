"""Loudness, against the standard's own figures and against libavfilter's ebur128."""

import av
import numpy as np
import pytest

from voiceapp.audio import loudness
from voiceapp.audio.frames import SAMPLE_RATE
from voiceapp.audio.telephone import through_the_line


def sine(hz, level, seconds=5.0):
    return 10 ** (level / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE)


def ebur128(signal):
    """Integrated and largest momentary loudness, as another program measures them."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(format="s16", sample_rate=SAMPLE_RATE, layout="mono", time_base=f"1/{SAMPLE_RATE}")
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    samples = np.rint(signal * 32767).astype(np.int16)
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate, frame.pts = SAMPLE_RATE, 0
    source.push(frame)
    source.push(None)
    whole, moments = None, []
    while True:
        try:
            metadata = sink.pull().metadata
        except (av.error.EOFError, av.error.BlockingIOError):
            return whole, max(moments)
        if "lavfi.r128.I" in metadata:  # the last piece, shorter than 0.1 s, has none
            whole = float(metadata["lavfi.r128.I"])
            moments.append(float(metadata["lavfi.r128.M"]))


needs_metadata = pytest.mark.skipif(
    not hasattr(av.AudioFrame, "metadata"), reason="this version of PyAV does not tell what its filters measured"
)


def test_the_reference_of_the_standard():
    assert loudness.integrated(sine(997, 0)) == pytest.approx(-3.01, abs=0.02)  # BS.1770-4, annex 1
    assert loudness.momentary(sine(997, -20)) == pytest.approx(-23.01, abs=0.02)


@needs_metadata
@pytest.mark.parametrize("hz", [60, 200, 1000, 3000, 6000])
def test_pitches_weigh_what_they_weigh_elsewhere(hz):
    assert loudness.integrated(sine(hz, -20)) == pytest.approx(ebur128(sine(hz, -20))[0], abs=0.15)


@needs_metadata
def test_speech_with_its_pauses_is_as_loud_as_elsewhere(recordings):
    for name in ("austen-0870", "caller-03", "prompt-vm-sorry"):
        signal = np.concatenate([recordings[name].samples, np.zeros(SAMPLE_RATE)]) / 32768
        whole, moment = ebur128(signal)
        assert loudness.integrated(signal) == pytest.approx(whole, abs=0.3)
        assert loudness.momentary(signal) == pytest.approx(moment, abs=0.3)


def test_silence_is_excluded_by_the_gates():
    assert loudness.integrated(np.zeros(SAMPLE_RATE)) == float("-inf")
    assert loudness.momentary(np.zeros(100)) == float("-inf")
    loud, faint = sine(1000, -20, 4), sine(1000, -60, 4)
    both = loudness.integrated(np.concatenate([loud, faint]))
    assert both == pytest.approx(loudness.integrated(loud), abs=0.5)


def test_a_sound_is_set_to_what_it_has_behind_the_line():
    hum = sine(1000, 0) + 3 * sine(60, 0)  # most of which a telephone does not carry
    for wanted in (-40.0, -25.0):
        behind = through_the_line(loudness.at(hum, wanted, whole=True)) / 32768
        assert loudness.integrated(behind) == pytest.approx(wanted, abs=0.3)


def test_a_sharp_sound_is_rounded_off_and_not_clipped():
    click = np.zeros(SAMPLE_RATE)
    click[5000:5020] = np.hanning(20)
    samples = loudness.at(click, -32)
    assert np.abs(samples).max() <= loudness.PEAK * 32767 + 1
    assert len(np.flatnonzero(np.abs(samples) == np.abs(samples).max())) < 12
