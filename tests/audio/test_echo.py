"""The canceller on real speech in rooms that are computed, and what is left to do without its library."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from voiceapp.audio.echo import HALF_DUPLEX, TAIL, EchoCanceller
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE, SILENCE, Samples

ROOM = np.random.default_rng(5).normal(size=4000) * 10 ** (-3 * np.arange(4000) / 4000)
ROOM[0] = 6.0
ROOM /= np.sqrt(np.sum(ROOM**2))


def echo_of(played: Samples, decibel: float, delay: float) -> Samples:
    """``played`` as it comes back from a room of 0.25 s, ``decibel`` louder and ``delay`` seconds later."""
    late = np.concatenate([np.zeros(round(delay * SAMPLE_RATE)), ROOM * 10 ** (decibel / 20)])
    size = 1 << (len(played) + len(late)).bit_length()
    heard = np.fft.irfft(np.fft.rfft(played, size) * np.fft.rfft(late, size), size)[: len(played)]
    return np.rint(heard + np.random.default_rng(6).normal(size=len(played)) * 5).astype(np.int16)


def frames(samples: Samples) -> Samples:
    return samples[: len(samples) // FRAME_SAMPLES * FRAME_SAMPLES].reshape(-1, FRAME_SAMPLES)


def cleaned(canceller: EchoCanceller, microphone: Samples, played: Samples) -> Samples:
    return np.concatenate(
        [canceller.clean(mic, far) for mic, far in zip(frames(microphone), frames(played), strict=True)]
    )


def level(samples: Samples) -> float:
    """Mean power in dB re one step."""
    return 10 * float(np.log10(np.mean(samples.astype(np.float64) ** 2) + 1e-3))


@pytest.fixture(scope="module")
def played(recordings) -> Samples:
    """Sixteen seconds of synthesised speech, a second of silence before."""
    parts = [recordings[f"caller-{n:02}"].samples for n in range(1, 11)]
    return np.concatenate([np.zeros(SAMPLE_RATE, np.int16), *parts])[: 17 * SAMPLE_RATE]


@pytest.fixture
def without_library(monkeypatch):
    monkeypatch.setitem(sys.modules, "pywebrtc_audio", None)


@pytest.mark.parametrize("decibel", [-6, -18])
@pytest.mark.parametrize("delay", [0.02, 0.12])
def test_what_is_played_is_taken_away(played, decibel, delay):
    microphone = echo_of(played, decibel, delay)
    clean = cleaned(EchoCanceller(), microphone, played)
    second_half = slice(len(clean) // 2, None)
    assert level(clean[second_half]) < level(microphone[second_half]) - 25
    assert level(clean[second_half]) < 20, "below what the ear takes for a voice"


@pytest.mark.parametrize("delay", [0.02, 0.06, 0.12])
def test_the_first_sentence_after_the_ringing_is_taken_away_too(played, delay):
    ringing = 3000 * np.sin(2 * np.pi * 425 * np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)
    company = np.concatenate([np.rint(ringing).astype(np.int16), played[: 4 * SAMPLE_RATE]])
    clean = frames(cleaned(EchoCanceller(), echo_of(company, -6, delay), company))
    heard = [level(frame) > 30 for frame in clean[100:]]
    assert sum(heard) < 15, "of two hundred frames, and never enough to be taken for a voice"
    assert not any(sum(heard[at : at + 5]) == 5 for at in range(len(heard)))


def test_who_speaks_meanwhile_is_kept(played, recordings):
    microphone = echo_of(played, -12, 0.06)
    voice = recordings["austen-0880"].samples
    begin = 10 * SAMPLE_RATE
    voice = voice[: len(microphone) - begin]
    spoken = microphone.copy()
    spoken[begin : begin + len(voice)] += voice
    clean = cleaned(EchoCanceller(), spoken, played)
    during = slice(begin + SAMPLE_RATE // 2, begin + len(voice))
    assert level(clean[during]) > level(voice[SAMPLE_RATE // 2 :]) - 6


def test_with_nothing_played_the_microphone_is_what_it_was(recordings):
    voice = recordings["austen-0880"].samples
    noise = np.random.default_rng(2).normal(0, 3, len(voice)).astype(np.int16)  # the line's own
    for nothing in (np.zeros_like(voice), noise):
        np.testing.assert_array_equal(frames(cleaned(EchoCanceller(), voice, nothing)), frames(voice))


def test_the_same_frames_give_the_same_frames(played):
    microphone = echo_of(played, -6, 0.04)
    first, second = (cleaned(EchoCanceller(0.04), microphone, played) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_neither_frame_is_changed(played):
    canceller = EchoCanceller()
    microphone, far = frames(played)[100].copy(), frames(played)[101].copy()
    canceller.clean(microphone, far)
    canceller.clean(SILENCE, SILENCE)  # which cannot be written to
    np.testing.assert_array_equal(microphone, frames(played)[100])
    np.testing.assert_array_equal(far, frames(played)[101])


@pytest.mark.parametrize("frame", [SILENCE[:160], SILENCE.astype(np.float32), np.zeros((320, 1), np.int16)])
@pytest.mark.parametrize("missing", [False, True])
def test_a_frame_is_a_frame(frame, missing, request):
    if missing:
        request.getfixturevalue("without_library")
    with pytest.raises(ValueError, match="320 int16"):
        EchoCanceller().clean(frame, SILENCE)
    with pytest.raises(ValueError, match="320 int16"):
        EchoCanceller().clean(SILENCE, frame)


@pytest.mark.parametrize("delay", [-1.0, 0.0, 9.0])
def test_any_delay_will_do(delay, played):
    assert cleaned(EchoCanceller(delay), played[: 10 * FRAME_SAMPLES], played[: 10 * FRAME_SAMPLES]).dtype == np.int16


def test_with_the_library_there_is_nothing_to_say():
    assert EchoCanceller().notice == ""


def test_without_the_library_the_microphone_is_closed_while_the_company_is_heard(without_library, played, recordings):
    canceller = EchoCanceller(delay=0.1)
    assert canceller.notice == HALF_DUPLEX
    voice = frames(recordings["austen-0880"].samples)
    quiet = np.random.default_rng(1).normal(0, 3, FRAME_SAMPLES).astype(np.int16)
    speech = frames(played[SAMPLE_RATE:])[20]
    assert level(speech) > 45
    np.testing.assert_array_equal(canceller.clean(voice[0], quiet), voice[0])
    assert not canceller.clean(voice[1], speech).any()
    after = [canceller.clean(frame, quiet) for frame in voice[2:40]]
    closed = [not frame.any() for frame in after]
    assert closed == sorted(closed, reverse=True), "closed once, then open for good"
    assert sum(closed) * 0.02 == pytest.approx(0.1 + TAIL, abs=0.04), "the way there and back, and the room's answer"
    np.testing.assert_array_equal(after[-1], voice[39])
