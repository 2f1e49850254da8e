"""What painted widgets share: a style, a size that grows with the text, a clock, and words for those who cannot see."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from voiceapp.pictures.brand import Style
from voiceapp.pictures.pens import painting


class Painted(QLabel):
    """A picture. It is a label, so that screen readers take it for something to be read.

    ``USUAL`` and ``LEAST`` are sizes in pixels at the usual text size.
    """

    USUAL = (240, 120)
    LEAST = (120, 60)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Style()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.describe()

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        if style != self.look:
            self.look = style
            self.describe()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        return QSize(*(round(side * self.look.text) for side in self.USUAL))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt's. Large words may make a picture larger, but never push the window off the screen."""
        return QSize(*(round(side * (1 + (self.look.text - 1) * 0.5)) for side in self.LEAST))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's."""
        with painting(self) as painter:
            self.paint(painter, QRectF(self.rect()))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the state the widget was given last."""
        raise NotImplementedError

    def in_words(self) -> tuple[str, str]:
        """What a screen reader says: what this is, and how it stands."""
        raise NotImplementedError

    def describe(self) -> None:
        """Let screen readers know when there is something else to say."""
        name, description = self.in_words()
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if description != self.accessibleDescription():
            self.setAccessibleDescription(description)

    def changed(self) -> None:
        """The state is another: say so and paint it."""
        self.describe()
        self.update()


class Moving(Painted):
    """A picture that moves by itself, as long as it is seen and ``still`` is not.

    ``now`` is the clock, in seconds; pictures made for tests and for the README stop it.
    """

    FRAME_MS = 40
    now: Callable[[], float] = staticmethod(time.monotonic)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._ticker = QTimer()
        self._since = self.now()
        super().__init__(parent)
        self._ticker.setParent(self)
        self._ticker.setInterval(self.FRAME_MS)
        self._ticker.timeout.connect(self.frame)

    @property
    def t(self) -> float:
        """Seconds since the picture began to move, or was started anew."""
        return self.now() - self._since

    def start_clock(self) -> None:
        """Begin at 0."""
        self._since = self.now()

    @property
    def still(self) -> bool:
        """Whether nothing moves at the moment."""
        return False

    def frame(self) -> None:
        """Time for another picture."""
        self.update()
        self.keep_moving()

    def keep_moving(self) -> None:
        """Run while there is something to move and somebody to see it."""
        moving = self.isVisible() and not self.still
        if moving != self._ticker.isActive():
            if moving:
                self._ticker.start()
            else:
                self._ticker.stop()

    def changed(self) -> None:
        """The state is another."""
        super().changed()
        self.keep_moving()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Qt's."""
        super().showEvent(event)
        self.keep_moving()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Qt's."""
        super().hideEvent(event)
        self._ticker.stop()
