"""What a recogniser heard: the words, how sure it was of them, and what else it might have been."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Word:
    """One recognised word. ``start`` and ``end`` are seconds from the start of the call; ``confidence`` is 0..1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One reading of the whole utterance; ``probability`` is 0..1 and the N-best list's probabilities sum to 1."""

    text: str
    probability: float


@dataclass(frozen=True, kw_only=True)
class Utterance:
    """One turn of the caller.

    ``text`` is the best reading: lower case, no punctuation, as a recogniser gives it; empty when there was
    voice but no word (a cough). ``alternatives`` holds the N-best list, best first, ``text`` included.
    A typed line has no words and no alternatives.
    """

    text: str
    confidence: float = 1.0
    words: tuple[Word, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
