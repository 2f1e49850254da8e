"""What the company believes about this caller, and what was really said.

The case file is the comic engine's memory: agents speak from it, every transfer hands it on, and it only ever
gets worse. Nothing in it is corrected; a new entry for a field replaces the old one and both stay in the history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from voiceapp.dialogue.tongues import OwnWords, Worded


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing on file: ``said`` by the caller, ``recorded`` by the company, ``by`` whom, at ``t`` seconds.

    ``own`` is what is recorded when these are words of the company's own, in every language.
    """

    field: str
    said: str
    recorded: str
    by: str
    t: float
    own: OwnWords | None = None

    @property
    def wrong(self) -> bool:
        """Whether what is on file is not what was said."""
        return self.said.casefold() != self.recorded.casefold()

    def __str__(self) -> str:
        return self.recorded


class Beginnings(Worded):
    """The oldest entries, read as attributes; a field that never held anything reads as ``None``."""

    def __init__(self, history: Mapping[str, Sequence[Entry]]) -> None:
        self._history = history

    def __getattr__(self, name: str) -> Entry | None:
        if name.startswith("_"):
            raise AttributeError(name)
        entries = self._history.get(name)
        return entries[0] if entries else None

    def in_language(self, language: str) -> Beginnings:
        """What a line in ``language`` reads."""
        return Beginnings(_in_language(self._history, language))


def _in_language(history: Mapping[str, Sequence[Entry]], language: str) -> Mapping[str, Sequence[Entry]]:
    """The same object when nothing on file is the company's own words."""
    if not any(entry.own for entries in history.values() for entry in entries):
        return history
    return {
        field: [
            replace(entry, recorded=str(entry.own.in_language(language))) if entry.own else entry for entry in entries
        ]
        for field, entries in history.items()
    }


class CaseFile(Worded):
    """Fields with their history. A field is read as an attribute; one that is empty reads as ``None``."""

    def __init__(self, history: Mapping[str, Sequence[Entry]] | None = None) -> None:
        self._history = {field: list(entries) for field, entries in (history or {}).items()}

    def in_language(self, language: str) -> CaseFile:
        """What a line in ``language`` reads."""
        worded = _in_language(self._history, language)
        return self if worded is self._history else CaseFile(worded)

    def write(self, entry: Entry) -> bool:
        """Put an entry on file. Returns whether that changed what the company believes."""
        history = self._history.setdefault(entry.field, [])
        if history and history[-1].recorded == entry.recorded:
            return False
        history.append(entry)
        return True

    def get(self, field: str) -> Entry | None:
        """The newest entry of a field."""
        history = self._history.get(field)
        return history[-1] if history else None

    def history(self, field: str) -> tuple[Entry, ...]:
        """All entries of a field, oldest first."""
        return tuple(self._history.get(field, ()))

    @property
    def beginnings(self) -> Beginnings:
        """The oldest entry of every field: what was misheard in the first minute."""
        return Beginnings(self._history)

    @property
    def filled(self) -> tuple[str, ...]:
        """Names of the fields that hold something, in the order they were first filled."""
        return tuple(self._history)

    def __getattr__(self, name: str) -> Entry | None:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.get(name)
