"""What the call needs of understanding and mishearing, so that either can be exchanged or tested alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from voiceapp.dialogue.mishearing import Mishearer, PhraseMishearer
from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.understanding import Understander
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance


class Comprehension(Protocol):
    """Understands what was meant, and knows near but wrong readings of it. All of it is pure."""

    def understand(self, utterance: Utterance) -> Meaning:
        """What the caller meant."""
        ...

    def finishing(self, partial: str) -> float:
        """Log-odds that ``partial`` is the whole of what the caller wants to say."""
        ...

    def mishear(
        self,
        utterance: Utterance,
        *,
        domain: str,
        seed: int,
        remembered: Collection[tuple[str, str]] = (),
        avoid: Collection[str] = (),
    ) -> list[Candidate]:
        """Wrong readings, best first.

        ``remembered`` holds (said, recorded) pairs that this company has already misheard and will mishear again;
        ``avoid`` holds wrong readings that were used up.
        """
        ...


READINGS = 6
"""Wrong readings asked for at a time: enough to choose from, when some of them do not suit an agent."""


class Wits:
    """The two engines as one: understands first, so that it can mishear on purpose."""

    def __init__(self, understander: Understander, mishearer: Mishearer | PhraseMishearer) -> None:
        self._understander = understander
        self._mishearer = mishearer

    def understand(self, utterance: Utterance) -> Meaning:
        """See ``Comprehension``."""
        return self._understander.understand(utterance)

    def finishing(self, partial: str) -> float:
        """See ``Comprehension``."""
        return self._understander.finishing(partial)

    def mishear(
        self,
        utterance: Utterance,
        *,
        domain: str,
        seed: int,
        remembered: Collection[tuple[str, str]] = (),
        avoid: Collection[str] = (),
    ) -> list[Candidate]:
        """See ``Comprehension``."""
        return self._mishearer.candidates(
            utterance, domain=domain, seed=seed, n=READINGS, memory=Memory(tuple(remembered)), avoid=avoid
        )
