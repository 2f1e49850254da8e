"""Those who will answer, side by side."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from voiceapp.call_view import Person
from voiceapp.pictures.brand import Style
from voiceapp.window.widgets import Portrait

MOST = 5
HEIGHT = 150
"""Of a portrait, in pixels at the usual text size."""


class _Photograph(Portrait):
    """A portrait that keeps still."""

    @property
    def still(self) -> bool:
        """It does."""
        return True


class _Card(QWidget):
    """A portrait with name and department."""

    def __init__(self, person: Person, look: Style, parent: QWidget) -> None:
        super().__init__(parent)
        portrait = _Photograph(self)
        portrait.set_person(person)
        portrait.set_style(look)
        portrait.setMinimumWidth(60)
        portrait.setFixedHeight(HEIGHT)
        self.name, department = QLabel(person.name, self), QLabel(person.department, self)
        self.name.setProperty("kind", "strong")
        department.setProperty("kind", "small")
        department.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(portrait)
        for label in (self.name, department):
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(1)

    @property
    def least(self) -> int:
        """The width it needs, in pixels."""
        return max(70, self.name.sizeHint().width(), self.minimumSizeHint().width())


class Cast(QWidget):
    """Up to five portraits, as many in a row as there is room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self._cards: list[_Card] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 0)
        self._grid.setSpacing(10)
        self._look = Style()
        self.setMinimumWidth(120)

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        self._look = style
        self._arrange()

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these."""
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [_Card(person, self._look, self) for person in self._people[:MOST]]
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if not self._cards:
            return
        widest = max(card.least for card in self._cards) + self._grid.spacing()
        most = max(1, min(len(self._cards), self.width() // widest))
        columns = math.ceil(len(self._cards) / math.ceil(len(self._cards) / most))  # rows of one length
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < columns))
