"""The keypad: twelve keys, one stop for the Tab key, and the arrows to go about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from voiceapp.dialogue.events import KEYS
from voiceapp.pictures.brand import Style
from voiceapp.pictures.keypad import LETTERS, ROWS, paint_key
from voiceapp.pictures.pens import painting

DOWN_MS = 130
"""How long a key is seen down when it was not held."""


class _Key(QAbstractButton):
    """One key."""

    def __init__(self, key: str, keypad: Keypad) -> None:
        super().__init__(keypad)
        self.key = key
        self._keypad = keypad
        self.lit = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def named(self, style: Style) -> None:
        """Say which key this is."""
        words = {"*": style.word("star"), "#": style.word("hash")}
        self.setAccessibleName(f"{style.word('key')} {words.get(self.key, self.key)}")
        self.setAccessibleDescription(LETTERS.get(self.key, ""))

    def sizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        text = self._keypad.look.text
        return QSize(round(72 * text), round(50 * text))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Qt's."""
        text = self._keypad.look.text
        return QSize(round(44 * min(1.5, text)), round(34 * min(1.5, text)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Qt's."""
        with painting(self) as painter:
            paint_key(
                painter,
                QRectF(self.rect()),
                self._keypad.look,
                self.key,
                pressed=self.isDown() or self.lit,
                hovered=self.underMouse(),
                focused=self.hasFocus(),
                enabled=self.isEnabled(),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Qt's."""
        if not self._keypad.took(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt's."""
        self._keypad.entered(self)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Qt's."""
        super().focusOutEvent(event)
        self.update()


class Keypad(QWidget):
    """The keys of the telephone. ``pressed`` carries the key: a digit, ``*`` or ``#``."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Style()
        self._keys: dict[str, _Key] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for y, row in enumerate(ROWS):
            for x, key in enumerate(row):
                button = _Key(key, self)
                button.pressed.connect(lambda key=key: self.pressed.emit(key))
                grid.addWidget(button, y, x)
                self._keys[key] = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.entered(self._keys["5"])
        self.setFocusProxy(self._keys["5"])
        self._named()

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        self.look = style
        self._named()
        for button in self._keys.values():
            button.updateGeometry()
            button.update()

    def press(self, key: str) -> None:
        """Press a key for the caller, who typed it: it is seen going down, and ``pressed`` is emitted."""
        if key in self._keys and self.isEnabled():
            self.flash(key)
            self.pressed.emit(key)

    def flash(self, key: str) -> None:
        """Show a key going down, and no more."""
        button = self._keys.get(key)
        if button:
            button.lit = True
            button.update()
            QTimer.singleShot(DOWN_MS, button, lambda: self._release(button))

    @staticmethod
    def _release(button: _Key) -> None:
        button.lit = False
        button.update()

    def _named(self) -> None:
        self.setAccessibleName(self.look.word("keypad"))
        for button in self._keys.values():
            button.named(self.look)

    def entered(self, chosen: _Key) -> None:
        """Tab comes back to the key that was used last."""
        for button in self._keys.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus)
        if self.focusProxy() is not None:
            self.setFocusProxy(chosen)

    def took(self, button: _Key, event: QKeyEvent) -> bool:
        """Whether a key of the keyboard was for the keypad: a digit, an arrow, or Enter."""
        moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        code = Qt.Key(event.key())
        if code in moves:
            y = next(i for i, row in enumerate(ROWS) if button.key in row)
            x = ROWS[y].index(button.key)
            dy, dx = moves[code]
            target = self._keys[ROWS[(y + dy) % 4][(x + dx) % 3]]
            target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        if event.isAutoRepeat():
            return code in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} or event.text() in KEYS
        if code in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.press(button.key)
            return True
        if len(event.text()) == 1 and event.text() in KEYS:
            self.press(event.text())
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Qt's."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()
