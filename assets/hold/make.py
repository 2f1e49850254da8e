"""Makes the hold music: hold.flac, hold_two.flac and hold_three.flac.

    python assets/hold/make.py

Computed, so the same every time: 16 kHz mono, each to be played in a loop. They are meant to be borne, not enjoyed:
cheap arrangements, none of which reaches its last chord. The loop begins again where that should be.

- ``hold``: a tune of our own. It stops on the dominant, begins again, drops out, clicks, and goes on somewhere else.
- ``hold_two``: Beethoven, Bagatelle in A minor WoO 59 (1810, "Für Elise"), the first bars, as a toy organ knows them.
  Each time it loses its way in the trill, and starts over.
- ``hold_three``: Vivaldi, "La primavera" op. 8 no. 1 RV 269 (1725), the ritornello, on a tape that sags, catches, and
  is cut off at the last trill.

The two old pieces have been in the public domain for two centuries; their notes were written down here by ear and
memory, from no edition.
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from voiceapp.audio import loudness, tones
from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.audio.telephone import TelephoneLine

Signal = npt.NDArray[np.float64]
Score = list[tuple[float, int]]
"""Notes one after the other: beats, and the MIDI note (0 rests)."""

EDGE = 160  # samples: 10 ms, where sound is cut off or comes back


# A tune of our own. The last note leans on the leading note and is never resolved.
OURS: Score = [
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
OUR_CHORDS = [
    (48, 60, 64), (43, 60, 64), (48, 60, 64), (53, 60, 65),
    (53, 60, 65), (48, 60, 64), (48, 60, 64), (43, 59, 62),
    (48, 60, 64), (43, 60, 64), (53, 60, 65), (50, 60, 66),
    (43, 59, 62), (50, 60, 65), (43, 59, 65), (43, 59, 65),
]  # fmt: skip

# A beat is a quaver here, the bar has three.
_TURN: Score = [(0.5, 76), (0.5, 75), (0.5, 76), (0.5, 75), (0.5, 76), (0.5, 71), (0.5, 74), (0.5, 72)]
ELISE: Score = [
    *_TURN, (1, 69), (0.5, 0), (0.5, 60), (0.5, 64), (0.5, 69),
    (1, 71), (0.5, 0), (0.5, 64), (0.5, 68), (0.5, 71),
    (1, 72), (0.5, 0), (0.5, 64),
    *_TURN, (1, 69), (0.5, 0), (0.5, 60), (0.5, 64), (0.5, 69),
    (1, 71), (0.5, 0), (0.5, 64), (0.5, 68), (0.5, 71),
    (1, 72), (0.5, 0), (0.5, 64),
    *_TURN[:6], *_TURN[2:4] * 9, (0.5, 76),
]  # fmt: skip
# Beats from the start, and the broken chord that begins there.
ELISE_BASS = [
    (beat + again, notes)
    for again in (0, 13)
    for beat, notes in ((4, (45, 52, 57)), (7, (40, 52, 56)), (10, (45, 52, 57)))
]  # fmt: skip

# A beat is a crotchet, four in the bar; the trill at the end goes nowhere.
_FIRST: Score = [
    (0.5, 80), (0.5, 80), (0.5, 80), (0.25, 78), (0.25, 76), (1.5, 83), (0.25, 83), (0.25, 81),
    (0.5, 80), (0.5, 80), (0.5, 80), (0.25, 78), (0.25, 76), (1.5, 83), (0.25, 83), (0.25, 81),
    (0.5, 80), (0.25, 81), (0.25, 83), (0.5, 81), (0.5, 80), (1, 78), (0.5, 71), (0.5, 76),
]  # fmt: skip
_SECOND: Score = [
    (0.5, 83), (0.25, 81), (0.25, 80), (0.5, 81), (0.5, 83), (0.5, 85), (1, 83), (0.5, 76),
    (0.5, 83), (0.25, 81), (0.25, 80), (0.5, 81), (0.5, 83), (0.5, 85), (1, 83), (0.5, 76),
    (0.5, 85), (0.5, 83), (0.5, 81), (0.5, 80),
]  # fmt: skip
SPRING: Score = [*_FIRST, *_FIRST, *_SECOND, *[(0.125, 78), (0.125, 80)] * 10]
SPRING_CHORDS = [(40, 59, 64), (40, 59, 64), (40, 59, 64), (40, 59, 64), (40, 59, 64), (47, 57, 63)] * 2 + [
    (40, 59, 64), (45, 61, 64), (40, 59, 64), (45, 61, 64), (45, 61, 64), (47, 57, 63), (47, 57, 63),
]  # fmt: skip


def hertz(note: int) -> float:
    return float(440.0 * 2 ** ((note - 69) / 12))


def voice(note: int, seconds: float, partials: tuple[float, ...], decay: float, vibrato: float = 0.0) -> Signal:
    """A note with these harmonics."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * hertz(note) * t + vibrato * np.sin(2 * np.pi * 5.8 * t)
    wave = sum(level * np.sin((i + 1) * phase) for i, level in enumerate(partials))
    edge = np.minimum(1.0, np.minimum(t / 0.01, (t[-1] - t) / 0.03 + 1e-9))
    return np.asarray(wave * np.exp(-t * decay) * edge)


def add(music: Signal, part: Signal, at: float) -> None:
    start = round(at * SAMPLE_RATE)
    room = music[start : start + len(part)]
    room += part[: len(room)]


def play(music: Signal, score: Score, beat: float, level: float, partials: tuple[float, ...], decay: float) -> None:
    """The tune, with the vibrato of something that has only one."""
    at = 0.0
    for beats, note in score:
        if note:
            add(music, level * voice(note, beats * beat, partials, decay, vibrato=0.35), at * beat)
        at += beats


def accompany(music: Signal, chords: list[tuple[int, int, int]], beat: float, beats: float) -> None:
    """Oom-pah: each chord for so many beats, the root on the first half and the others on the second."""
    for i, (root, *others) in enumerate(chords):
        add(music, 0.6 * voice(root, beats * beat / 2, (1.0, 0.5, 0.2), 5.0), i * beats * beat)
        for note in others:
            add(music, 0.3 * voice(note, beats * beat / 4, (1.0, 0.0, 0.33, 0.0, 0.2), 9.0), (i + 0.5) * beats * beat)


def drum(music: Signal, step: float, pattern: str) -> None:
    """A box with two sounds: ``x`` is a drum of sorts, ``-`` a tick, and it never varies."""
    t = np.arange(round(0.08 * SAMPLE_RATE)) / SAMPLE_RATE
    thump = np.exp(-t * 40) * np.sin(2 * np.pi * (330 * t - 900 * t**2))
    tick = np.exp(-t * 160) * np.sin(2 * np.pi * 2900 * t) * np.sin(2 * np.pi * 1870 * t)
    for i in range(int(len(music) / SAMPLE_RATE / step)):
        match pattern[i % len(pattern)]:
            case "x":
                add(music, 0.4 * thump, i * step)
            case "-":
                add(music, 0.2 * tick, i * step)


def softened(music: Signal) -> Signal:
    """Its first and last hundredth of a second fade."""
    ramp = np.linspace(0, 1, EDGE)
    music[:EDGE] *= ramp
    music[-EDGE:] *= ramp[::-1]
    return music


def without(music: Signal, start: float, end: float, silence: float) -> Signal:
    """The music drops out at ``start``; after so much silence, and a click, it is at ``end``. All in seconds."""
    before, after = (np.array(part) for part in np.split(music, [round(start * SAMPLE_RATE)]))
    after = music[round(end * SAMPLE_RATE) :].copy()
    gap = np.zeros(round(silence * SAMPLE_RATE))
    add(gap, 0.6 * tones.click() / 32767, silence - 0.035)
    return np.concatenate([softened(before), gap, softened(after)])


def caught(music: Signal, at: float, seconds: float, times: int) -> Signal:
    """The same ``seconds`` over and over, like a record with a scratch."""
    start, length = round(at * SAMPLE_RATE), round(seconds * SAMPLE_RATE)
    piece = softened(music[start : start + length].copy())
    return np.concatenate([softened(music[:start].copy()), *[piece] * times, softened(music[start + length :].copy())])


def sagging(music: Signal, at: float, seconds: float, depth: float) -> Signal:
    """The tape slows down and recovers around ``at``; the rest wavers by a little all the time."""
    t = np.arange(len(music)) / SAMPLE_RATE
    speed = 1 - depth * np.exp(-(((t - at) / seconds) ** 2)) + 0.004 * np.sin(2 * np.pi * 0.7 * t)
    return np.interp(np.cumsum(speed), np.arange(len(music)), music)


def hold() -> Signal:
    beat = 0.48
    music = np.zeros(round(len(OUR_CHORDS) * 2 * beat * SAMPLE_RATE))
    play(music, OURS, beat, 0.5, (1.0, 0.1, 0.45, 0.0, 0.2), 1.2)
    accompany(music, OUR_CHORDS, beat, 2)
    twice = np.concatenate([music, music])
    return without(twice, 21.3, 23.9, 0.8)


def hold_two() -> Signal:
    beat = 0.44
    music = np.zeros(round(sum(beats for beats, _ in ELISE) * beat * SAMPLE_RATE))
    play(music, ELISE, beat, 0.55, (1.0, 0.45, 0.0, 0.22, 0.0, 0.1), 2.2)
    for at, notes in ELISE_BASS:
        for i, note in enumerate(notes):
            add(music, 0.45 * voice(note, beat, (1.0, 0.6, 0.3, 0.15), 3.0), (at + i / 2) * beat)
    drum(music, beat / 2, "x--x--")
    return caught(music, 18 * beat, beat, 3)


def hold_three() -> Signal:
    beat = 0.58
    music = np.zeros(round(sum(beats for beats, _ in SPRING) * beat * SAMPLE_RATE))
    play(music, SPRING, beat, 0.5, (1.0, 0.5, 0.33, 0.25), 1.5)
    accompany(music, SPRING_CHORDS, beat, 2)
    drum(music, beat / 2, "x-x-x---")
    return without(sagging(music, 12.6, 0.7, 0.25), 15.1, 15.4, 0.5)


def write(name: str, music: Signal) -> None:
    """At the loudness of hold music, from a machine that is on a telephone line itself."""
    line = TelephoneLine(band=(200.0, 3400.0))
    samples = line.carry(loudness.at(softened(music), loudness.MUSIC, whole=True))
    ramp = np.linspace(0, 1, EDGE)  # the filter rings
    samples[:EDGE] = np.rint(samples[:EDGE] * ramp)
    samples[-EDGE:] = np.rint(samples[-EDGE:] * ramp[::-1])
    encode(Path(__file__).with_name(f"{name}.flac"), samples)


def encode(target: Path, samples: Samples) -> None:
    with av.open(str(target), "w") as container:
        stream = container.add_stream("flac", rate=SAMPLE_RATE, layout="mono")
        stream.codec_context.options = {"compression_level": "12"}
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def main() -> None:
    for piece in (hold, hold_two, hold_three):
        write(piece.__name__, piece())


if __name__ == "__main__":
    main()
