"""Many channels into one: the level a listener expects, however the input is cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.audio.downmix import Downmix, Signal

RATE = 8_000


def tone(hertz: float, seconds: float = 1.0, level: float = 0.5) -> Signal:
    t = np.arange(round(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def noise(seed: int, seconds: float = 1.0, level: float = 0.1) -> Signal:
    return (level * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype(np.float32)


def mix(*channels: Signal, leave_out: tuple[int, ...] = (), pieces: list[int] | None = None) -> Signal:
    signal = np.stack(channels)
    downmix = Downmix(rate=RATE, channels=len(channels), leave_out=leave_out)
    out = [downmix.feed(piece) for piece in np.split(signal, pieces or [], axis=1)]
    return np.concatenate([*out, downmix.flush()])


def decibels(signal: Signal) -> float:
    return float(10 * np.log10(np.mean(np.square(signal, dtype=np.float64)) + 1e-30))


@pytest.mark.parametrize("loud", [0, 1])
def test_a_voice_on_one_channel_comes_out_as_it_is(loud: int) -> None:
    channels = [np.zeros(RATE, np.float32)] * 2
    channels[loud] = tone(440)
    assert np.array_equal(mix(*channels), channels[loud])


@pytest.mark.parametrize("count", [2, 4, 8])
def test_the_same_on_all_channels_comes_out_as_it_is(count: int) -> None:
    voice = tone(440, level=0.99)
    assert np.array_equal(mix(*[voice] * count), voice)


def test_a_reversed_cable_does_not_silence_the_voice() -> None:
    voice = tone(440)
    assert decibels(mix(voice, -voice)) == pytest.approx(decibels(voice), abs=0.01)


def test_two_speakers_taking_turns_on_two_channels_both_keep_their_level() -> None:
    first, second, pause = noise(1), noise(2), np.zeros(RATE, np.float32)
    mixed = mix(np.concatenate((first, pause)), np.concatenate((pause, second)))
    assert decibels(mixed[:RATE]) == pytest.approx(decibels(first), abs=0.1)
    assert decibels(mixed[RATE:]) == pytest.approx(decibels(second), abs=0.5)  # a dip as they change over
    assert decibels(mixed[RATE * 3 // 2 :]) == pytest.approx(decibels(second[RATE // 2 :]), abs=0.01)


def test_unrelated_channels_come_out_as_loud_as_the_louder() -> None:
    loud, soft = noise(1, level=0.2), noise(2, level=0.15)
    assert decibels(mix(loud, soft)) == pytest.approx(decibels(loud), abs=0.5)


def test_a_channel_that_is_left_out_is_not_heard() -> None:
    voice = tone(440)
    assert np.array_equal(mix(voice, tone(50, level=1.0), leave_out=(1,)), voice)


def test_one_channel_is_not_touched() -> None:
    voice = noise(3)
    assert np.array_equal(mix(voice), voice)


def test_the_gain_glides_when_a_second_channel_begins() -> None:
    voice, late = tone(10, level=0.5), tone(10, level=0.5)
    late[: RATE // 2] = 0
    steps = np.abs(np.diff(mix(voice, late)))
    assert steps.max() < 3 * np.abs(np.diff(voice)).max()


@given(
    seed=st.integers(0, 2**32 - 1),
    count=st.integers(2, 6),
    length=st.integers(0, 1_000),
    level=st.floats(0, 1),
    data=st.data(),
)
def test_the_result_does_not_depend_on_how_the_input_is_cut(
    seed: int, count: int, length: int, level: float, data: st.DataObject
) -> None:
    channels = np.random.default_rng(seed).uniform(-level, level, (count, length)).astype(np.float32)
    pieces = sorted(data.draw(st.lists(st.integers(0, length), max_size=8)))
    whole = mix(*channels)
    assert len(whole) == length
    assert np.array_equal(whole, mix(*channels, pieces=pieces))


@given(st.integers(0, 2**32 - 1), st.integers(2, 4))
def test_bursts_at_full_scale_stay_within_it(seed: int, count: int) -> None:
    generator = np.random.default_rng(seed)
    gates = np.repeat(generator.integers(0, 2, (count, 20)), 100, axis=1)
    voice = np.sign(generator.uniform(-1, 1, 2_000))
    assert np.abs(mix(*(gates * voice).astype(np.float32))).max(initial=0) <= 1.0 + 1e-6
