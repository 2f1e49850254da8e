"""Makes hold.flac: eight bars in a cheap arrangement that stop on the dominant and begin again.

    python assets/hold/make.py

Our own tune; computed, so the same every time. 16 kHz mono, 15.36 s, made to be looped without a gap.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

RATE = 16_000
BEAT = 0.48  # seconds: 125 beats a minute

# (beats, MIDI note; 0 rests). The last note leans on the leading note and is never resolved.
TUNE = [
    (0.5, 76), (0.5, 79), (1, 84), (0.5, 83), (0.5, 79), (1, 76),
    (0.5, 77), (0.5, 81), (1, 84), (1, 81), (1, 0),
    (0.5, 76), (0.5, 79), (1, 84), (0.5, 86), (0.5, 84), (1, 79),
    (1, 81), (0.5, 79), (0.5, 78), (1, 79), (1, 0),
    (0.5, 76), (0.5, 79), (1, 84), (0.5, 83), (0.5, 79), (1, 76),
    (0.5, 77), (0.5, 81), (1, 84), (0.5, 86), (0.5, 88), (1, 86),
    (0.5, 84), (0.5, 83), (0.5, 81), (0.5, 79), (0.5, 77), (0.5, 76), (1, 74),
    (1, 79), (0.5, 81), (0.5, 82), (2, 83),
]  # fmt: skip
# One chord a half bar: root and the two notes that answer it.
CHORDS = [
    (48, 60, 64), (43, 60, 64), (48, 60, 64), (53, 60, 65),
    (53, 60, 65), (48, 60, 64), (48, 60, 64), (43, 59, 62),
    (48, 60, 64), (43, 60, 64), (53, 60, 65), (50, 60, 66),
    (43, 59, 62), (50, 60, 65), (43, 59, 65), (43, 59, 65),
]  # fmt: skip


def hertz(note: int) -> float:
    return 440.0 * 2 ** ((note - 69) / 12)


def voice(note: int, beats: float, *, partials: tuple[float, ...], decay: float, vibrato: float = 0.0) -> np.ndarray:
    t = np.arange(round(beats * BEAT * RATE)) / RATE
    phase = 2 * np.pi * hertz(note) * t + vibrato * np.sin(2 * np.pi * 5.8 * t)
    wave = sum(level * np.sin((i + 1) * phase) for i, level in enumerate(partials))
    edge = np.minimum(1.0, np.minimum(t / 0.01, (t[-1] - t) / 0.03 + 1e-9))
    return np.asarray(wave * np.exp(-t * decay) * edge)


def main() -> None:
    bars = np.zeros(round(len(CHORDS) * 2 * BEAT * RATE))
    at = 0.0
    for beats, note in TUNE:
        if note:
            sound = voice(note, beats, partials=(1.0, 0.1, 0.45, 0.0, 0.2), decay=1.2, vibrato=0.35)
            start = round(at * BEAT * RATE)
            bars[start : start + len(sound)] += 0.5 * sound[: len(bars) - start]
        at += beats
    for half, (root, low, high) in enumerate(CHORDS):
        start = round(half * 2 * BEAT * RATE)
        bass = voice(root, 1, partials=(1.0, 0.5, 0.2), decay=5.0)
        bars[start : start + len(bass)] += 0.6 * bass
        answer = round((half * 2 + 1) * BEAT * RATE)
        for note in (low, high):
            pluck = voice(note, 0.5, partials=(1.0, 0.0, 0.33, 0.0, 0.2), decay=9.0)
            bars[answer : answer + len(pluck)] += 0.3 * pluck
    samples = np.rint(bars / np.abs(bars).max() * 0.28 * 32767).astype(np.int16)
    target = Path(__file__).with_name("hold.flac")
    with av.open(str(target), "w") as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


if __name__ == "__main__":
    main()
