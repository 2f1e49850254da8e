"""What waits to be played: filled 20 ms at a time by one clock, emptied by the clock of a device."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable

import numpy as np

from voiceapp.audio.frames import FRAME_SECONDS, Samples
from voiceapp.audio.level import dbfs

DRIFT = ("frames_shortened", "frames_repeated")
"""What is counted of two clocks going apart."""

_SCARCE = 0.003  # seconds to spare when there were fewest: a frame that is a little later would be missed
_PLENTY = 0.02  # likewise: more than that only delays the answer
_MUCH = 0.06  # likewise: a moment in which nothing was put has passed
_FULL = 1.0  # seconds that are kept at most
_LONG, _SHORT, _BRIEF = 100, 25, 3  # blocks it takes to find that there is too little, too much, and far too much
_QUIET = -45.0  # dBFS: a frame below it can be played twice and nobody hears it
_OVERLAP = 0.004  # seconds of cross-fade where a cut was made
_CUT = 0.005, 0.015  # shortest and longest cut in seconds: a period of any voice from 67 Hz fits


class Playout:
    """A queue of mono samples at ``rate`` that keeps itself short.

    Two clocks never agree, and a busy machine puts nothing for a while and then much at once. When all that is played
    has waited longer than it need, a few milliseconds at a time are cut where the sound repeats itself, so that it is
    heard a little faster and at its pitch (Verhelst and Roelands 1993, "WSOLA"). When something waited hardly at all,
    a quiet frame is played twice. When nothing is left, silence is played, and from then on a frame more is gathered
    before playing begins again.

    ``put`` and ``take`` may be called from two threads. ``unsteady``: seconds by which what is put may come late,
    beyond a frame. ``counts`` takes ``queue_underruns``, how often there was nothing left in the middle, and those of
    ``DRIFT``. ``now`` tells the time in seconds.
    """

    def __init__(
        self,
        rate: int,
        counts: Counter[str] | None = None,
        *,
        unsteady: float = 0.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._counts = Counter() if counts is None else counts
        self._now = now
        self._rate = rate
        self._unsteady = unsteady
        self._start = FRAME_SECONDS + unsteady  # seconds that are gathered before playing begins
        self._waiting: deque[tuple[float, Samples]] = deque()  # since when, and what
        self._count = 0
        self._playing = False
        self._last = 0  # the sample played last
        self._spare: deque[float] = deque(maxlen=_LONG)  # seconds each of the last blocks had waited when it was taken
        self._lock = threading.Lock()

    @property
    def seconds(self) -> float:
        """How much waits to be played."""
        return self._count / self._rate

    def put(self, samples: Samples) -> None:
        """Add about 20 ms, shape (n,). What would make a queue of more than a second is thrown away."""
        with self._lock:
            if self._playing and self._too_much():
                samples = _shortened(samples, self._rate)
                self._counts["frames_shortened"] += 1
                self._spare.clear()
            elif self._playing and self._too_little() and dbfs(samples) < _QUIET:
                self._add(samples)
                self._counts["frames_repeated"] += 1
                self._spare.clear()
            if self._count < _FULL * self._rate:
                self._add(samples)

    def _add(self, samples: Samples) -> None:
        if len(samples):
            self._waiting.append((self._now(), samples))
            self._count += len(samples)

    def _too_much(self) -> bool:
        spare = list(self._spare)
        return (len(spare) >= _SHORT and min(spare[-_SHORT:]) > _PLENTY + self._unsteady) or (
            len(spare) >= _BRIEF and min(spare[-_BRIEF:]) > _MUCH + self._unsteady
        )

    def _too_little(self) -> bool:
        return len(self._spare) == _LONG and min(self._spare) < _SCARCE

    def take(self, n: int) -> Samples:
        """The next ``n`` samples to play; silence where there are none."""
        with self._lock:
            if not self._playing and self._count < max(n, self._start * self._rate):
                return np.zeros(n, dtype=np.int16)
            self._playing = True
            parts, missing, since = [], n, 0.0
            while missing and self._waiting:
                since, first = self._waiting.popleft()
                if len(first) > missing:
                    self._waiting.appendleft((since, first[missing:]))
                    first = first[:missing]
                parts.append(first)
                missing -= len(first)
            self._count -= n - missing
            if parts:
                self._last = int(parts[-1][-1])
            if missing:
                self._counts["queue_underruns"] += 1
                self._playing = False
                self._start = 2 * FRAME_SECONDS + self._unsteady
                self._spare.clear()
                parts.append(_ending(self._last, missing))
                self._last = 0
            else:
                self._spare.append(self._now() - since)
            return np.concatenate(parts) if len(parts) > 1 else parts[0]


def _shortened(samples: Samples, rate: int) -> Samples:
    """Less a piece of 5 to 15 ms after which the sound goes on as it did before."""
    overlap = round(_OVERLAP * rate)
    shortest, longest = (round(seconds * rate) for seconds in _CUT)
    longest = min(longest, len(samples) - overlap)
    if longest <= shortest:
        return samples
    sound = samples.astype(np.float64)
    candidates = np.lib.stride_tricks.sliding_window_view(sound[shortest : longest + overlap], overlap)
    likeness = candidates @ sound[:overlap] / (np.linalg.norm(candidates, axis=1) + 1.0)
    cut = shortest + int(np.argmax(likeness))
    rest = samples[cut:].copy()
    rising = np.linspace(0.0, 1.0, overlap)
    rest[:overlap] = (samples[:overlap] * (1.0 - rising) + rest[:overlap] * rising).astype(np.int16)
    return rest


def _ending(last: int, n: int) -> Samples:
    """Silence that does not begin with a click after the sample ``last``."""
    ending = np.zeros(n, dtype=np.int16)
    fade = min(n, 32)
    ending[:fade] = np.linspace(last, 0, fade)
    return ending
