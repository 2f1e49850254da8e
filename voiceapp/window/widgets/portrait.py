"""Whoever is on the other end."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from voiceapp.call_view import Person
from voiceapp.pictures import character
from voiceapp.pictures.pens import smooth
from voiceapp.window.widgets.painted import Moving

Mood = Literal["listening", "speaking", "waiting"]

_FALL = 9.0
"""How fast a mouth closes, of its whole way a second: a jaw is slower than a level."""
_SETTLE = 0.5
"""Seconds in which hands come to the keys, or to rest."""


class Portrait(Moving):
    """A portrait that moves: it speaks with the voice, writes while it listens, and blinks by itself."""

    USUAL = (250, 300)
    LEAST = (110, 130)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._person: Person | None = None
        self._portrait = character.Portrait()
        self._mouth, self._heard_at = 0.0, 0.0
        self._mood: Mood = "waiting"
        self._mood_since = -10.0
        self._room = 0.0
        super().__init__(parent)

    def set_person(self, person: Person | None) -> None:
        """Show somebody, or the empty chair."""
        if person != self._person:
            self._person = person
            self.changed()

    def set_mouth(self, level: float) -> None:
        """How loud the voice is, 0..1. It opens at once and closes as mouths do."""
        t = self.t
        level = min(1.0, max(0.0, level)) if level == level else 0.0
        level = max(level, self._mouth_at(t))
        self._mouth, self._heard_at = level, t

    def set_mood(self, mood: Mood) -> None:
        """What they do: somebody who is listening takes it all down."""
        if mood != self._mood:
            self._mood, self._mood_since = mood, self.t

    def set_room(self, seen: float) -> None:
        """How much one sees of where they are, 0..1."""
        if seen != self._room:
            self._room = seen
            self.update()

    def _mouth_at(self, t: float) -> float:
        return max(0.0, self._mouth - _FALL * max(0.0, t - self._heard_at))

    def _writing(self, t: float) -> float:
        settled = smooth((t - self._mood_since) / _SETTLE)
        return settled if self._mood == "listening" else 1 - settled if self._mood_since > 0 else 0.0

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint this moment."""
        t, person = self.t, self._person
        self._portrait.paint(
            painter,
            rect,
            person.key if person else "",
            role=person.role if person else "agent",
            t=t,
            level=self._mouth_at(t) if self._mood == "speaking" else 0.0,
            writing=self._writing(t) if self._mood != "speaking" else 0.0,
            container=self._room,
        )

    def in_words(self) -> tuple[str, str]:
        """Who it is."""
        person, name = self._person, self.look.word("portrait")
        if not person:
            return name, self.look.word("empty_chair")
        return name, f"{person.name}, {person.department}" if person.department else person.name
