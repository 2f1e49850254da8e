"""The way from loudspeaker to microphone is learnt, is not unlearnt when somebody speaks, and is learnt anew."""

import numpy as np
import pytest

from voiceapp.audio.echo_path import LENGTH, EchoPath
from voiceapp.audio.frames import FRAME_SAMPLES, SAMPLE_RATE


def speechlike(seconds: float, seed: int) -> np.ndarray:
    """Noise in syllables, low frequencies the louder, shape (frames, FRAME_SAMPLES)."""
    n = round(seconds * SAMPLE_RATE)
    noise = np.random.default_rng(seed).normal(size=n + 3)
    coloured = noise[3:] + 0.9 * noise[2:-1] + 0.6 * noise[1:-2] + 0.3 * noise[:-3]
    swell = np.clip(np.sin(2 * np.pi * (1.7 + 0.3 * seed) * np.arange(n) / SAMPLE_RATE + seed), 0, None)
    return np.rint(1500 * coloured * swell).astype(np.int16).reshape(-1, FRAME_SAMPLES)


def through(played: np.ndarray, delay: float, strength: float = 0.5) -> np.ndarray:
    """The echo of a small room, as frames."""
    answer = np.zeros(round((delay + 0.1) * SAMPLE_RATE))
    begin = round(delay * SAMPLE_RATE)
    answer[begin] = strength
    tail = np.random.default_rng(9).normal(size=len(answer) - begin - 1) * 0.05 * strength
    answer[begin + 1 :] = tail * np.exp(-np.arange(len(tail)) / 300)
    return np.rint(np.convolve(played.ravel(), answer)[: played.size]).astype(np.int16).reshape(played.shape)


def left(path: EchoPath, microphone: np.ndarray, played: np.ndarray) -> np.ndarray:
    return np.array([path.without_echo(mic, far) for mic, far in zip(microphone, played, strict=True)])


def decibel(rest: np.ndarray, echo: np.ndarray) -> float:
    return 10 * float(np.log10(np.mean(np.square(rest, dtype=float)) / np.mean(np.square(echo, dtype=float))))


@pytest.mark.parametrize("delay", [0.0, 0.02, 0.12, 0.2])
def test_the_echo_is_learnt(delay):
    played = speechlike(8, 1)
    echo = through(played, delay)
    assert decibel(left(EchoPath(), echo, played)[-100:], echo[-100:]) < -20


def test_what_comes_later_than_it_can_know_is_left_alone():
    played = speechlike(6, 1)
    echo = through(played, LENGTH + 0.1)
    assert abs(decibel(left(EchoPath(), echo, played)[-100:], echo[-100:])) < 3


def test_a_voice_over_the_echo_is_left_whole_and_upsets_nothing():
    played, voice = speechlike(12, 1), speechlike(12, 4)
    voice[:250] = 0
    voice[450:] = 0
    echo = through(played, 0.05)
    rest = left(EchoPath(), echo + voice, played)
    assert decibel(rest[260:440] - voice[260:440], voice[260:440]) < -15, "the voice, and little else"
    assert decibel(rest[470:], echo[470:]) < -15, "what was learnt is still known"


def test_a_room_that_changes_is_learnt_anew():
    played = speechlike(16, 1)
    echo = np.concatenate([through(played, 0.03)[:400], through(played, 0.09, 0.4)[400:]])
    rest = left(EchoPath(), echo, played)
    assert decibel(rest[300:400], echo[300:400]) < -18
    assert decibel(rest[-100:], echo[-100:]) < -12


def test_silence_and_full_scale_leave_it_sane():
    path = EchoPath()
    loud = np.full(FRAME_SAMPLES, -32768, np.int16)
    for frame in [loud, np.zeros(FRAME_SAMPLES, np.int16)] * 20:
        assert np.isfinite(path.without_echo(frame, loud)).all()
        assert np.isfinite(path.without_echo(loud, frame)).all()


def test_a_tone_teaches_nothing_wrong():
    tone = np.rint(3000 * np.sin(2 * np.pi * 425 * np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.int16)
    played = np.concatenate([tone.reshape(-1, FRAME_SAMPLES), speechlike(8, 1)])
    echo = through(played, 0.06)
    path = EchoPath()
    heard, thought = [], []
    for mic, far in zip(echo, played, strict=True):
        rest = path.without_echo(mic, far)
        heard.append(np.sqrt(np.mean(rest**2)))
        thought.append(path.left)
    speaking = slice(len(tone) // FRAME_SAMPLES + 3, None)
    surprised = np.array(heard[speaking]) > 2 * np.array(thought[speaking])
    assert np.mean(surprised[np.array(heard[speaking]) > 100]) < 0.05, "it knows how much it does not know"
    assert decibel(np.array(heard[-100:]), np.sqrt(np.mean(echo[-100:].astype(float) ** 2, axis=1))) < -20
