"""Pause, speed and place of a call that is played again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from voiceapp.aftercall.transcript import clock

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
STEPS_A_SECOND = 10


class ReplayBar(QFrame):
    """Emits what is wanted; shows the time it is told."""

    paused = Signal(bool)
    speed_chosen = Signal(float)
    moved_to = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.pause = QPushButton(self.tr("Pause"), self)
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._pause_toggled)
        self.place = QSlider(Qt.Orientation.Horizontal, self)
        self.place.setAccessibleName(self.tr("Time in the call"))
        self.place.setPageStep(30 * STEPS_A_SECOND)
        self.place.setSingleStep(5 * STEPS_A_SECOND)
        self.place.valueChanged.connect(lambda value: self.moved_to.emit(value / STEPS_A_SECOND))
        self.time = QLabel(self)
        self.speed = QComboBox(self)
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.currentIndexChanged.connect(lambda: self.speed_chosen.emit(self.speed.currentData()))
        self.leave = QPushButton(self.tr("Close"), self)
        self.leave.setAccessibleName(self.tr("Close the past call"))
        self.leave.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        for widget, stretch in ((self.pause, 0), (self.place, 1), (self.time, 0), (self.speed, 0), (self.leave, 0)):
            row.addWidget(widget, stretch)
        self._duration = 0.0

    def begin(self, duration: float, speed: float) -> None:
        """A call of that many seconds is played."""
        self._duration = duration
        for widget in (self.pause, self.place, self.speed):
            widget.blockSignals(True)
        self.pause.setChecked(False)
        self.pause.setText(self.tr("Pause"))
        self.place.setRange(0, round(duration * STEPS_A_SECOND))
        self.speed.clear()
        for value in sorted({*SPEEDS, speed}):
            self.speed.addItem(f"{value:g} ×", value)
        self.speed.setCurrentIndex(self.speed.findData(speed))
        for widget in (self.pause, self.place, self.speed):
            widget.blockSignals(False)
        self.show_time(0.0)

    def show_time(self, t: float) -> None:
        """Show how far it is."""
        if not self.place.isSliderDown():
            self.place.blockSignals(True)
            self.place.setValue(round(t * STEPS_A_SECOND))
            self.place.blockSignals(False)
        text = f"{clock(t)} / {clock(self._duration)}"
        if text != self.time.text():
            self.time.setText(text)

    def _pause_toggled(self, paused: bool) -> None:
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.paused.emit(paused)
