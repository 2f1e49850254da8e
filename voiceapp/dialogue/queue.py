"""The queue a caller waits in: the position rises, the estimate grows."""

from __future__ import annotations

_WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()


class Queue:
    """What announcements say of it, as words: ``position``, the one ``before``, and ``minutes`` to wait."""

    def __init__(self) -> None:
        self._announced = 0

    def announced(self) -> None:
        """One more announcement: everything gets a little worse."""
        self._announced += 1

    @property
    def position(self) -> str:
        """Where the caller stands now: never nearer than before."""
        return _word(2 + self._announced)

    @property
    def before(self) -> str:
        """Where the caller stood before."""
        return _word(1 + self._announced)

    @property
    def minutes(self) -> str:
        """How long it will take, in minutes."""
        return _word(2 + 3 * self._announced)


def _word(number: int) -> str:
    return _WORDS[number - 1] if number <= len(_WORDS) else "several"
