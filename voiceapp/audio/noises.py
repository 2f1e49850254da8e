"""Noises from the company's side of the line, computed: a knock on steel, a horn, typing, a far telephone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from voiceapp.audio.frames import SAMPLE_RATE, Samples

Signal = npt.NDArray[np.float64]


def _time(seconds: float) -> Signal:
    return np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE


def _finished(signal: Signal, peak: float) -> Samples:
    """As samples, the loudest at ``peak`` of full scale, with edges that do not click."""
    edge = min(80, len(signal) // 2)
    signal[:edge] *= np.linspace(0, 1, edge)
    signal[len(signal) - edge :] *= np.linspace(1, 0, edge)
    samples: Samples = np.rint(signal / np.abs(signal).max() * peak * 32767).astype(np.int16)
    return samples


def knock() -> Samples:
    """Three knocks on a steel wall from outside: a low thud and the modes of a plate, dying away."""
    signal = np.zeros(round(1.5 * SAMPLE_RATE))
    rng = np.random.default_rng(3)
    for at in (0.05, 0.38, 0.70):
        t = _time(0.6)
        thud = sum(
            level * np.exp(-t * decay) * np.sin(2 * np.pi * hz * t)
            for hz, level, decay in (
                (170, 1.0, 16),
                (415, 0.6, 13),
                (733, 0.45, 18),
                (1210, 0.25, 25),
                (1880, 0.15, 33),
            )
        )
        thud = thud + 0.5 * np.exp(-t * 260) * rng.normal(size=len(t))
        start = round(at * SAMPLE_RATE)
        signal[start : start + len(thud)] += thud[: len(signal) - start]
    return _finished(signal, 0.35)


def horn() -> Samples:
    """A ship's horn, far away: two low reeds a little out of tune."""
    t = _time(2.2)
    reeds = sum(np.sign(np.sin(2 * np.pi * hz * t)) + 0.5 * np.sin(4 * np.pi * hz * t) for hz in (146.0, 147.3))
    swell = np.minimum(1, t / 0.25) * np.minimum(1, (t[-1] - t) / 0.5)
    muffled = np.convolve(np.asarray(reeds), np.ones(24) / 24, mode="same")
    return _finished(muffled * swell, 0.14)


def typing() -> Samples:
    """Somebody types for a second and a half, far too much for what was said."""
    signal = np.zeros(round(1.6 * SAMPLE_RATE))
    rng = np.random.default_rng(11)
    at = 0.02
    while at < 1.5:
        t = _time(0.03)
        click = np.exp(-t * rng.uniform(180, 300)) * rng.normal(size=len(t)) * rng.uniform(0.4, 1.0)
        start = round(at * SAMPLE_RATE)
        signal[start : start + len(click)] += click
        at += rng.uniform(0.05, 0.17)
    return _finished(signal, 0.12)


def telephone() -> Samples:
    """The caller's own telephone, one ring of a two-tone bell and a pause; play it in a loop."""
    t = _time(1.2)
    bell = (np.sin(2 * np.pi * 1330 * t) + np.sin(2 * np.pi * 1600 * t)) * (
        0.55 + 0.45 * np.sign(np.sin(2 * np.pi * 22 * t))
    )
    return np.concatenate([_finished(bell, 0.2), np.zeros(round(1.8 * SAMPLE_RATE), dtype=np.int16)])
