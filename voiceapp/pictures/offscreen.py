"""Painting where there is no window, and perhaps no display."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QGuiApplication


@cache
def _application() -> QGuiApplication:
    return QGuiApplication(["voiceapp", "-platform", "offscreen"])


def be_ready_to_paint() -> None:
    """Make sure that fonts can be had. Where a window is open, or was, its application serves; otherwise one is made
    that needs no display. The first call must come from the main thread unless there is a window."""
    if QGuiApplication.instance() is None:
        _application()
