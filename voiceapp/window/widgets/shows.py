"""What is shown while there is nobody to be shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from voiceapp.pictures.dead_line import paint_dead_line
from voiceapp.pictures.hold_show import SLIDE, paint_hold_show, slogans_for
from voiceapp.window.widgets.painted import Moving


class _Show(Moving):
    """Runs from ``start`` to ``stop``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._running = False
        super().__init__(parent)

    @property
    def still(self) -> bool:
        """Whether it has been stopped."""
        return not self._running

    def stop(self) -> None:
        """Stand still."""
        self._running = False
        self.keep_moving()

    def _begin(self) -> None:
        self._running = True
        self.start_clock()
        self.changed()


class HoldShow(_Show):
    """The show under the music."""

    USUAL = (400, 240)
    LEAST = (180, 90)

    def __init__(self, parent: QWidget | None = None) -> None:
        self._slogans: tuple[str, ...] | None = None
        self._first = 0
        self._slide = 0
        super().__init__(parent)

    def start(self, music: str = "") -> None:
        """Begin; another piece of ``music`` begins with another slide."""
        self._first = sum(music.encode()) % 5
        self._slide = 0
        self._begin()

    def set_slogans(self, slogans: Sequence[str] | None) -> None:
        """What is said there; the house's own slogans without any."""
        self._slogans = tuple(slogans) if slogans else None
        self.changed()

    def _shown(self) -> list[str]:
        said = slogans_for(self.look, self._slogans)
        first = self._first % len(said)
        return said[first:] + said[:first]

    def frame(self) -> None:
        """Say so when the slide is another."""
        super().frame()
        slide = int(self.t // SLIDE)
        if slide != self._slide:
            self._slide = slide
            self.describe()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint this moment of it."""
        paint_hold_show(painter, rect, self.look, self.t, self._shown())

    def in_words(self) -> tuple[str, str]:
        """The slide."""
        said = self._shown()
        return self.look.word("hold_show"), said[self._slide % len(said)]


class DeadLine(_Show):
    """A line on which there is nobody."""

    USUAL = (400, 200)
    LEAST = (160, 90)

    def start(self) -> None:
        """It dies now."""
        self._begin()

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint this moment of it."""
        paint_dead_line(painter, rect, self.look, self.t)

    def in_words(self) -> tuple[str, str]:
        """There is not much to say."""
        return self.look.word("dead_line"), ""
