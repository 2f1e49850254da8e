"""What can be heard, as points in a space of sounds: find what is near a run of phones, fast and well enough.

A unit (a word or a short phrase) becomes a point: the sum of its phones' embeddings, and the same sum weighted by how
late each phone comes. A phone that is easily lost has a short embedding, so an edit moves the point by about what
it costs. The nearest points are found with one matrix product and then measured properly by edit cost. Of the units
within a distance of .25 about four in five are among the 160 nearest points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voiceapp.dialogue.mishearing import phones as ph

LONGEST = 16  # phones; longer units are left out
_LATE = 1.2  # weight of the second half of a point

_SINGLE_THREADED = 250_000  # multiplications; OpenBLAS 0.3 starts threads above 262,144

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Unit:
    """A word or phrase and its sounds."""

    text: str
    phones: ph.Phones


@dataclass(frozen=True)
class Near:
    """A unit that sounds like the query: its edit cost, and the cost divided by the longer phone count.

    ``row`` is which of the rows its pool was made of.
    """

    unit: Unit
    cost: float
    distance: float
    row: int = -1


class Words:
    """Words and their sounds lying one after another: what units are made of."""

    def __init__(
        self,
        texts: Sequence[str],
        flat: ph.Phones,
        starts: Ids,
        used: Ids | None = None,
        inventory: ph.Inventory = ph.ENGLISH,
    ) -> None:
        self.texts = texts
        self.inventory = inventory
        self.flat = flat
        self.starts = starts
        self.lengths = np.diff(starts)
        ids = np.arange(len(texts)) if used is None else used
        # Sums over each word's phones of embedding, and of embedding times place in the word.
        self.sums = np.zeros((len(texts), ph.EMBEDDING_SIZE), dtype=np.float32)
        self.moments = np.zeros_like(self.sums)
        sizes = self.lengths[ids]
        for k in range(int(sizes.max(initial=0))):
            here = ids[sizes > k]
            vectors = inventory.embedding[flat[starts[here] + k]]
            self.sums[here] += vectors
            self.moments[here] += vectors * np.float32(k + 0.5)


def _point(sums: Floats, moments: Floats, counts: NDArray[np.integer]) -> Floats:
    late = 2.0 * moments / counts[:, None].astype(np.float32) - sums
    return np.concatenate([sums, np.float32(_LATE) * late], axis=1)


def _products(asked: Floats, points: Floats) -> Floats:
    """``asked @ points.T`` in pieces so small that OpenBLAS wakes no threads, which cost more than they save."""
    if len(asked) == 1:
        return _products(np.repeat(asked, 2, axis=0), points)[:1]
    step = max(64, _SINGLE_THREADED // asked.size)
    result = np.empty((len(asked), len(points)), dtype=np.float32)
    for lo in range(0, len(points), step):
        np.matmul(asked, points[lo : lo + step].T, out=result[:, lo : lo + step])
    return result


class Pool:
    """Units of one kind, to be searched by sound. Each row of ``rows`` holds a unit's words, -1 for none.

    ``appeal`` (one number a unit) is how much nearer, as squared distance of points, a unit is made to look.
    """

    def __init__(self, rows: Ids, words: Words, appeal: Floats | None = None) -> None:
        lengths = np.where(rows >= 0, words.lengths[rows], 0)
        counts = lengths.sum(axis=1)
        order = np.argsort(counts, kind="stable")
        order = order[(counts[order] <= LONGEST) & (counts[order] > 1)]
        rows, lengths, counts = rows[order], lengths[order], counts[order]
        self._inventory = words.inventory
        self.kept = order
        """Which of the rows given are here, in the order of ``unit``."""
        self._rows, self._texts, self._counts = rows, words.texts, counts
        self._first = np.searchsorted(counts, np.arange(LONGEST + 2))
        self._phones = np.full((len(rows), LONGEST), words.inventory.pad, dtype=np.uint8)
        sums = np.zeros((len(rows), ph.EMBEDDING_SIZE), dtype=np.float32)
        moments = np.zeros_like(sums)
        filled = np.zeros(len(rows), dtype=np.int64)
        for column in range(rows.shape[1]):
            ids, sizes = rows[:, column], lengths[:, column]
            here = ids >= 0
            sums[here] += words.sums[ids[here]]
            moments[here] += words.moments[ids[here]] + words.sums[ids[here]] * filled[here, None].astype(np.float32)
            for k in range(int(sizes.max(initial=0))):
                some = np.flatnonzero(sizes > k)
                self._phones[some, filled[some] + k] = words.flat[words.starts[ids[some]] + k]
            filled += sizes
        self._points = _point(sums, moments, np.maximum(counts, 1))
        self._norms = (self._points**2).sum(axis=1)
        if appeal is not None:
            self._norms -= appeal[order]

    @classmethod
    def of_phrases(cls, units: Sequence[Unit], inventory: ph.Inventory = ph.ENGLISH) -> Pool:
        """A pool of ready-made phrases."""
        starts = np.concatenate([[0], np.cumsum([len(u.phones) for u in units], dtype=np.int64)]).astype(np.int64)
        flat = np.concatenate([u.phones for u in units]) if units else np.zeros(0, dtype=np.uint8)
        words = Words([u.text for u in units], flat, starts, inventory=inventory)
        return cls(np.arange(len(units), dtype=np.int64)[:, None], words)

    def __len__(self) -> int:
        return len(self._rows)

    def unit(self, i: int) -> Unit:
        """The unit of a row."""
        text = " ".join(self._texts[w] for w in self._rows[i] if w >= 0)
        return Unit(text, self._phones[i, : self._counts[i]])

    def nearest(self, queries: Sequence[ph.Phones], *, limit: float, keep: int, take: int) -> list[list[Near]]:
        """For each query the ``take`` nearest units with distance ≤ ``limit``; ``keep`` are measured at most."""
        chosen = self._near_points(queries, keep)
        result: list[list[Near]] = [[] for _ in queries]
        if not any(len(c) for c in chosen):
            return result
        sizes = np.array([len(q) for q in queries])
        said = np.full((len(queries), int(sizes.max())), self._inventory.pad, dtype=np.uint8)
        for i, query in enumerate(queries):
            said[i, : len(query)] = query
        which = np.repeat(np.arange(len(queries)), [len(c) for c in chosen])
        rows = np.concatenate(chosen)
        costs = self._inventory.edit_costs(said[which], self._phones[rows, : int(self._counts[rows].max())])
        distances = costs / np.maximum(sizes[which], self._counts[rows])
        for k in np.argsort(distances, kind="stable"):
            if distances[k] > limit:
                break
            if len(result[which[k]]) < take:
                near = Near(self.unit(int(rows[k])), float(costs[k]), float(distances[k]), int(self.kept[rows[k]]))
                result[which[k]].append(near)
        return result

    def _near_points(self, queries: Sequence[ph.Phones], keep: int) -> list[Ids]:
        """Rows of the nearest points; queries of one length share a matrix product."""
        chosen = [np.zeros(0, dtype=np.int64)] * len(queries)
        by_size: dict[int, list[int]] = {}
        for i, query in enumerate(queries):
            by_size.setdefault(len(query), []).append(i)
        for size, members in by_size.items():
            slack = max(1, round(size * 0.25))
            lo = int(self._first[min(max(size - slack, 0), LONGEST)])
            hi = int(self._first[min(size + slack, LONGEST) + 1])
            if not size or hi <= lo:
                continue
            places = (np.arange(size, dtype=np.float32) + 0.5)[:, None]
            vectors = [self._inventory.embedding[queries[i]] for i in members]
            sums = np.stack([v.sum(axis=0) for v in vectors])
            moments = np.stack([(v * places).sum(axis=0) for v in vectors])
            asked = _point(sums, moments, np.full(len(members), size))
            apart = self._norms[lo:hi] - 2.0 * _products(asked, self._points[lo:hi])
            for i, row in zip(members, apart, strict=True):
                found = np.argpartition(row, keep)[:keep] if hi - lo > keep else np.arange(hi - lo)
                chosen[i] = lo + found
        return chosen
