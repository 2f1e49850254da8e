"""Wishes: what the company is to do, as a base verb phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import MARK, Grammar, Sheet, Span

_LONGEST_WISH = 14
_PRONOUNS = frozenset("me us him them it her this that everything".split())
_COMING = frozenset("out round over down up here along back the needful".split())
_KEPT_PARTICLES = frozenset("out down up back".split())  # "get it out of the tree": of the place only this belongs
_NO_PATIENT = frozenset("to i you we be have".split())


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
        self._goals = words("goals")
        self._politeness = words("politeness")
        self._clause_starts = words("clause starts")
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
                base = self._lexicon.base(match["done"])
                what = match["what"].replace(MARK, "").replace("_", " ").strip()
                if base and not set(what.split()) & _NO_PATIENT:
                    particle = f" {match['particle']}" if match["particle"] else ""
                    ends.update(range(start, end + 1))
                    yield Span("wish", f"{base} {what}{particle}", start, end)
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
            if begin in ends or texts[begin] in self._no_wish or (begin and ends):
                continue
            if before in self._verb_places or before in self._lexicon.determiners:
                continue
            starts = begin == 0 or pieces[begin].breaks or before in self._clause_starts
            if not starts and self._lexicon.letters(before)[:1] in ("n", ""):
                continue
            if self._is_imperative(texts, begin, starts=starts):
                yield from self._wish_from(pieces, texts, begin, found, ends)

    def _is_imperative(self, texts: Sequence[str], begin: int, *, starts: bool) -> bool:
        """Whether a base verb stands here that tells somebody to do something; ``starts``: a sentence may begin."""
        text, following = texts[begin], texts[begin + 1]
        letters = self._lexicon.letters(text)
        if following in self._imperative_objects:
            return letters[:1] == "v" or text in self._imperatives or (starts and ("v" in letters or not letters))
        if not starts or text not in self._imperatives:
            return False
        return following[0].isdigit() or "n" in self._lexicon.letters(following)

    def _wish_from(
        self, pieces: Sequence[Piece], texts: Sequence[str], begin: int, found: Sequence[Span], ends: set[int]
    ) -> Iterator[Span]:
        begin = self._past_coming(texts, begin)
        unknown = not self._lexicon.letters(texts[begin]) and begin + 1 < len(texts)
        if not self._lexicon.is_verb(texts[begin]) and not (unknown and texts[begin + 1] in self._imperative_objects):
            return
        if texts[begin] == "be" and texts[begin + 1 : begin + 2] == ["so"]:
            return
        end, words = self._phrase(pieces, texts, begin, found)
        ends.update(range(begin, end + 1))
        yield Span("wish", " ".join(words).replace(" 's", "'s"), begin, end)
        if texts[end : end + 1] == ["and"] and self._another(texts, end + 1):
            yield from self._wish_from(pieces, texts, end + 1, found, ends)

    def _another(self, texts: Sequence[str], at: int) -> bool:
        """Whether a second verb phrase begins here: "send me the bill and call me"."""
        if at + 1 >= len(texts) or not self._lexicon.is_verb(texts[at]):
            return False
        return self._lexicon.letters(texts[at])[:1] == "v" or texts[at + 1] in self._imperative_objects

    def _past_coming(self, texts: Sequence[str], begin: int) -> int:
        """Where the verb is that counts: in "come out and look at the meter" it is "look"."""
        if texts[begin] in ("come", "go", "do"):
            rest = list(texts[begin + 1 : begin + 5])
            if "and" in rest and all(word in _COMING for word in rest[: rest.index("and")]):
                verb = begin + rest.index("and") + 2
                if verb < len(texts) and (self._lexicon.is_verb(texts[verb]) or not self._lexicon.letters(texts[verb])):
                    return verb
        return begin

    def _phrase(
        self, pieces: Sequence[Piece], texts: Sequence[str], begin: int, found: Sequence[Span]
    ) -> tuple[int, list[str]]:
        """Where a wish that begins here ends, and its words: the verb, its object and its particles."""
        words = [texts[begin]]
        asides = {s.start: s for s in found if s.slot in ("time", "place", "number") and s.start > begin}
        noun = pronoun = False
        at = begin + 1
        while at < len(texts) and at - begin < _LONGEST_WISH and not pieces[at].breaks:
            text = texts[at]
            following = texts[at + 1] if at + 1 < len(texts) else ""
            if text in self._wish_stops or tuple(texts[at : at + 2]) in self._now:
                break
            if text in self._politeness and following in ("you", "ye", "ya"):
                break
            if text in ("and", "or") and (not self._joins(texts, at) or self._another(texts, at + 1)):
                break
            if text in ("that", "where", "which") and self._begins_clause(texts, at):
                break
            aside = asides.get(at)
            if aside is not None and not (aside.slot == "number" and aside.text == "1"):
                while len(words) > 1 and words[-1] in self._wish_links:
                    del words[-1]
                if aside.slot == "place" and text in _KEPT_PARTICLES and at > begin + 1:
                    words.append(text)
                if aside.slot != "time" and noun:
                    break
                at = max(aside.end, at + 1)
                continue
            if (noun or pronoun) and text in self._goals and self._begins_noun_phrase(texts, at + 1):
                if text in ("out", "off") and not (noun and text == "off"):
                    words.append(text)
                break
            if noun and text in self._lexicon.determiners:
                break  # "cancel the flowers the funeral was moved"
            noun = noun or ("n" in self._lexicon.letters(text) and text not in self._goals and at > begin)
            pronoun = pronoun or text in _PRONOUNS
            words.append("one" if text == "1" and pieces[at].kind == "number" else text)
            at += 1
        if len(words) > 1 and words[-1] == "away" and texts[at : at + 1] == ["from"]:
            del words[-1]
        while len(words) > 1 and words[-1] in self._wish_trailers:
            del words[-1]
        return at, words

    def _begins_noun_phrase(self, texts: Sequence[str], at: int) -> bool:
        if at >= len(texts):
            return False
        return texts[at] not in self._goals and (
            texts[at] in self._lexicon.determiners
            or texts[at] in _PRONOUNS
            or texts[at] in ("of", "here", "there", "you")
            or self._lexicon.letters(texts[at]) != "f"
        )

    def _begins_clause(self, texts: Sequence[str], index: int) -> bool:
        """Whether "that" begins a clause: "the container that is in front of", not "move that container"."""
        following = texts[index + 1] if index + 1 < len(texts) else ""
        return following in self._clause_words or self._lexicon.form(following) in ("past", "s")

    def _joins(self, texts: Sequence[str], index: int) -> bool:
        """Whether "and" joins two verbs of one wish ("come and get it") or two nouns, not two sentences."""
        following = texts[index + 1] if index + 1 < len(texts) else ""
        return following not in ("i", "you", "it", "we", "they", "then", "that", "this", "there", "please", "")
