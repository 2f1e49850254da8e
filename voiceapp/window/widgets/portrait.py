"""Whoever is on the other end."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from voiceapp.pictures.character import Portrait
from voiceapp.pictures.nameplate import paint_nameplate, plate_height
from voiceapp.window.widgets.painted import Painted


class PortraitWidget(Painted):
    """A portrait that moves, over a plate with the name."""

    USUAL = (300, 406)
    LEAST = (130, 170)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._who = ("", "", "agent", "")
        self._moment = (0.0, 0.0, 0.0, 0.0)
        self._portrait = Portrait()
        super().__init__(parent)

    def show_person(self, key: str, name: str, role: str = "agent", department: str = "") -> None:
        """Show who has ``key`` in the cast; an empty key is an empty chair."""
        who = (key, name, role, department)
        if who != self._who:
            self._who = who
            self.changed()

    def show_moment(self, t: float, level: float = 0.0, writing: float = 0.0, container: float = 0.0) -> None:
        """Move to ``t`` seconds: how loud the voice is, how much is taken down, how much is seen of the room; each 0..1."""
        moment = (t, level, writing, container)
        if moment != self._moment:
            self._moment = moment
            self.update(self.rect().adjusted(0, 0, 0, -self._plate()))

    def _plate(self) -> int:
        return round(min(plate_height(self._style), self.height() * 0.22)) if self._who[1] else 0

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        key, name, role, department = self._who
        t, level, writing, container = self._moment
        plate = self._plate()
        picture = rect.adjusted(0, 0, 0, -plate)
        self._portrait.paint(painter, picture, key, role=role, t=t, level=level, writing=writing, container=container)
        if plate:
            foot = QRectF(rect.left(), picture.bottom(), rect.width(), plate)
            paint_nameplate(painter, foot, self._style, name, department)

    def name_and_description(self) -> tuple[str, str]:
        key, name, _, department = self._who
        if not key:
            return self._style.word("portrait"), self._style.word("empty_chair")
        return self._style.word("portrait"), f"{name}, {department}" if department else name
