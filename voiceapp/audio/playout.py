"""What waits to be played: filled 20 ms at a time by one clock, emptied by the clock of a device."""

from __future__ import annotations

import threading
from collections import Counter, deque

import numpy as np

from voiceapp.audio.frames import FRAME_SECONDS, Samples
from voiceapp.audio.level import dbfs

DRIFT = ("frames_shortened", "frames_repeated")
"""What is counted of two clocks going apart."""

_START = 2 * FRAME_SECONDS  # seconds that wait before playing begins: one frame more than is taken at once
_SCARCE = 0.002  # seconds left when it is emptiest: the next late frame would be missed
_PLENTY = 0.026  # seconds always waiting: they only delay the answer
_MUCH = 0.07  # likewise: a moment in which nothing was put has passed
_FULL = 1.0  # seconds that are kept at most
_LONG, _SHORT, _BRIEF = 100, 25, 3  # frames it takes to find that there are too few, too many, and far too many
_QUIET = -45.0  # dBFS: a frame below it can be played twice and nobody hears it
_OVERLAP = 0.004  # seconds of cross-fade where a cut was made
_CUT = 0.005, 0.015  # shortest and longest cut in seconds: a period of any voice from 67 Hz fits


class Playout:
    """A queue of mono samples at ``rate`` that keeps itself short.

    Two clocks never agree, and a busy machine puts nothing for a while and then much at once. When more waits than
    is needed, a few milliseconds at a time are cut where the sound repeats itself, so that it is heard a little
    faster and at its pitch (Verhelst and Roelands 1993, "WSOLA"). When little waits, a quiet frame is played twice.
    When nothing waits, silence is played, and playing begins again once a little has
    been gathered. ``put`` and ``take`` may be called from two threads. ``unsteady``: seconds by which what is put may
    come late, beyond a frame. ``counts`` takes ``queue_underruns``, how often there was nothing left in the middle,
    and those of ``DRIFT``.
    """

    def __init__(self, rate: int, counts: Counter[str] | None = None, *, unsteady: float = 0.0) -> None:
        self._counts = Counter() if counts is None else counts
        self._rate = rate
        self._unsteady = unsteady
        self._start = (_START + unsteady) * rate
        self._waiting: deque[Samples] = deque()
        self._count = 0
        self._playing = False
        self._last = 0  # the sample played last
        self._lock = threading.Lock()
        self._held: Samples | None = None  # a frame that waits for the next to be shortened with it
        self._low = 0  # samples that waited when there were fewest since the last frame was put
        self._lows: deque[int] = deque(maxlen=_LONG)  # the same for the frames before it

    @property
    def seconds(self) -> float:
        """How much waits to be played."""
        return self._count / self._rate

    def put(self, samples: Samples) -> None:
        """Add about 20 ms, shape (n,). What would make a queue of more than a second is thrown away."""
        with self._lock:
            if self._playing:
                self._lows.append(min(self._low, self._count))
            self._low = self._count
            if self._held is not None:
                samples = _shortened(self._held, samples, self._rate)
                self._held = None
                self._counts["frames_shortened"] += 1
            elif self._playing and self._too_many():
                self._held = samples
                self._forget()
                return
            elif self._playing and self._too_few() and dbfs(samples) < _QUIET:
                self._counts["frames_repeated"] += 1
                self._forget()
                self._add(samples)
            if self._count < _FULL * self._rate:
                self._add(samples)

    def _forget(self) -> None:
        """What was seen of the queue so far says nothing of what it is from now on."""
        self._lows.clear()
        self._low = round(2 * _FULL * self._rate)

    def _too_many(self) -> bool:
        lows = list(self._lows)
        enough, much = (_PLENTY + self._unsteady) * self._rate, (_MUCH + self._unsteady) * self._rate
        return (len(lows) >= _SHORT and min(lows[-_SHORT:]) > enough) or (
            len(lows) >= _BRIEF and min(lows[-_BRIEF:]) > much
        )

    def _too_few(self) -> bool:
        return len(self._lows) == _LONG and min(self._lows) < _SCARCE * self._rate

    def take(self, n: int) -> Samples:
        """The next ``n`` samples to play; silence where there are none."""
        with self._lock:
            if not self._playing and self._count < self._start:
                return np.zeros(n, dtype=np.int16)
            self._playing = True
            parts, missing = [], n
            while missing and self._waiting:
                first = self._waiting.popleft()
                if len(first) > missing:
                    self._waiting.appendleft(first[missing:])
                    first = first[:missing]
                parts.append(first)
                missing -= len(first)
            self._count -= n - missing
            self._low = min(self._low, self._count)
            if parts:
                self._last = int(parts[-1][-1])
            if missing:
                self._counts["queue_underruns"] += 1
                self._playing = False
                parts.append(_ending(self._last, missing))
                self._last = 0
                self._forget()
            return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def _add(self, samples: Samples) -> None:
        if len(samples):
            self._waiting.append(samples)
            self._count += len(samples)


def _shortened(first: Samples, second: Samples, rate: int) -> Samples:
    """Both one after the other, less a piece of 5 to 15 ms after which the sound goes on as it did before."""
    both = np.concatenate((first, second))
    overlap = round(_OVERLAP * rate)
    shortest, longest = (round(seconds * rate) for seconds in _CUT)
    longest = min(longest, len(both) - overlap)
    if longest <= shortest:
        return both
    sound = both.astype(np.float64)
    candidates = np.lib.stride_tricks.sliding_window_view(sound[shortest : longest + overlap], overlap)
    likeness = candidates @ sound[:overlap] / (np.linalg.norm(candidates, axis=1) + 1.0)
    cut = shortest + int(np.argmax(likeness))
    joined = both[cut:].copy()
    rising = np.linspace(0.0, 1.0, overlap)
    joined[:overlap] = (both[:overlap] * (1.0 - rising) + joined[:overlap] * rising).astype(np.int16)
    return joined


def _ending(last: int, n: int) -> Samples:
    """Silence that does not begin with a click after the sample ``last``."""
    ending = np.zeros(n, dtype=np.int16)
    fade = min(n, 32)
    ending[:fade] = np.linspace(last, 0, fade)
    return ending
