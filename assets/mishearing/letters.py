"""Learn letter-to-sound rules from a pronouncing dictionary: which phones a letter makes, by the letters around it."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from voiceapp.dialogue.mishearing.pronunciation import contexts

ROUNDS = 5
FEWEST = 3  # words that must agree before a context becomes a rule
Chunk = tuple[str, ...]


def learn(dictionary: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Rules for ``LetterRules``: a context and the phones of its letter, kept where a narrower one would be wrong."""
    words = [
        (w, tuple(p[:-1] + "1" if p[-1] == "2" else p for p in said)) for w, said in dictionary.items() if w.isalpha()
    ]
    aligned = list(align(words))
    rules: dict[str, str] = {}
    for level in range(8):
        found: dict[str, Counter[str]] = defaultdict(Counter)
        predicted: dict[str, Counter[str]] = defaultdict(Counter)
        for word, chunks in aligned:
            padded = f"^{word}$"
            for i, chunk in enumerate(chunks, start=1):
                every = list(contexts(padded, i))
                found[every[level]][" ".join(chunk)] += 1
                for narrower in reversed(every[:level]):
                    if narrower in rules:
                        predicted[every[level]][rules[narrower]] += 1
                        break
        for context, counts in sorted(found.items()):
            (best, often), *_ = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if level == 0:
                rules[context] = best
            elif often >= FEWEST and often >= 0.6 * counts.total():
                usual = predicted[context].most_common(1)
                if not usual or usual[0][0] != best:
                    rules[context] = best
    return rules


def align(words: Iterable[tuple[str, Chunk]]) -> Iterable[tuple[str, tuple[Chunk, ...]]]:
    """Give each letter none, one or two of the phones, in order: expectation-maximisation with the best path only."""
    words = [(w, p) for w, p in words if len(p) <= 2 * len(w)]
    cost: dict[tuple[str, Chunk], float] = {}
    paths: list[tuple[str, tuple[Chunk, ...]]] = []
    for _ in range(ROUNDS):
        paths = [(w, path) for w, p in words if (path := _best_path(w, p, cost)) is not None]
        counts: Counter[tuple[str, Chunk]] = Counter()
        totals: Counter[str] = Counter()
        for word, path in paths:
            for letter, chunk in zip(word, path, strict=True):
                counts[letter, chunk] += 1
                totals[letter] += 1
        cost = {(letter, chunk): -math.log(n / totals[letter]) for (letter, chunk), n in counts.items()}
    return paths


def _best_path(word: str, said: Chunk, cost: Mapping[tuple[str, Chunk], float]) -> tuple[Chunk, ...] | None:
    first = not cost
    usual = (2.0, 0.5, 3.0) if first else (9.0, 9.0, 12.0)
    rows: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for letter in word:
        row: dict[int, tuple[float, int]] = {}
        for at, (so_far, _) in rows[-1].items():
            for size in (0, 1, 2):
                end = at + size
                if end > len(said):
                    break
                price = cost.get((letter, said[at:end]), usual[size])
                if first and size == 1 and (letter in "aeiouy") != said[at][-1].isdigit():
                    price = 4.0
                total = so_far + price
                if end not in row or total < row[end][0]:
                    row[end] = (total, at)
        rows.append(row)
    if len(said) not in rows[-1]:
        return None
    path: list[Chunk] = []
    end = len(said)
    for row in reversed(rows[1:]):
        start = row[end][1]
        path.append(said[start:end])
        end = start
    return tuple(reversed(path))
