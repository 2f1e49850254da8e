"""Noun phrases that name the thing a matter is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voiceapp.dialogue.understanding.lexicon import Lexicon
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import Span

_AUXILIARIES = frozenset("do does did will can could would should to is are was were has have let make".split())
_PRONOUNS = frozenset("me us him them it".split())


class ObjectFinder:
    """Chunks noun phrases and keeps those whose head is a thing."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        words = lexicon.lists.words
        self._weak_modifiers = words("weak modifiers")
        self._verb_places = words("verb places")
        self._object_pronouns = words("object pronouns")
        self._not_things = words("not things")
        self._never_heads = words("never heads")

    def find(self, pieces: Sequence[Piece], taken: Sequence[bool]) -> Iterator[Span]:
        lexicon = self._lexicon
        texts = [piece.text for piece in pieces]
        at = 0
        while at < len(texts):
            end = self._chunk_end(pieces, texts, at, taken)
            if end == at:
                at += 1
                continue
            head = texts[end - 1]
            strange = (
                not lexicon.letters(head)
                and head not in self._not_things
                and at > 0
                and texts[at - 1] in lexicon.determiners
            )
            if lexicon.is_thing(head) or strange or (end - at > 1 and head in lexicon.compound_things):
                start = at
                while start < end - 1 and texts[start] in self._weak_modifiers:
                    start += 1
                yield Span("object", " ".join(texts[start:end]), start, end)
            at = end

    def _chunk_end(self, pieces: Sequence[Piece], texts: Sequence[str], at: int, taken: Sequence[bool]) -> int:
        """Where the noun phrase (without its determiner) that begins at ``at`` ends; ``at`` when none begins."""
        lexicon = self._lexicon
        before = texts[at - 1] if at else ""
        determined = before in lexicon.determiners or before in ("no", "'s") or (before == "me" and at == 1)
        asked = at > 1 and texts[at - 2] in _AUXILIARIES
        if not determined and not self._may_begin(texts, at, before):
            return at
        end = noun_end = at
        while end < len(texts) and not taken[end] and pieces[end].kind == "word" and end - at < 5:
            text = texts[end]
            letters, form = lexicon.letters(text), lexicon.form(text)
            following = texts[end + 1] if end + 1 < len(texts) else ""
            if (
                letters == "f"
                or text == "'s"
                or (end > at and text in self._never_heads)
                or (end > at and pieces[end].breaks)
            ):
                break
            noun = "n" in letters or lexicon.is_listed_thing(text) or (not letters and determined)
            verb = form in ("past", "ing") or letters[:1] in ("v", "a", "r")
            if "v" in letters and following in self._object_pronouns:
                verb = True
            if "v" in letters and form == "s" and following in lexicon.function:
                verb = True
            if form == "base" and "n" in letters and not asked and following not in self._object_pronouns:
                verb = following == ""  # "the cat flap you sent", but "the cats fight"
            if asked and form == "base" and noun_end > at and not following:
                break  # "when does my contract end"
            compound = end > at and text in lexicon.compound_things and not asked
            if noun_end > at and verb and not compound and not lexicon.is_listed_thing(text):
                break
            if not noun and not (set(letters) & set("a") or form in ("ing", "past")):
                break
            if "r" in letters and text.endswith("ly"):
                break
            end += 1
            if noun:
                noun_end = end
        return noun_end

    def _may_begin(self, texts: Sequence[str], at: int, before: str) -> bool:
        """Whether a noun phrase without determiner may begin here, not a verb."""
        lexicon = self._lexicon
        text = texts[at]
        letters, form = lexicon.letters(text), lexicon.form(text)
        following = texts[at + 1] if at + 1 < len(texts) else ""
        if form != "-" and (before in self._verb_places or following in _PRONOUNS):
            return False
        if (
            form in ("past", "ing", "base", "s")
            and not lexicon.is_listed_thing(text)
            and letters[:1] != "n"
            and "a" not in letters
        ):
            return form == "ing" and lexicon.is_listed_thing(following)
        if (
            form in ("base", "ing")
            and at == 0
            and len(texts) > 1
            and texts[1] in lexicon.function
            and not text.endswith("s")
        ):
            return lexicon.is_listed_thing(text) and texts[1] not in self._object_pronouns
        return letters[:1] in ("n", "a") or lexicon.is_listed_thing(text)
