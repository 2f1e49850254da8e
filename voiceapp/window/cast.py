"""Those who will answer, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from voiceapp.call_view import Person
from voiceapp.pictures.brand import Style
from voiceapp.window.widgets import Portrait

MOST = 5
HEIGHT = 160
"""Of a portrait, in pixels at the usual text size."""


class _Photograph(Portrait):
    """A portrait that keeps still."""

    @property
    def still(self) -> bool:
        """It does."""
        return True


class Cast(QWidget):
    """Up to five portraits with name and department."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 6, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._look = Style()

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        self._look = style
        for portrait in self.findChildren(_Photograph):
            portrait.set_style(style)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these."""
        if tuple(people) == self._people:
            return
        self._people = tuple(people)
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        for column, person in enumerate(self._people[:MOST]):
            portrait = _Photograph(self)
            portrait.set_person(person)
            portrait.set_style(self._look)
            portrait.setMinimumWidth(60)
            portrait.setFixedHeight(round(HEIGHT * self._look.text**0.5))
            name, department = QLabel(person.name, self), QLabel(person.department, self)
            name.setProperty("kind", "strong")
            department.setProperty("kind", "small")
            for label in (name, department):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setAlignment(Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(portrait, 0, column)
            self._grid.addWidget(name, 1, column)
            self._grid.addWidget(department, 2, column)
        for column in range(MOST):
            self._grid.setColumnStretch(column, int(column < len(self._people)))
        self._grid.setRowStretch(3, 1)
