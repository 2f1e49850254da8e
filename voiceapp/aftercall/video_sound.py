"""The sound of the film: both sides of a call mixed to stereo, equally loud.

Each side is set to one loudness over all that is spoken on it (ITU-R BS.1770, see ``voiceapp.audio.loudness``); peaks
are rounded off. The caller stands a little to the left and the company to the right, so that two who speak at once
can be told apart; on one loudspeaker nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from voiceapp.aftercall.record import Record
from voiceapp.audio.frames import SAMPLE_RATE, Samples
from voiceapp.audio.loudness import integrated

RATE = 48_000
"""Samples a second of the film's sound: the rate players and phones are made for."""

SPEECH = -17.5
"""LUFS a side is set to: with both sides in it the film is at about -17, near the -16 that is usual for speech."""

MOST_GAIN = 30.0
"""dB by which a side is made louder at most: what is still faint then is noise, and stays faint."""

_NEAR, _FAR = 0.85, 0.6  # of a side in its own loudspeaker and in the other
_KNEE, _CEILING = 0.5, 0.86  # parts of full scale: where rounding off begins, and what nothing goes beyond
_BLOCK = 4 * SAMPLE_RATE
_AT_ONCE = 1000  # frames whose levels are computed together
_MEASURED = 60.0  # seconds of speech, from all of the call, that a gain is taken from

Stereo = npt.NDArray[np.float32]
Span = tuple[float, float]


def gains(record: Record, recording: Samples) -> tuple[float, float]:
    """Factors for the caller's and the company's side of a recording of shape (n, 2)."""
    caller = [(turn.start, turn.end) for turn in record.turns if turn.text]
    company = [(speech.start, speech.end) for speech in record.speeches]
    return _gain(recording[:, 0], caller), _gain(recording[:, 1], company)


def _gain(side: Samples, spans: Sequence[Span]) -> float:
    step = max(1, round(sum(end - start for start, end in spans) / _MEASURED))
    parts = [side[round(start * SAMPLE_RATE) : round(end * SAMPLE_RATE)] for start, end in spans[::step]]
    spoken = np.concatenate(parts) if parts else side[:0]
    found = integrated(spoken / 32768.0) if len(spoken) else float("-inf")
    if not np.isfinite(found):
        return 1.0
    return float(10 ** (min(MOST_GAIN, SPEECH - found) / 20))


def mixed(recording: Samples, factors: tuple[float, float], start: float, end: float) -> Iterator[Stereo]:
    """The sound from ``start`` to ``end`` seconds, in blocks of shape (2, n) at ``RATE``, full scale 1.

    Where the recording does not reach it is silent. The ends are faded over a hundredth of a second.
    """
    import soxr

    resampler = soxr.ResampleStream(SAMPLE_RATE, RATE, 2, dtype="float32", quality="HQ")
    first, last = round(start * SAMPLE_RATE), round(end * SAMPLE_RATE)
    fade = SAMPLE_RATE // 100
    for at in range(first, last, _BLOCK):
        until = min(last, at + _BLOCK)
        both = np.zeros((until - at, 2), dtype=np.float32)
        part = recording[min(at, len(recording)) : min(until, len(recording))]
        both[: len(part)] = part.astype(np.float32) / 32768
        both *= np.array(factors, dtype=np.float32)
        stereo = both @ np.array([[_NEAR, _FAR], [_FAR, _NEAR]], dtype=np.float32)
        places = np.arange(at, until)
        stereo *= np.clip(np.minimum(places - first, last - 1 - places) / fade, 0, 1).astype(np.float32)[:, None]
        yield _finished(resampler.resample_chunk(stereo, last=until == last))


def _finished(stereo: npt.NDArray[np.float32]) -> Stereo:
    over = np.maximum(np.abs(stereo) - _KNEE, 0)
    rounded = np.sign(stereo) * (np.abs(stereo) - over + (_CEILING - _KNEE) * np.tanh(over / (_CEILING - _KNEE)))
    finished: Stereo = np.ascontiguousarray(rounded.T, dtype=np.float32)
    return finished


def levels(recording: Samples, factors: tuple[float, float], rate: float) -> npt.NDArray[np.float32]:
    """How loud both sides are in each frame of a film of ``rate`` frames a second: shape (frames, 2), dB below full
    scale as mixed, -120 for silence."""
    frames = int(len(recording) * rate / SAMPLE_RATE)
    power = np.zeros((frames + 1, 2))
    for first in range(0, frames, _AT_ONCE):
        edges = [round(n * SAMPLE_RATE / rate) for n in range(first, min(frames, first + _AT_ONCE) + 1)]
        part = np.square(recording[edges[0] : edges[-1]] * (np.array(factors, dtype=np.float32) / 32768))
        sums = np.add.reduceat(part, np.array(edges[:-1]) - edges[0], axis=0)
        power[first : first + len(sums)] = sums / np.diff(edges)[:, None]
    found: npt.NDArray[np.float32] = (10 * np.log10(power + 1e-12)).astype(np.float32)
    return found
