"""A bar that says what went wrong and what to do, until it is put away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget


class Notice(QFrame):
    """Hidden until ``say``. At most one button beside the one that puts it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "bad")
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._way_out = QPushButton(self)
        self._way_out.clicked.connect(self._go)
        self._away = QPushButton(self.tr("Close"), self)
        self._away.setAccessibleName(self.tr("Close this notice"))
        self._away.clicked.connect(self.hide)
        self._act: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.addWidget(self._text, 1)
        row.addWidget(self._way_out)
        row.addWidget(self._away)
        self.hide()

    @property
    def text(self) -> str:
        """What it says, or nothing when it is hidden."""
        return self._text.text() if not self.isHidden() else ""

    def say(self, text: str, button: str = "", act: Callable[[], None] | None = None) -> None:
        """Show a sentence, and a button that does something about it."""
        self._text.setText(text[:1].upper() + text[1:])
        self.setAccessibleName(text)
        self._act = act
        self._way_out.setText(button)
        self._way_out.setVisible(bool(button))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _go(self) -> None:
        self.hide()
        if self._act:
            self._act()
