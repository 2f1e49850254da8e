"""The queue a caller waits in: the position rises, the estimate grows."""

from __future__ import annotations

from dataclasses import dataclass

from voiceapp.dialogue.tongues import TONGUES, Worded


def standing(announced: int) -> tuple[int, int, int]:
    """Position, the one before and minutes to wait, as announced so many times: each time all gets a little worse."""
    return 2 + announced, 1 + announced, 2 + 3 * announced


@dataclass(frozen=True)
class Announcement:
    """What is said of the queue, as words: ``position``, the one ``before``, and ``minutes`` to wait."""

    position: str
    before: str
    minutes: str


class Queue(Worded):
    """Where the caller stands: never nearer than before."""

    def __init__(self) -> None:
        self._announced = 0

    def announced(self) -> None:
        """One more announcement."""
        self._announced += 1

    def in_language(self, language: str) -> Announcement:
        """What a line in ``language`` says of it."""
        position, before, minutes = map(TONGUES[language].number, standing(self._announced))
        return Announcement(position=position, before=before, minutes=minutes)
