"""What waits to be played: filled 20 ms at a time by one clock, emptied by the clock of a device."""

from __future__ import annotations

import threading
from collections import Counter, deque

import numpy as np

from voiceapp.audio.frames import FRAME_SECONDS, Samples
from voiceapp.audio.level import dbfs

DRIFT = ("frames_skipped", "frames_repeated")
"""What is counted of two clocks going apart."""

_START = 2 * FRAME_SECONDS  # seconds that wait before playing begins: one frame more than is taken at once
_SCARCE = 0.002  # seconds left when it is emptiest: the next late frame would be missed
_PLENTY = 0.026  # seconds always waiting: they only delay the answer
_FULL = 0.5  # seconds that are kept at most
_WATCHED = 100  # frames between two judgements: 2 s
_QUIET = -45.0  # dBFS: a frame below it can be left out or played twice and nobody hears it
_PATIENCE = 5  # judgements for which a quiet frame is waited for before any is taken
_JOIN = 0.005  # seconds of cross-fade where a frame was left out


class Playout:
    """A queue of mono samples at ``rate`` that keeps itself short.

    Two clocks never agree: a frame too many is left out, and when they become scarce one is played twice, in quiet
    moments where there are any. When nothing waits, silence is played, and playing begins again once a little has
    been gathered. ``put`` and ``take`` may be called from two threads. ``unsteady``: seconds by which what is put may
    come late, beyond a frame. ``counts`` takes ``queue_underruns``, how often there was nothing left in the middle,
    and those of ``DRIFT``.
    """

    def __init__(self, rate: int, counts: Counter[str] | None = None, *, unsteady: float = 0.0) -> None:
        self._counts = Counter() if counts is None else counts
        self._rate = rate
        self._start = (_START + unsteady) * rate
        self._plenty = (_PLENTY + unsteady) * rate
        self._waiting: deque[Samples] = deque()
        self._count = 0
        self._playing = False
        self._last = 0  # the sample played last
        self._lock = threading.Lock()
        self._tail: Samples | None = None  # the beginning of a frame that was left out
        self._puts = 0  # frames since the last judgement
        self._emptiest = 0  # samples that waited when there were fewest since then
        self._judge_afresh()

    @property
    def seconds(self) -> float:
        """How much waits to be played."""
        return self._count / self._rate

    def put(self, samples: Samples) -> None:
        """Add about 20 ms, shape (n,)."""
        with self._lock:
            if self._tail is not None:
                samples = _joined(self._tail, samples)
                self._tail = None
            if self._count + len(samples) > _FULL * self._rate:
                self._leave_out(samples)
                return
            self._puts += 1
            if self._puts >= _WATCHED:
                quiet = dbfs(samples) < _QUIET
                if self._playing and self._emptiest > self._plenty:
                    if quiet or self._puts >= _WATCHED * _PATIENCE:
                        self._leave_out(samples)
                        return
                elif self._playing and self._emptiest < _SCARCE * self._rate:
                    if quiet:
                        self._add(samples)
                        self._counts["frames_repeated"] += 1
                        self._judge_afresh()
                else:
                    self._judge_afresh()
            self._add(samples)

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
            self._emptiest = min(self._emptiest, self._count)
            if parts:
                self._last = int(parts[-1][-1])
            if missing:
                self._counts["queue_underruns"] += 1
                self._playing = False
                parts.append(_ending(self._last, missing))
                self._last = 0
                self._judge_afresh()
            return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def _add(self, samples: Samples) -> None:
        if len(samples):
            self._waiting.append(samples)
            self._count += len(samples)

    def _leave_out(self, samples: Samples) -> None:
        self._judge_afresh()
        self._tail = samples[: round(_JOIN * self._rate)]
        self._counts["frames_skipped"] += 1

    def _judge_afresh(self) -> None:
        self._puts = 0
        self._emptiest = round(_FULL * self._rate)


def _joined(old: Samples, new: Samples) -> Samples:
    """``new``, into whose beginning ``old`` fades."""
    n = min(len(old), len(new))
    up = np.linspace(0.0, 1.0, n)
    joined = new.copy()
    joined[:n] = (old[:n] * (1.0 - up) + new[:n] * up).astype(np.int16)
    return joined


def _ending(last: int, n: int) -> Samples:
    """Silence that does not begin with a click after the sample ``last``."""
    ending = np.zeros(n, dtype=np.int16)
    fade = min(n, 32)
    ending[:fade] = np.linspace(last, 0, fade)
    return ending
