"""Whether a reading is a mishearing at all: what sounds the same or comes from the same word is none."""

from __future__ import annotations

import re

from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS

HOMOPHONE = 0.2  # edit cost below which nobody would hear a difference
_SHORTEST_STEM = 4
_SHARED = 5  # letters in common from the start


def same_words(lexicon: Lexicon, said: str, heard: str) -> bool:
    """Whether the change would change nothing: the same letters, or a content word that stays or is only bent."""
    said, heard = said.casefold(), heard.casefold()
    if said.replace(" ", "") == heard.replace(" ", ""):
        return True
    before = [w for w in said.split() if w not in FUNCTION_WORDS]
    after = [w for w in heard.split() if w not in FUNCTION_WORDS]
    return any(_related(lexicon, a, b) for a in before for b in after)


_BRITISH = re.compile(r"re(s?)$")  # "fibre"; other British spellings the lexicon maps by itself
_PREFIXES = ("un", "re", "dis", "in", "im", "de", "mis", "over", "under", "out", "up", "pre", "non")


def _related(lexicon: Lexicon, a: str, b: str) -> bool:
    return _alike(lexicon, a, b) or any(
        _alike(lexicon, longer.removeprefix(p), shorter)
        for longer, shorter in ((a, b), (b, a))
        for p in _PREFIXES
        if longer.startswith(p) and len(longer) >= len(p) + _SHORTEST_STEM
    )


def _alike(lexicon: Lexicon, a: str, b: str) -> bool:
    if a[:1] != b[:1]:
        return False
    if _BRITISH.sub(r"er\1", a) == _BRITISH.sub(r"er\1", b):
        return True
    if lexicon.lemma_of(a) == lexicon.lemma_of(b):
        return True
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter):
        return True
    shared = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(shorter))
    return shared >= max(_SHARED, 0.75 * len(shorter))
