"""The pieces a caller said: times, quantities, places, numbers, names, objects, wishes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.names import NameFinder
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.objects import ObjectFinder
from voiceapp.dialogue.understanding.spans import MARK, Grammar, Sheet, Span
from voiceapp.dialogue.understanding.wishes import WishFinder

_GRAMMAR_SLOTS = ("time", "quantity", "address", "place", "number")
_CLOCK = re.compile(r"^(\d{1,2})([0-5][05])(?= (?:am|pm|in|on|\w*day|tomorrow|tonight)\b|$)")


class Slotter:
    """Finds slots in pieces; what is worth keeping for which intent is decided later."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self._grammar = grammar
        self._lexicon = lexicon
        self._names = NameFinder(lexicon)
        self._objects = ObjectFinder(lexicon)
        self._wishes = WishFinder(grammar, lexicon)

    def find(self, pieces: Sequence[Piece]) -> list[Span]:
        """All spans, in the order said; a wish may lie over others."""
        sheet = Sheet(pieces, self._lexicon)
        found: list[Span] = []
        for slot in _GRAMMAR_SLOTS:
            if slot == "place":
                for span in self._names.find(pieces, sheet.taken):
                    found.append(span)
            for pattern in self._grammar[slot]:
                for match, start, end in list(sheet.matches(pattern)):
                    if any(sheet.taken[start:end]):
                        continue
                    text = match["v"] if "v" in pattern.groupindex else match[0]
                    text = self._trimmed(text.replace(MARK, "").replace("_", " ").replace(" 's", "'s"))
                    if not text:
                        continue
                    if slot == "time":
                        text = _CLOCK.sub(r"\1:\2", text)
                    found.append(Span("place" if slot == "address" else slot, text, start, end))
                    sheet.take(match, start, end)
        found += self._plain_numbers(pieces, sheet.taken)
        found += self._objects.find(pieces, sheet.taken)
        found += self._wishes.find(sheet, found)
        return sorted(found, key=lambda span: (span.start, span.end))

    def _trimmed(self, text: str) -> str:
        words = text.split()
        while words and (words[0] in self._lexicon.determiners or words[0] in ("at", "on", "for", "from")):
            if words[0] in ("this", "another") or (words[0] == "from" and ("to" in words or "until" in words)):
                break
            del words[0]
        if len(words) > 1 and words[0] == "in" and words[1] not in ("front", "between"):
            return self._trimmed(" ".join(words[1:]))
        return " ".join(words)

    def _plain_numbers(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        for index, piece in enumerate(pieces):
            if taken[index]:
                continue
            if piece.kind == "letters":
                taken[index] = True
                yield Span("name", piece.text, index, index + 1)
            elif piece.kind == "code":
                taken[index] = True
                yield Span("number", piece.text, index, index + 1)
            elif piece.kind == "number":
                following = pieces[index + 1].text if index + 1 < len(pieces) else ""
                counts = "n" in self._lexicon.letters(following) and (following.endswith("s") or following == "people")
                alone = piece.text == "1" and len(pieces) > 2 and piece.end - piece.start == 1
                if counts and len(piece.text) < 5:
                    taken[index] = True
                    yield Span("quantity", piece.text, index, index + 1)
                elif not alone:
                    taken[index] = True
                    yield Span("number", piece.text, index, index + 1)
