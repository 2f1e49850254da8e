"""Names of people and animals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voiceapp.dialogue.understanding.lexicon import Lexicon, folded
from voiceapp.dialogue.understanding.numbers import Piece
from voiceapp.dialogue.understanding.spans import Span

_AFTER_NAMES = frozenset("here speaking calling again just it at".split())


class NameFinder:
    """Finds names by what announces them and by what is known to be one."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._not_names = lexicon.lists.words("not names")

    def find(self, pieces: Sequence[Piece], taken: list[bool]) -> Iterator[Span]:
        texts = [piece.text for piece in pieces]
        at = 0
        while at < len(texts):
            end = self._name_end(pieces, texts, at, taken)
            if end > at:
                start = at
                while start < end - 1 and texts[start] in self._lexicon.titles:
                    start += 1
                taken[at:end] = [True] * (end - at)
                yield Span("name", " ".join(texts[start:end]), at, end)
                at = end
            else:
                at += 1

    def _name_end(self, pieces: Sequence[Piece], texts: Sequence[str], at: int, taken: Sequence[bool]) -> int:
        """Where a name that begins at ``at`` ends; ``at`` itself when none begins."""
        lexicon = self._lexicon
        titled = texts[at] in lexicon.titles and at + 1 < len(texts)
        index = at + 1 if titled else at
        cue = self._cue(texts, at)
        evidence = 3 if titled else cue
        end, clear = index, 0
        while end < len(texts) and end - index < 4 and not taken[end]:
            text = texts[end]
            if pieces[end].kind != "word" or not text[0].isalpha() or (end > index and pieces[end].breaks):
                break
            if text in lexicon.particles and end + 1 < len(texts) and (end > index or evidence):
                end += 1
                continue
            likely = self._likely_name(text, evidence, end > index)
            if not likely:
                break
            if end > index and texts[index - 1 : index] == ["not"] and lexicon.given(text) == 2:
                break  # "not matthew mathieu"
            clear += likely - 1
            end += 1
        while end > index and texts[end - 1] in lexicon.particles:
            end -= 1
        alone = end - index == 1
        if end == index or (
            titled
            and texts[at] in ("doctor", "father", "sir", "madam", "professor", "miss", "dr")
            and not clear
            and lexicon.known(texts[index])
        ):
            return at
        if evidence >= 2 or clear >= 2 or (evidence and (clear or end == len(texts))):
            if not evidence and alone and (lexicon.given(texts[index]) != 2 or lexicon.is_thing(texts[index])):
                return at
            return end
        strange = end - index > 1 and not any(lexicon.known(text) for text in texts[index:end])
        return end if at == 0 and ((end == len(texts) and clear) or (evidence and strange)) else at

    def _likely_name(self, text: str, evidence: int, later: bool) -> int:
        """How likely a word belongs to a name after this evidence: 0 not, 1 perhaps, 2 or 3 surely."""
        lexicon = self._lexicon
        if lexicon.letters(text) == "f" or text in self._not_names or len(text) < 2:
            return 0
        given, surname = lexicon.given(text), lexicon.surname(text)
        if given == 2:
            return 3
        if surname == 2:
            return 3 if later else 2
        if later and (given or surname):
            return 3
        unknown = not lexicon.known(text) and not lexicon.languages(folded(text)) and _vowels(text)
        if evidence >= 3:
            return int(unknown or given > 0 or surname > 0 or lexicon.letters(text)[:1] not in "vr")
        if evidence == 2:
            return int(unknown or given > 0 or surname > 0)
        return int(unknown and (later or (evidence == 1 and len(text) > 2)))

    def _cue(self, texts: Sequence[str], at: int) -> int:
        """How strongly the words before ``at`` announce a name: 0..3."""
        if at == 0:
            return int(len(texts) <= 2 or not _AFTER_NAMES.isdisjoint(texts[1:4]))
        if (
            at == len(texts) - 1
            and at < 5
            and texts[at - 2 : at - 1] == ["not"]
            and texts[at] not in self._lexicon.cities
        ):
            return 2  # "no not brown braun"
        for size in range(min(5, at), 0, -1):
            if strength := self._lexicon.name_cues.get(tuple(texts[at - size : at])):
                return strength
        return 0


def _vowels(word: str) -> bool:
    """Whether it can be spoken: no keyboard noise."""
    return any(c in "aeiouy" for c in folded(word)) and not re.search(r"[b-df-hj-np-tv-xz]{5}", folded(word))
