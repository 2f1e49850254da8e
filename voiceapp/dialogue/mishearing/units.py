"""What can be heard, as points in a space of sounds: find what is near a run of phones, fast and exactly enough.

A unit (a word or a short phrase) is cut into ``SLICES`` equal stretches of time; the mean of its phones' embeddings in
each makes one point. Near points are looked up with one matrix product, then measured properly by edit cost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from voiceapp.dialogue.mishearing import phones as ph

SLICES = 5
LONGEST = 16  # phones; longer units are left out


@dataclass(frozen=True)
class Unit:
    """A word or phrase and its sounds."""

    text: str
    phones: ph.Phones


@dataclass(frozen=True)
class Near:
    """A unit that sounds like the query: its edit cost, and the cost divided by the longer phone count."""

    unit: Unit
    cost: float
    distance: float


class Pool(Protocol):
    """Units of one kind, to be searched by sound."""

    def nearest(self, queries: Sequence[ph.Phones], *, limit: float, keep: int) -> list[list[Near]]: ...


def points(flat: ph.Phones, starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """The points (n, SLICES * EMBEDDING_SIZE) of runs of phones lying one after another in ``flat``."""
    total = np.zeros((len(flat) + 2, ph.EMBEDDING_SIZE), dtype=np.float32)
    np.cumsum(ph.EMBEDDING[flat], axis=0, out=total[1:-1])
    total[-1] = total[-2]
    cuts = []
    for k in range(SLICES + 1):
        at = starts + counts * (k / SLICES)
        whole = at.astype(np.int64)
        part = (at - whole).astype(np.float32)[:, None]
        cuts.append(total[whole] + part * (total[whole + 1] - total[whole]))
    means = [(b - a) * (SLICES / counts).astype(np.float32)[:, None] for a, b in zip(cuts, cuts[1:], strict=False)]
    return np.concatenate(means, axis=1)


class Units:
    """A pool that holds everything in arrays, sorted by phone count."""

    def __init__(
        self, rows: NDArray[np.int64], words: Sequence[str], flat: ph.Phones, starts: NDArray[np.int64]
    ) -> None:
        self._rows = rows
        self._words = words
        lengths = np.diff(starts)
        counts = np.where(rows >= 0, lengths[rows], 0).sum(axis=1)
        order = np.argsort(counts, kind="stable")
        order = order[(counts[order] <= LONGEST) & (counts[order] > 1)]
        self._rows, counts = rows[order], counts[order]
        self._first = np.searchsorted(counts, np.arange(LONGEST + 2))
        self._phones = np.full((len(order), LONGEST), ph.PAD, dtype=np.uint8)
        filled = np.zeros(len(order), dtype=np.int64)
        for column in range(rows.shape[1]):
            ids = self._rows[:, column]
            sizes = np.where(ids >= 0, lengths[ids], 0)
            for k in range(int(sizes.max(initial=0))):
                here = np.flatnonzero(sizes > k)
                self._phones[here, filled[here] + k] = flat[starts[ids[here]] + k]
            filled += sizes
        packed = self._phones[self._phones != ph.PAD]
        self._points = points(packed, np.cumsum(counts) - counts, counts)
        self._norms = (self._points**2).sum(axis=1)
        self._counts = counts

    @classmethod
    def of_words(
        cls, rows: NDArray[np.int64], words: Sequence[str], flat: ph.Phones, starts: NDArray[np.int64]
    ) -> Units:
        """Each row holds indices of the words that make a unit, -1 for none."""
        return cls(rows, words, flat, starts)

    @classmethod
    def of_phrases(cls, units: Sequence[Unit]) -> Units:
        """A pool of ready-made phrases."""
        fit = [u for u in units if 1 < len(u.phones) <= LONGEST]
        counts = [len(u.phones) for u in fit]
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
        flat = np.concatenate([u.phones for u in fit]) if fit else np.zeros(0, dtype=np.uint8)
        rows = np.arange(len(fit), dtype=np.int64)[:, None]
        return cls(rows, [u.text for u in fit], flat, starts)

    def __len__(self) -> int:
        return len(self._rows)

    def unit(self, i: int) -> Unit:
        """The unit of a row."""
        text = " ".join(self._words[w] for w in self._rows[i] if w >= 0)
        return Unit(text, self._phones[i, : self._counts[i]])

    def nearest(self, queries: Sequence[ph.Phones], *, limit: float, keep: int) -> list[list[Near]]:
        """For each query its units with distance ≤ ``limit``, nearest first; ``keep`` are measured at most."""
        chosen: list[NDArray[np.int64]] = []
        for query in queries:
            size = len(query)
            slack = max(1, round(size * 0.34))
            lo = int(self._first[min(max(size - slack, 0), LONGEST)])
            hi = int(self._first[min(size + slack, LONGEST) + 1])
            if not size or hi <= lo:
                chosen.append(np.zeros(0, dtype=np.int64))
                continue
            point = points(query, np.zeros(1, dtype=np.int64), np.array([size]))[0]
            apart = self._norms[lo:hi] - 2.0 * (self._points[lo:hi] @ point)
            if hi - lo > keep:
                chosen.append(lo + np.argpartition(apart, keep)[:keep])
            else:
                chosen.append(np.arange(lo, hi))
        if not any(len(c) for c in chosen):
            return [[] for _ in queries]
        longest = max(len(q) for q in queries)
        said = np.full((len(queries), longest), ph.PAD, dtype=np.uint8)
        for i, query in enumerate(queries):
            said[i, : len(query)] = query
        which = np.repeat(np.arange(len(queries)), [len(c) for c in chosen])
        rows = np.concatenate(chosen)
        width = int(self._counts[rows].max())
        costs = ph.edit_costs(said[which], self._phones[rows, :width])
        sizes = np.array([len(q) for q in queries])[which]
        distances = costs / np.maximum(sizes, self._counts[rows])
        result: list[list[Near]] = [[] for _ in queries]
        for k in np.argsort(distances, kind="stable"):
            if distances[k] > limit:
                break
            result[which[k]].append(Near(self.unit(int(rows[k])), float(costs[k]), float(distances[k])))
        return result
