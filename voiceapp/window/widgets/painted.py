"""What all painted widgets share: a style, a size that grows with the text, and words for those who cannot see them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from voiceapp.pictures.brand import Style


class Painted(QLabel):
    """A picture. It is a label, so that screen readers take it for something to be read.

    ``USUAL`` and ``LEAST`` are sizes in pixels at the usual text size.
    """

    USUAL = (240, 120)
    LEAST = (120, 60)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = Style()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._describe()

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        if style != self._style:
            self._style = style
            self.restyled()
            self._describe()
            self.updateGeometry()
            self.update()

    def restyled(self) -> None:
        """Do what else a new style asks for."""

    def sizeHint(self) -> QSize:
        return QSize(*(round(side * self._style.text) for side in self.USUAL))

    def minimumSizeHint(self) -> QSize:
        return QSize(*(round(side * (1 + (self._style.text - 1) * 0.5)) for side in self.LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRectF(self.rect()))
        painter.end()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the state the widget was given last."""
        raise NotImplementedError

    def name_and_description(self) -> tuple[str, str]:
        """What a screen reader says: what this is, and how it stands."""
        raise NotImplementedError

    def _describe(self) -> None:
        name, description = self.name_and_description()
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if description != self.accessibleDescription():
            self.setAccessibleDescription(description)

    def changed(self) -> None:
        """The state is another: say so and paint it."""
        self._describe()
        self.update()
