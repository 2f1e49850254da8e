"""Whether a reading is a mishearing at all: what sounds the same or comes from the same word is none."""

from __future__ import annotations

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


_PREFIXES = ("un", "re", "dis", "in", "im", "de", "mis", "over", "under", "out", "up", "pre", "non")


def _related(lexicon: Lexicon, a: str, b: str) -> bool:
    return _alike(lexicon, a, b) or _longer_by_prefix(lexicon, a, b) or _longer_by_prefix(lexicon, b, a)


def _longer_by_prefix(lexicon: Lexicon, longer: str, shorter: str) -> bool:
    return longer.startswith(_PREFIXES) and any(
        _alike(lexicon, longer.removeprefix(p), shorter)
        for p in _PREFIXES
        if longer.startswith(p) and len(longer) >= len(p) + _SHORTEST_STEM
    )


def _american(word: str) -> str:
    """ "fibre" gives "fiber"; other British spellings the lexicon maps by itself."""
    return word[:-2] + "er" if word.endswith("re") else word


def _alike(lexicon: Lexicon, a: str, b: str) -> bool:
    if a[:1] != b[:1]:
        return False
    if "re" in (a[-2:], b[-2:]) and _american(a) == _american(b):
        return True
    if lexicon.lemma_of(a) == lexicon.lemma_of(b):
        return True
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter):
        return True
    shared = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(shorter))
    return shared >= max(_SHARED, 0.75 * len(shorter))
