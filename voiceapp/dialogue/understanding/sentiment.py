"""How pleased or furious the caller sounds, from a word list."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


class Sentiment:
    """``values`` maps words and two-word phrases to -3..3; negations turn, intensifiers strengthen what follows."""

    def __init__(self, values: Mapping[str, float], negations: frozenset[str], intensifiers: frozenset[str]) -> None:
        self._values = values
        self._negations = negations
        self._intensifiers = intensifiers

    @classmethod
    def loads(cls, text: str) -> Sentiment:
        """Read the asset text: ``value: words``, phrases with "_" for a space."""
        values: dict[str, float] = {}
        lists: dict[str, frozenset[str]] = {}
        for line in text.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            key, _, words = line.partition(": ")
            if key in ("negations", "intensifiers"):
                lists[key] = frozenset(words.split())
            else:
                values.update({word.replace("_", " "): float(key) for word in words.split()})
        return cls(values, lists["negations"], lists["intensifiers"])

    def __call__(self, words: Sequence[str]) -> float:
        total = 0.0
        index = 0
        while index < len(words):
            size = next((n for n in (3, 2, 1) if " ".join(words[index : index + n]) in self._values), 0)
            if not size:
                index += 1
                continue
            value = self._values[" ".join(words[index : index + size])]
            before = words[max(0, index - 3) : index]
            if any(word in self._negations for word in before):
                value *= -0.6
            if any(word in self._intensifiers for word in before):
                value *= 1.4
            total += value
            index += size
        return round(math.tanh(total / 3.0), 3)
