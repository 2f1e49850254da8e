"""Makes the logo and the icon as SVG files, from the painters that the window and the video use.

.venv/bin/python assets/brand/make.py
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QPainter
from PySide6.QtSvg import QSvgGenerator

from voiceapp.pictures.brand import TEAL
from voiceapp.pictures.logo import logo_size, paint_icon, paint_logo

HERE = Path(__file__).parent


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    width, height = logo_size(132)
    for name, word, signal in (
        ("logo.svg", QColor(TEAL[700]), QColor(TEAL[600])),
        ("logo-dark.svg", QColor("#E9F0EE"), QColor(TEAL[400])),
    ):
        painter = _svg(name, "Mobilimbo", width + 4, height)
        paint_logo(painter, QRectF(2, 0, width, height), word, signal)
        painter.end()
    painter = _svg("voiceapp.svg", "voiceapp", 128, 128)
    paint_icon(painter, QRectF(0, 0, 128, 128), QColor(TEAL[600]), QColor("#FFFFFF"))
    painter.end()
    del application


def _svg(name: str, title: str, width: float, height: float) -> QPainter:
    """A painter on a new SVG file; ``title`` is what screen readers say."""
    made = QSvgGenerator()
    made.setFileName(str(HERE / name))
    made.setSize(QSize(round(width), round(height)))
    made.setViewBox(QRectF(0, 0, width, height))
    made.setTitle(title)
    made.setDescription("A signal on its way from one i to the other.")
    painter = QPainter(made)
    painter._svg = made  # the file is written when the painter ends, and the painter does not keep it
    return painter


if __name__ == "__main__":
    main()
