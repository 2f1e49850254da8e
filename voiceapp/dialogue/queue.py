"""The queue a caller waits in: the position rises, the estimate grows."""

from __future__ import annotations

from dataclasses import dataclass

from voiceapp.dialogue.tongues import TONGUES, Worded


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
        """One more announcement: everything gets a little worse."""
        self._announced += 1

    def in_language(self, language: str) -> Announcement:
        """What a line in ``language`` says of it."""
        number = TONGUES[language].number
        return Announcement(
            position=number(2 + self._announced),
            before=number(1 + self._announced),
            minutes=number(2 + 3 * self._announced),
        )
