"""The handset side: the number, the keys, the two buttons, mute, volume and level."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from voiceapp.window.controls import Controls, Green, Red, State
from voiceapp.window.widgets import Keypad, LevelMeter, NumberDisplay

RING_LASTS, RING_EVERY = 1.2, 3.0
"""Seconds that the bell rings, and from one ringing to the next: as it sounds in ``voiceapp.audio.noises``."""


class Telephone(QFrame):
    """Tells what was done with it; shows what it is told."""

    key_pressed = Signal(str)
    green_pressed = Signal()
    red_pressed = Signal()
    mute_toggled = Signal(bool)
    volume_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.display = NumberDisplay(self)
        self.keypad = Keypad(self)
        self.keypad.pressed.connect(self.key_pressed)
        self.green = QPushButton(self)
        self.green.setProperty("kind", "call")
        self.green.clicked.connect(self.green_pressed)
        self.red = QPushButton(self)
        self.red.setProperty("kind", "hang_up")
        self.red.clicked.connect(self.red_pressed)
        self.mute = QPushButton(self.tr("Mute"), self)
        self.mute.setCheckable(True)
        self.mute.setAccessibleName(self.tr("Mute the microphone"))
        self.mute.toggled.connect(self.mute_toggled)
        self.level = LevelMeter(self)
        self.mute.toggled.connect(self.level.set_muted)
        self.volume_name = QLabel(self.tr("Volume"), self)
        self.volume_name.setProperty("kind", "soft")
        self.volume = QSlider(Qt.Orientation.Horizontal, self)
        self.volume.setRange(0, 100)
        self.volume.setValue(100)
        self.volume.setAccessibleName(self.tr("Volume of the earpiece"))
        self.volume.valueChanged.connect(lambda per_cent: self.volume_changed.emit(per_cent / 100))
        self._shown: Controls | None = None
        self._home: QPoint | None = None
        self._lay_out()
        self._names = self._green_names()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.green, 1)
        buttons.addWidget(self.red, 1)
        sound = QGridLayout()
        sound.setHorizontalSpacing(10)
        sound.addWidget(self.mute, 0, 0)
        sound.addWidget(self.level, 0, 1)
        sound.addWidget(self.volume_name, 1, 0)
        sound.addWidget(self.volume, 1, 1)
        sound.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        column.addWidget(self.display)
        column.addWidget(self.keypad, 1)
        column.addLayout(buttons)
        column.addLayout(sound)

    def _green_names(self) -> dict[Green, str]:
        return {
            Green.CALL: self.tr("Call"),
            Green.RING_BACK: self.tr("Dial again"),
            Green.ANSWER: self.tr("Answer"),
            Green.NOTHING: self.tr("Call"),
        }

    def _says(self, state: State) -> str:
        return {
            State.IDLE: self.tr("Ready"),
            State.CONNECTING: self.tr("Connecting"),
            State.RINGING: self.tr("Ringing"),
            State.MENU: self.tr("Recorded voice"),
            State.HOLD: self.tr("On hold"),
            State.AGENT: self.tr("Connected"),
            State.DEAD: self.tr("The line is dead"),
            State.HUNG_UP: self.tr("You hung up"),
            State.AWAY: self.tr("They hung up"),
            State.CALLED: self.tr("Your telephone rings"),
            State.SURVEY: self.tr("Survey"),
            State.GESTURE: self.tr("Commercial gesture"),
            State.OVER: self.tr("The call is over"),
            State.REPLAY_OVER: self.tr("End of the recording"),
        }[state]

    def set_controls(self, controls: Controls) -> None:
        """Show what the buttons do now."""
        if controls == self._shown:
            return
        self._shown = controls
        self.green.setText(self._names[controls.green])
        self.green.setEnabled(controls.green is not Green.NOTHING)
        self.red.setText(self.tr("End call") if controls.red is Red.LEAVE else self.tr("Hang up"))
        self.red.setEnabled(controls.red is not Red.NOTHING)
        self.keypad.setEnabled(controls.keys)
        self.display.set_state(self._says(controls.state))

    def ring(self, t: float | None) -> None:
        """Tremble as a telephone that rings, at ``t`` seconds of it; ``None`` when it does not."""
        if t is None:
            if self._home is not None:
                self.move(self._home)
                self._home = None
            return
        if self._home is None:
            self._home = self.pos()
        rings = t % RING_EVERY < RING_LASTS
        self.move(self._home.x() + (round(3 * math.sin(t * 70)) if rings else 0), self._home.y())

    @property
    def controls(self) -> Controls | None:
        """What is shown."""
        return self._shown
