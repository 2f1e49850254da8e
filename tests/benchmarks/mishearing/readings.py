"""A wrong reading, whoever made it, and the material to judge it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from independent import words

from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mishearing.lexicon import Lexicon
from voiceapp.dialogue.mishearing.phones import decode
from voiceapp.dialogue.mishearing.tags import FUNCTION_WORDS

HERE = Path(__file__).parent
FILES = {"dev": HERE / "sentences_dev.txt", "heldout": HERE / "sentences_heldout.txt"}


@dataclass(frozen=True, kw_only=True)
class Reading:
    """``replaced`` of ``said`` became ``heard``; ``text`` is the whole, or the phrase alone if ``alone``."""

    said: str
    text: str
    replaced: str
    heard: str
    distance: float
    kind: str
    alone: bool = False


def sentences(which: str) -> list[str]:
    """The lines of "dev" or "heldout"."""
    return [line for line in FILES[which].read_text(encoding="utf-8").splitlines() if line.strip()]


def of_candidate(said: str, candidate: Candidate) -> Reading:
    """What the engine made of ``said``."""
    return Reading(
        said=said,
        text=candidate.text,
        replaced=candidate.replaced,
        heard=candidate.with_,
        distance=candidate.distance,
        kind=kind(candidate),
        alone=bool(candidate.phrase) and candidate.text == candidate.phrase,
    )


def kind(candidate: Candidate) -> str:
    """The source and, for phonetics, how it was found; ``Candidate.why`` begins with that."""
    if candidate.source != "phonetics":
        return candidate.source
    if candidate.text == candidate.phrase:
        return "phrase alone"
    began = candidate.why.partition(":")[0]
    return {"cut anew": "cut anew (W)", "noun": "noun phrase (S)"}.get(began, began or "phonetics")


def of_texts(said: str, text: str, kind: str, lexicon: Lexicon) -> Reading:
    """A reading known only by its text: the region is what is left when equal words at both ends are taken off."""
    before, after = said.split(), text.split()
    lo = 0
    while lo < min(len(before), len(after)) and before[lo] == after[lo]:
        lo += 1
    hi = 0
    while hi < min(len(before), len(after)) - lo and before[-1 - hi] == after[-1 - hi]:
        hi += 1
    replaced, heard = " ".join(before[lo : len(before) - hi]), " ".join(after[lo : len(after) - hi])
    return Reading(
        said=said,
        text=text,
        replaced=replaced,
        heard=heard,
        distance=lexicon.phonetic_distance(replaced, heard),
        kind=kind,
    )


def content_words(text: str) -> list[str]:
    """All but function words."""
    return [w for w in words(text) if w not in FUNCTION_WORDS]


def sounds(text: str, lexicon: Lexicon) -> list[Sequence[str]]:
    """ARPAbet of each word."""
    return [decode(lexicon.phones(w)) for w in words(text)]
