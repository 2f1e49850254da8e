"""What is measured: levels, and patience."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from voiceapp.pictures.brand import Style
from voiceapp.pictures.meter import FLOOR, STEPS, paint_meter, steps_lit
from voiceapp.pictures.patience import paint_patience, state_of
from voiceapp.pictures.pens import painting


class _Gauge(QProgressBar):
    """A progress bar painted by us: screen readers know what that is and read its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Style()
        self.setTextVisible(False)
        self._named()

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        if style != self.look:
            self.look = style
            self._named()
            self.updateGeometry()
            self.update()

    def _named(self) -> None:
        raise NotImplementedError

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's."""
        with painting(self) as painter:
            self.paint(painter, QRectF(self.rect()))


class LevelMeter(_Gauge):
    """The level of one side of the line."""

    def __init__(self, parent: QWidget | None = None, *, label: str = "") -> None:
        self._label = label
        self._dbfs = -math.inf
        self._muted = False
        super().__init__(parent)
        self.setRange(0, STEPS)
        self.setValue(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_label(self, label: str) -> None:
        """Whose level it is."""
        self._label = label
        self._named()
        self.update()

    def set_muted(self, muted: bool) -> None:
        """Whether nothing gets through on purpose."""
        if muted != self._muted:
            self._muted = muted
            self._named()
            self.update()

    def set_level(self, dbfs: float) -> None:
        """The level of the last moment in dBFS; minus infinity is silence. Paints only when a step changes."""
        lit = steps_lit(dbfs)
        if lit != self.value():
            self._dbfs = dbfs if math.isfinite(dbfs) else FLOOR - 1
            self.setValue(lit)
            self.update()

    def _named(self) -> None:
        word = self.look.word("level")
        self.setAccessibleName(f"{word}: {self._label}" if self._label else word)
        self.setAccessibleDescription(self.look.word("muted") if self._muted else "")

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        paint_meter(painter, rect, self.look, self._dbfs, self._label, muted=self._muted)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        return QSize(round(200 * self.look.text), round(22 * self.look.text))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        return QSize(90, round(16 * self.look.text))


class PatienceGauge(_Gauge):
    """What is left of the caller's patience."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._patience = 1.0
        super().__init__(parent)
        self.setRange(0, 100)
        self.setValue(100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_patience(self, value: float) -> None:
        """What is left, 1 down to 0."""
        value = min(1.0, max(0.0, value)) if value == value else 0.0
        if round(value * 400) != round(self._patience * 400):
            self._patience = value
            self.setValue(round(value * 100))
            self._named()
            self.update()

    def _named(self) -> None:
        name, description = self.look.word("patience"), self.look.word(state_of(self._patience))
        self.setAccessibleName(name)
        if description != self.accessibleDescription():
            self.setAccessibleDescription(description)

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint it."""
        paint_patience(painter, rect, self.look, self._patience)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        return QSize(round(200 * self.look.text), round(112 * self.look.text))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        return QSize(round(100 * self.look.text), round(84 * self.look.text))
