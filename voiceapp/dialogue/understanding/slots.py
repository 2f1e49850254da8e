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
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MANNERS = frozenset("247 1000000".split())  # "twenty four seven", "thanks a million"
_BEFORE_TOWNS = frozenset("in at from near".split())
_BEFORE_VALUES = frozenset("the a an my number on at in called".split())
_CORRECTED = frozenset("name number place time quantity".split())
_CLOCK = re.compile(r"^(\d{1,2})([0-5][05])(?= (?:am|pm|in|on|\w*day|tomorrow|tonight)\b|$)")


class Slotter:
    """Finds slots in pieces; what is worth keeping for which intent is decided later."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self._grammar = grammar
        self._lexicon = lexicon
        self._corrections = lexicon.lists.phrases("corrections")
        self._before_surnames = lexicon.lists.phrases("before surnames")
        self._counters = lexicon.lists.words("counters")
        self._counted = lexicon.lists.words("counted")
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
                        text = _dated(_CLOCK.sub(r"\1:\2", text))
                    if slot == "number":  # "order 42": the order is still an object
                        start, end = sheet.span(match, "v")
                        sheet.taken[start:end] = [True] * (end - start)
                    else:
                        sheet.take(match, start, end)
                    found.append(Span("place" if slot == "address" else slot, text, start, end))
        found += self._unknown_towns(pieces, sheet.taken)
        found += self._plain_numbers(pieces, sheet.taken)
        found = self._without_denied(pieces, found)
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
        return re.sub(r"^(\d+) ([a-z]) ", r"\1\2 ", " ".join(words))

    def _without_denied(self, pieces: Sequence[Piece], found: Sequence[Span]) -> list[Span]:
        """Without what is said only to be put right: "not six, seven", "monday, sorry, tuesday"."""
        kept: list[Span] = []
        ordered = sorted(found, key=lambda span: span.start)
        for index, span in enumerate(ordered):
            before = [piece.text for piece in pieces[max(0, span.start - 3) : span.start]]
            while before and before[-1] in _BEFORE_VALUES:
                del before[-1]
            denied = before[-1:] == ["not"]
            alike = [other for other in ordered[index + 1 :] if other.slot == span.slot]
            if denied and (alike or kept or span.slot in ("name", "number")):
                continue
            if alike and span.slot in _CORRECTED:
                between = " ".join(piece.text for piece in pieces[span.end : alike[0].start])
                if between in self._corrections:
                    continue
            if kept and kept[-1].slot == span.slot == "name":
                between = " ".join(piece.text for piece in pieces[kept[-1].end : span.start])
                if between in self._before_surnames:
                    kept[-1] = Span("name", f"{kept[-1].text} {span.text}", kept[-1].start, span.end)
                    continue
            kept.append(span)
        return _whole_names(kept)

    def _unknown_towns(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        """Words that are not English, where a town stands: "from tulsa"."""
        for index, piece in enumerate(pieces[1:], 1):
            text = piece.text
            if pieces[index - 1].text not in _BEFORE_TOWNS or taken[index] or piece.kind != "word" or len(text) < 4:
                continue
            if not self._lexicon.letters(text) and not self._lexicon.languages(text) and text.isalpha():
                taken[index] = True
                yield Span("place", text, index - 1, index + 1)

    def _plain_numbers(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        for index, piece in enumerate(pieces):
            if taken[index] or piece.kind not in ("letters", "code", "number"):
                continue
            slot = {"letters": "name", "code": "number"}.get(piece.kind) or self._kind_of_number(pieces, index)
            if slot:
                taken[index] = True
                yield Span(slot, piece.text, index, index + 1)

    def _kind_of_number(self, pieces: Sequence[Piece], index: int) -> str:
        """What a number is that no expression of the grammar has taken: number, quantity, or "" for neither."""
        piece = pieces[index]
        before = pieces[index - 1].text if index else ""
        following = pieces[index + 1].text if index + 1 < len(pieces) else ""
        if piece.text in _MANNERS and len(pieces) > 2:
            return ""
        if (len(piece.text) > 4 and not piece.text.endswith("000")) or not piece.text.isdigit():
            return "number"
        if piece.text == "1" and len(pieces) > 2:
            return ""
        plural = following.endswith("s") and self._lexicon.letters(following) not in ("f", "v")
        if following in self._counted or (plural and len(following) > 3):
            return "quantity"
        then = pieces[index + 2].text if index + 2 < len(pieces) else ""
        if "a" in self._lexicon.letters(following) and "n" in self._lexicon.letters(then) and then.endswith("s"):
            return "quantity"
        return "quantity" if before in self._counters and len(piece.text) < 4 else "number"


def _whole_names(found: Sequence[Span]) -> list[Span]:
    """Without names that are said again in full: "hannah, hannah brooks"."""
    names = [span.text for span in found if span.slot == "name"]
    return [
        span
        for span in found
        if span.slot != "name" or not any(span.text != name and span.text in name.split() for name in names)
    ]


def _dated(time: str) -> str:
    """Dates as day and month: "june the 14th" → "14 june"."""
    time = time.replace("oclock", "o'clock")
    time = re.sub(rf"\b(\d+)(?:st|nd|rd|th) (?:of )?({_MONTHS})\b", r"\1 \2", time)
    return re.sub(rf"\b({_MONTHS}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b", r"\2 \1", time)
