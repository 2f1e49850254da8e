"""What the call needs of understanding and mishearing, so that either can be exchanged or tested alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from voiceapp.dialogue.mishearing.candidate import Candidate
from voiceapp.dialogue.understanding.meaning import Meaning
from voiceapp.dialogue.utterance import Utterance


class Comprehension(Protocol):
    """Understands what was meant, and knows near but wrong readings of it. Both are pure."""

    def understand(self, utterance: Utterance) -> Meaning:
        """What the caller meant."""
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
