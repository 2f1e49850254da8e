"""The queue before the loudspeaker: late frames, two clocks, and a machine that was busy."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE
from voiceapp.audio.playout import Playout


def hum(frames, pitch=150.0, rate=SAMPLE_RATE):
    """A tone in frames of 20 ms."""
    n = rate // 50
    sine = 8000 * np.sin(2 * np.pi * pitch * np.arange(frames * n) / rate)
    return list(sine.astype(np.int16).reshape(-1, n))


def play(frames, put_at, *, rate=SAMPLE_RATE, unsteady=0.0, seconds=None):
    """Put frames at those times and take 20 ms every 20 ms. Gives sound, how much waited each time, and counts."""
    counts, n, clock = Counter(), rate // 50, [0.0]
    playout, sound, waited = Playout(rate, counts, unsteady=unsteady, now=lambda: clock[0]), [], []
    pending = sorted(zip(put_at, range(len(frames)), strict=True), reverse=True)
    for tick in range(round((seconds or max(put_at)) * 50)):
        while pending and pending[-1][0] <= tick * 0.02 + 0.01:
            clock[0], number = pending.pop()
            playout.put(frames[number])
        clock[0] = tick * 0.02 + 0.01
        sound.append(playout.take(n))
        waited.append(playout.seconds)
    return np.concatenate(sound), np.array(waited), counts


def steady(frames):
    return [number * 0.02 for number in range(len(frames))]


def test_a_steady_stream_comes_out_as_it_went_in():
    frames = hum(100)
    sound, waited, counts = play(frames, steady(frames))
    assert np.array_equal(sound, np.concatenate(frames)[: len(sound)])
    assert waited.max() == 0
    assert not counts


def test_frames_that_are_late_by_less_than_a_frame_are_not_missed():
    frames = hum(500)
    late = np.random.default_rng(1).uniform(0, 0.018, len(frames))
    _, waited, counts = play(frames, [at + by for at, by in zip(steady(frames), late, strict=True)])
    assert counts["queue_underruns"] <= 1, "once, until it is known how late they are"
    assert waited.mean() <= 0.03


def test_after_a_moment_without_frames_the_delay_is_made_up():
    """0.3 s in which nothing was put and then all of it at once."""
    frames = hum(300)
    sound, waited, counts = play(frames, [1.3 if 1.0 <= at < 1.3 else at for at in steady(frames)])
    assert counts["queue_underruns"] == 1
    assert waited.max() == pytest.approx(0.3, abs=0.03)
    assert (waited[round(3.6 * 50) :] < 0.08).all(), "all within 2.3 s"
    assert counts["frames_shortened"] > 10
    gone = np.flatnonzero(np.abs(np.diff(sound.astype(int))) > 1200)  # the steepest of the tone itself is 471
    assert gone.size == 0, "a step between two samples is a click"


def test_what_is_shortened_keeps_its_pitch():
    frames = hum(200, pitch=130.0)
    sound, *_ = play(frames, [1.2 if 1.0 <= at < 1.2 else at for at in steady(frames)])
    hastened = sound[round(1.3 * SAMPLE_RATE) : round(2.3 * SAMPLE_RATE)]
    spectrum = np.abs(np.fft.rfft(hastened * np.hanning(len(hastened))))
    assert np.argmax(spectrum) * SAMPLE_RATE / len(hastened) == pytest.approx(130.0, abs=2.0)


@pytest.mark.parametrize("drift", [1.0005, 0.9995])
def test_two_clocks_that_go_apart(drift):
    """Five times what cheap crystals do, for ten minutes: the delay stays, and what is missed is counted."""
    quiet = [frame // 400 for frame in hum(50)] * 600
    at = [number * 0.02 / drift for number in range(len(quiet))]
    _, waited, counts = play(quiet, at, seconds=590)
    assert waited.max() < 0.08
    assert counts["frames_shortened" if drift > 1 else "frames_repeated"] > 10
    assert counts["queue_underruns"] <= 2


def test_nothing_is_kept_beyond_a_second():
    playout = Playout(SAMPLE_RATE)
    for frame in hum(500):
        playout.put(frame)
    assert playout.seconds <= 1.02


def test_a_stream_that_stops_fades_out():
    playout = Playout(SAMPLE_RATE)
    for _ in range(2):
        playout.put(np.full(FRAME_SAMPLES, 9000, np.int16))
    playout.take(FRAME_SAMPLES)
    ending = playout.take(2 * FRAME_SAMPLES)[FRAME_SAMPLES:].astype(int)
    assert np.abs(np.diff(ending, prepend=9000)).max() < 600
    assert ending[-1] == 0


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.one_of(st.integers(0, 1500), st.integers(-1500, -1)), max_size=200),
    st.sampled_from([16_000, 44_100, 48_000]),
)
def test_any_order_of_any_sizes(steps, rate):
    """Positive: so many samples are put; negative: taken. What is taken is whole, what waits is bounded."""
    playout = Playout(rate)
    for step in steps:
        if step >= 0:
            playout.put(np.full(step, 1000, np.int16))
        else:
            assert len(playout.take(-step)) == -step
        assert 0 <= playout.seconds <= 1.0 + 1500 / rate
