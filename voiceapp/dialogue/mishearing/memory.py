"""What this company has already misheard in a call, so that a mistake once made is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from voiceapp.dialogue.mishearing.candidate import Candidate

LONGEST_MEMORY = 64


@dataclass(frozen=True)
class Memory:
    """Immutable: ``remember`` gives a new one. ``readings`` are (really said, taken for), oldest first."""

    readings: tuple[tuple[str, str], ...] = ()
    said: frozenset[str] = frozenset()

    def remember(self, candidate: Candidate) -> Memory:
        """A memory in which this candidate has been said aloud."""
        readings = self.readings
        if candidate.replaced and candidate.with_:
            pair = (candidate.replaced.casefold(), candidate.with_)
            readings = (*(r for r in readings if r != pair), pair)[-LONGEST_MEMORY:]
        return Memory(readings, self.said | {candidate.text.casefold()})

    def taken_for(self, said: str) -> Iterator[str]:
        """What ``said`` has been taken for, the latest first."""
        for really, heard in reversed(self.readings):
            if really == said.casefold():
                yield heard
