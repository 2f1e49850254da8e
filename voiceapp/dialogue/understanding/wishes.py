"""Wishes: what the company is to do, as a base verb phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import MARK, Grammar, Sheet, Span

_LONGEST_WISH = 9


class WishFinder:
    """Finds wishes behind what leads to them, and imperatives."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon) -> None:
        self._grammar = grammar
        self._lexicon = lexicon
        words = lexicon.lists.words
        self._verb_places = words("verb places")
        self._wish_stops = words("wish stops")
        self._wish_trailers = words("wish trailers")
        self._wish_links = words("wish links")
        self._no_wish = words("no wish")
        self._wish_after_lead = words("wish after lead")
        self._clause_words = words("auxiliaries") | words("subjects")
        self._imperatives = words("imperatives")
        self._imperative_objects = lexicon.determiners | words("imperative objects")
        self._now = {tuple(phrase.split()) for phrase in lexicon.lists.phrases("now")}

    def find(self, sheet: Sheet, found: Sequence[Span]) -> Iterator[Span]:
        pieces = sheet.pieces
        texts = [piece.text for piece in pieces]
        plain = Sheet(pieces, self._lexicon)
        ends: set[int] = set()
        for pattern in self._grammar["have done"]:
            for match, start, end in plain.matches(pattern):
                base = self._lexicon.base(match["done"].split()[0])
                what = match["what"].replace(MARK, "").replace("_", " ").strip()
                if base and "to" not in what.split() and what not in ("to be", "to have"):
                    rest = " ".join([base, *match["done"].split()[1:1], what, *match["done"].split()[1:]])
                    ends.update(range(start, end + 1))
                    yield Span("wish", rest, start, end)
        for pattern in self._grammar["lead"]:
            for _, _, begin in plain.matches(pattern):
                if begin in ends or begin >= len(texts):
                    continue
                if texts[begin] not in self._no_wish or texts[begin] in self._wish_after_lead:
                    yield from self._wish_from(pieces, texts, begin, found, ends)
        for pattern in self._grammar["lead ing"]:
            for _, _, begin in plain.matches(pattern):
                base = self._lexicon.base_of_ing(texts[begin]) if begin < len(texts) else None
                if base and begin not in ends:
                    yield from self._wish_from(pieces, [*texts[:begin], base, *texts[begin + 1 :]], begin, found, ends)
        # Imperatives without any lead: at the beginning, or where the sentence starts anew.
        for begin in range(len(texts) - 1):
            before = texts[begin - 1] if begin else ""
            if begin in ends or texts[begin] in self._no_wish or texts[begin + 1] not in self._imperative_objects:
                continue
            if before in self._verb_places or before in self._lexicon.determiners or (begin and ends):
                continue
            if begin and not pieces[begin].breaks and self._lexicon.letters(before)[:1] in ("n", ""):
                continue
            if self._lexicon.letters(texts[begin])[:1] == "v" or texts[begin] in self._imperatives:
                yield from self._wish_from(pieces, texts, begin, found, ends)

    def _wish_from(
        self, pieces: Sequence[Piece], texts: Sequence[str], begin: int, found: Sequence[Span], ends: set[int]
    ) -> Iterator[Span]:
        if not self._lexicon.is_verb(texts[begin]):
            return
        end = begin + 1
        while end < len(texts) and end - begin < _LONGEST_WISH and not pieces[end].breaks:
            if texts[end] in self._wish_stops or tuple(texts[end : end + 2]) in self._now:
                break
            if texts[end] in ("and", "or") and not self._joins(texts, end):
                break
            if texts[end] in ("that", "where") and self._begins_clause(texts, end):
                break
            end += 1
        ends.update(range(begin, end + 1))
        words = self._without_asides(texts, begin, end, found)
        yield Span("wish", " ".join(words).replace(" 's", "'s"), begin, end)

    def _without_asides(self, texts: Sequence[str], begin: int, end: int, found: Sequence[Span]) -> list[str]:
        """The words of a wish without its times and places, and without what only led to them."""
        words = [texts[begin]]
        at = begin + 1
        asides = {span.start: span.end for span in found if span.slot in ("time", "place") and span.start > begin}
        while at < end:
            if at in asides:
                at = max(asides[at], at + 1)
                while len(words) > 1 and words[-1] in self._wish_links:
                    del words[-1]
            else:
                words.append(texts[at])
                at += 1
        while len(words) > 1 and words[-1] in self._wish_trailers:
            del words[-1]
        return words

    def _begins_clause(self, texts: Sequence[str], index: int) -> bool:
        """Whether "that" begins a clause: "the container that is in front of", not "move that container"."""
        following = texts[index + 1] if index + 1 < len(texts) else ""
        return following in self._clause_words or self._lexicon.form(following) in ("past", "s")

    def _joins(self, texts: Sequence[str], index: int) -> bool:
        """Whether "and" joins two verbs of one wish ("come and get it") or two nouns, not two sentences."""
        following = texts[index + 1] if index + 1 < len(texts) else ""
        return following not in ("i", "you", "it", "we", "they", "then", "that", "this", "there", "please", "")
