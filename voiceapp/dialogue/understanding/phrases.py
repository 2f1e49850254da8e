"""Slots in a language without a grammar of its own in code: by expressions, word lists and parts of speech.

What the finders of English know of English syntax stands here in the word lists of the language: prepositions that
lead to a place, words that end a wish, how a verb is brought to its base form. Everything is compared without accents
and given back as it was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from voiceapp.dialogue.understanding.lexicon import Lexicon, folded
from voiceapp.dialogue.understanding.names import NameFinder
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import MARK, Grammar, Sheet, Span

_GRAMMAR_SLOTS = ("time", "quantity", "address", "place", "number")
_LONGEST_THING = 6
_LONGEST_WISH = 12

Bases = Callable[[str], Sequence[str]]
"""Base forms that an inflected verb may have, the likeliest first; only some of them are verbs."""


@dataclass(frozen=True, kw_only=True)
class Syntax:
    """What word lists cannot say of a language.

    ``bases`` brings a finite verb to its base form. With ``verb_last`` the verb of a wish stands at its end.
    """

    bases: Bases
    verb_last: bool = False


class PhraseSlotter:
    """Finds slots in pieces; what is worth keeping for which intent is decided later."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, syntax: Syntax) -> None:
        self._grammar = grammar
        self._lexicon = lexicon
        self._syntax = syntax
        words = lexicon.lists.words
        self._names = NameFinder(lexicon)
        self._trimmed_words = lexicon.determiners | words("trimmed")
        self._near, self._in = words("place prepositions"), words("place prepositions with heads")
        self._heads = words("place heads")
        self._joints, self._not_things = words("joints"), words("not things")
        self._counted = words("counted")
        self._verb_places = words("verb places")
        self._wish_stops, self._wish_trailers = words("wish stops"), words("wish trailers")
        self._articles = words("articles")
        self._clitics, self._no_wish = words("clitics"), words("no wish")
        self._particles = words("verb particles")
        self._purposes, self._verb_endings = words("purposes"), tuple(sorted(words("verb endings")))

    def find(self, pieces: Sequence[Piece]) -> list[Span]:
        """All spans, in the order said; a wish may lie over others."""
        said = pieces
        pieces = [replace(piece, text=folded(piece.text)) for piece in pieces]
        sheet = Sheet(pieces, self._lexicon)
        found: list[Span] = []
        for slot in _GRAMMAR_SLOTS:
            if slot == "place":
                found += self._named(pieces, said, sheet.taken)
            found += self._by_grammar(slot, sheet, said)
        found += self._plain_numbers(pieces, sheet.taken)
        found += self._things(pieces, said, sheet.taken)
        found += self._wishes(sheet, said, found)
        return sorted(found, key=lambda span: (span.start, span.end))

    def _by_grammar(self, slot: str, sheet: Sheet, said: Sequence[Piece]) -> Iterator[Span]:
        for pattern in self._grammar[slot]:
            for match, start, end in list(sheet.matches(pattern)):
                if any(sheet.taken[start:end]):
                    continue
                first, last = sheet.span(match, "v") if "v" in pattern.groupindex else (start, end)
                while first < last - 1 and folded(said[first].text) in self._trimmed_words and slot != "time":
                    first += 1
                sheet.take(match, start, end)
                yield Span("place" if slot == "address" else slot, joined(said[first:last]), start, end)

    def _named(self, pieces: Sequence[Piece], said: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        for span in list(self._names.find(pieces, taken)):
            if all(p.text in self._lexicon.cities | self._lexicon.particles for p in pieces[span.start : span.end]):
                taken[span.start : span.end] = [False] * (span.end - span.start)
                continue
            start = span.start
            while start < span.end - 1 and pieces[start].text in self._lexicon.titles:
                start += 1
            yield Span("name", joined(said[start : span.end]), span.start, span.end)

    def _plain_numbers(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        for index, piece in enumerate(pieces):
            if taken[index] or piece.kind not in ("letters", "number"):
                continue
            following = pieces[index + 1].text if index + 1 < len(pieces) else ""
            slot = "name" if piece.kind == "letters" else "number"
            noun = self._lexicon.letters(following)[:1] == "n"
            if piece.kind == "number" and len(piece.text) <= 3 and (following in self._counted or noun):
                slot = "quantity"
            taken[index] = True
            yield Span(slot, piece.text, index, index + 1)

    def _things(self, pieces: Sequence[Piece], said: Sequence[Piece], taken: Sequence[bool]) -> Iterator[Span]:
        texts = [piece.text for piece in pieces]
        at = 0
        while at < len(texts):
            end = self._thing_end(pieces, said, at, taken)
            if end == at:
                at += 1
                continue
            before = self._preposition(texts, at)
            head = texts[at]
            if before in self._near or (before in self._in and head in self._heads):
                yield Span("place", joined(said[at:end]), at, end)
            elif head not in self._not_things:
                yield Span("object", joined(said[at:end]), at, end)
            at = end

    def _thing_end(self, pieces: Sequence[Piece], said: Sequence[Piece], at: int, taken: Sequence[bool]) -> int:
        """Where the noun phrase (without determiner and what describes it before) that begins at ``at`` ends; ``at``
        when none begins."""
        texts = [piece.text for piece in pieces]
        listed = self._lexicon.is_listed_thing(texts[at]) and (at == 0 or texts[at - 1] not in self._verb_places)
        if taken[at] or not (listed or (self._is_determined(texts, at) and self._is_noun(texts[at]))):
            return at
        end = at + 1
        describes = "a" in self._lexicon.letters(texts[at]) and not self._lexicon.is_listed_thing(texts[at])
        if describes and end < len(texts) and not taken[end] and self._is_noun(texts[end]):
            return at  # "un grand conteneur"
        while end < len(texts) and end - at < _LONGEST_THING and not pieces[end].breaks:
            noun = end
            while noun - end < 2 and texts[noun : noun + 1] and texts[noun] in self._joints:
                if said[noun].text == "a":  # "il a", not "à"
                    return end
                noun += 1
            if noun == end or noun >= len(texts) or any(taken[end : noun + 1]):
                break
            if not (self._is_noun(texts[noun]) or (noun == end + 1 and texts[noun] in self._purposes)):
                break
            end = noun + 1
        return end

    def _is_determined(self, texts: Sequence[str], at: int) -> bool:
        """Whether a determiner stands before, adjectives between allowed."""
        before = at - 1
        while before > 0 and at - before < 3 and "a" in self._lexicon.letters(texts[before]):
            before -= 1
        return before >= 0 and texts[before] in self._lexicon.determiners

    def _is_noun(self, text: str) -> bool:
        if self._lexicon.is_listed_thing(text):
            return True
        letters = self._lexicon.letters(text)
        strange = not letters and not text.endswith(self._verb_endings)
        return ("n" in letters or strange) and text.isalpha() and len(text) > 2 and letters[:1] != "v"

    def _is_base(self, text: str) -> bool:
        return self._lexicon.form(text) == "base"

    def _preposition(self, texts: Sequence[str], at: int) -> str:
        """The word before the determiners before ``at``."""
        at -= 1
        while at >= 0 and (texts[at] in self._lexicon.determiners or self._lexicon.letters(texts[at])[:1] == "a"):
            at -= 1
        return texts[at] if at >= 0 else ""

    def _wishes(self, sheet: Sheet, said: Sequence[Piece], found: Sequence[Span]) -> Iterator[Span]:
        """What follows the expressions that lead to a wish."""
        texts = [piece.text for piece in sheet.pieces]
        plain = Sheet(sheet.pieces, self._lexicon)
        asides = {i for span in found if span.slot in ("time", "number") for i in range(span.start, span.end)}
        begun: set[int] = set()
        for slot in ("lead finite", "lead", "imperative"):
            for pattern in self._grammar[slot]:
                for match, start, end in plain.matches(pattern):
                    begin = plain.span(match, "v")[0] if "v" in pattern.groupindex else end
                    if begin >= len(texts) or any(start <= other < end for other in begun) or begin in begun:
                        continue
                    last = self._wish_end(sheet.pieces, texts, begin)
                    wish = self._wish(texts, said, range(begin, last), asides, finite=slot != "lead")
                    if wish:
                        begun.add(begin)
                        yield Span("wish", wish, begin, last)

    def _wish_end(self, pieces: Sequence[Piece], texts: Sequence[str], begin: int) -> int:
        end = begin
        while end < len(texts) and end - begin < _LONGEST_WISH and texts[end] not in self._wish_stops:
            if end > begin and pieces[end].breaks:
                break
            end += 1
        return end

    def _wish(
        self, texts: Sequence[str], said: Sequence[Piece], indices: Sequence[int], asides: set[int], *, finite: bool
    ) -> str:
        """The base verb phrase in these places; "" when there is no verb where one has to be."""
        kept = [i for i in indices if i not in asides]
        if finite:
            kept = [i for i in kept if not self._is_clitic(texts, i)]
        while kept and texts[kept[-1]] in self._wish_trailers:
            kept.pop()
        if not kept:
            return ""
        if not self._syntax.verb_last:
            verb = kept.pop(0)
            base = self._base(texts[verb]) if finite else self._spelled_base(said[verb].text)
            clitic = "" if base or not kept or finite else said[verb].text  # "le chercher"
            if clitic and texts[verb] in self._clitics:
                base = self._spelled_base(said[kept[0]].text)
                base, kept = (f"{clitic} {base}" if base else ""), kept[1:]
            if not base or base in self._no_wish:
                return ""
            return joined_texts([base, *(said[i].text for i in kept)])
        return self._verb_last(texts, said, kept, finite=finite)

    def _is_clitic(self, texts: Sequence[str], at: int) -> bool:
        """Whether a pronoun stands here that only goes with the form of the verb: "rappelez-moi", not "me rappeler"."""
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if texts[at] in self._articles:
            return not following
        return texts[at] in self._clitics and not self._is_base(following)

    def _verb_last(self, texts: Sequence[str], said: Sequence[Piece], kept: list[int], *, finite: bool) -> str:
        first = texts[kept[0]]
        if finite and (base := self._base(first)):  # an imperative: its verb goes to the end, behind its particle
            rest = kept[1:]
            particle = texts[rest.pop()] if rest and texts[rest[-1]] in self._particles else ""
            return "" if base in self._no_wish else joined_texts([*(said[i].text for i in rest), particle + base])
        while kept and not (base := self._base(texts[kept[-1]]) if finite else self._spelled_base(texts[kept[-1]])):
            kept = kept[:-1]
        if not kept or base in self._no_wish:
            return ""
        return joined_texts([*(said[i].text for i in kept[:-1]), base])

    def _spelled_base(self, text: str) -> str:
        plain = folded(text)
        if self._is_base(plain):
            return text if len(plain) > 3 or plain not in self._lexicon.function else ""
        parts = (plain.removeprefix(particle) for particle in self._particles if plain.startswith(particle))
        return text if any(self._is_base(part) for part in parts) else ""

    def _base(self, text: str) -> str:
        """The base form of a finite verb, or ""."""
        if irregular := self._lexicon.irregular(text):
            return self._lexicon.spelling(irregular)
        bases = self._syntax.bases(text) if text not in self._lexicon.function else ()
        return next((self._lexicon.spelling(base) for base in bases if self._is_base(base)), "")


def joined(pieces: Sequence[Piece]) -> str:
    """The text of pieces, an elided word close to the next."""
    return joined_texts([piece.text for piece in pieces])


def joined_texts(texts: Sequence[str]) -> str:
    """Words with spaces between them, an elided one close to the next."""
    return " ".join(filter(None, texts)).replace("' ", "'").replace(MARK, "")


def french_bases(verb: str) -> list[str]:
    """Infinitives of "envoyez", "enleviez", "réparer" and their like."""
    found = [verb]
    for ending in ("issiez", "issez"):
        if verb.endswith(ending):
            found.append(verb.removesuffix(ending) + "ir")
    for ending in ("iez", "ez", "e"):
        if verb.endswith(ending):
            stem = verb.removesuffix(ending)
            found += [stem + "er", stem + "ir", stem + "re", stem + "yer"]
    return found


def dutch_bases(verb: str) -> list[str]:
    """Infinitives of "stuur", "verplaatst", "weghaalt", "herstelt" and their like."""
    found = [verb]
    stems = [verb, verb.removesuffix("t")] if verb.endswith("t") else [verb]
    for stem in stems:
        if len(stem) < 2:
            continue
        devoiced = stem[:-1] + {"f": "v", "s": "z"}.get(stem[-1], stem[-1])
        for one in dict.fromkeys((stem, devoiced)):
            found += [one + "en", one + one[-1] + "en"]
            if len(one) > 2 and one[-2] == one[-3] and one[-2] in "aeou":
                found.append(one[:-2] + one[-1] + "en")
    return found


FRENCH = Syntax(bases=french_bases)
DUTCH = Syntax(bases=dutch_bases, verb_last=True)
