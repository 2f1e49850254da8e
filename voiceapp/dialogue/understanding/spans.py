"""What the finders of slots share: spans, and the pieces as one text that the grammar is matched on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.numbers import Piece

MARK = "\u02da"  # stands behind a town in the text the grammar reads
_TAKEN = "\u00a4"
_CITY = rf"(?:[^\s]+{MARK})"
_BEFORE_TOWNS = frozenset("in from near at".split())


@dataclass(frozen=True, slots=True)
class Span:
    """A slot's text, and the pieces it was found in."""

    slot: str
    text: str
    start: int
    end: int


class Grammar:
    """Named expressions, as an asset text writes them."""

    def __init__(self, text: str) -> None:
        parts = {"CITY": _CITY}
        self._lines: dict[str, list[re.Pattern[str]]] = {}
        for line in text.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            define = re.match(r"([A-Z]+) = (.*)", line)
            slot, _, expression = line.partition(": ")
            expression = define[2] if define else expression
            for name in re.findall(r"\{([A-Z]+)\}", expression):
                expression = expression.replace("{" + name + "}", parts[name])
            if define:
                parts[define[1]] = expression
            else:
                self._lines.setdefault(slot, []).append(re.compile(rf"(?<!\S)(?:{expression})(?!\S)"))

    def __getitem__(self, slot: str) -> list[re.Pattern[str]]:
        return self._lines.get(slot, [])


class Sheet:
    """The pieces as one text to match on, with what is taken painted over."""

    def __init__(self, pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.pieces = pieces
        self.taken = [False] * len(pieces)
        cells: list[str] = []
        self._starts: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        at = offset = 0
        while at < len(pieces):
            text, end = pieces[at].text, at + 1
            before = pieces[at - 1].text if at else ""
            if text in lexicon.cities or (text in lexicon.cities_or_words and before in _BEFORE_TOWNS):
                text += MARK
            else:
                for size in (3, 2):
                    if tuple(p.text for p in pieces[at : at + size]) in lexicon.city_phrases:
                        text, end = "_".join(p.text for p in pieces[at : at + size]) + MARK, at + size
                        break
            text = text.replace(_TAKEN, "?")
            self._starts[offset] = at
            self._ends[offset + len(text)] = end
            cells.append(text)
            offset += len(text) + 1
            at = end
        self.text = " ".join(cells)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        for match in pattern.finditer(self.text):
            start, end = self._starts.get(match.start()), self._ends.get(match.end())
            if start is not None and end is not None and _TAKEN not in match[0]:
                yield match, start, end

    def span(self, match: re.Match[str], group: int | str) -> tuple[int, int]:
        return self._starts.get(match.start(group), 0), self._ends.get(match.end(group), len(self.pieces))

    def take(self, match: re.Match[str], start: int, end: int) -> None:
        self.taken[start:end] = [True] * (end - start)
        paint = re.sub(r"\S", _TAKEN, match[0])
        self.text = self.text[: match.start()] + paint + self.text[match.end() :]
