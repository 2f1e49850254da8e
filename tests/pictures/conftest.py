"""Painting without a screen. One application serves the whole session, with or without the window's tests."""

import os
from collections.abc import Callable
from importlib.util import find_spec

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

collect_ignore_glob = [] if find_spec("PySide6") else ["test_*.py"]

HOSTILE = {
    "empty": "",
    "blank": " \t\n ",
    "long": "the container " * 400,
    "one word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 6,
    "right to left": "אני השומר והמכולה עומדת לפני הכניסה",
    "turned around": "\u202eeerht srebmun\u202c \u2067abc",
    "emoji": "📦👷🏽‍♀️☎️🇧🇪 container",
    "combining": "Z̷̢͚͉̩̝̄a̴͖͛l̸̘̈g̵̻̕o̶ " * 20,
    "controls": "a\x00b\x1b[31mc\r\nd\x7f\ufeff",
    "half a pair": "container \ud83d",
    "markup": "<b>bold</b> &amp; <img src=x onerror=alert(1)> %n {0}",
}
"""What callers say and scenarios contain when nobody has looked."""


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE.keys())
def hostile(request) -> str:
    return request.param


@pytest.fixture
def render(qapp) -> Callable:
    """Paint with a function of painter and rectangle; around the rectangle a margin that must stay as it was."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage

    from voiceapp.pictures.pens import painting

    margin, blank = 8, QColor("#123456")

    def rendered(paint, width=320, height=160, *, ratio=1.0):
        whole = QImage(
            round((width + 2 * margin) * ratio), round((height + 2 * margin) * ratio), QImage.Format.Format_RGB32
        )
        whole.setDevicePixelRatio(ratio)
        whole.fill(blank)
        with painting(whole) as painter:
            paint(painter, QRectF(margin, margin, width, height))
        edge = round(margin * ratio)
        rim = edge - 1
        for strip in (
            whole.copy(0, 0, whole.width(), rim),
            whole.copy(0, whole.height() - rim, whole.width(), rim),
            whole.copy(0, 0, rim, whole.height()),
            whole.copy(whole.width() - rim, 0, rim, whole.height()),
        ):
            untouched = QImage(strip.size(), strip.format())
            untouched.fill(blank)
            assert strip.convertToFormat(untouched.format()) == untouched, "painted outside its rectangle"
        return whole.copy(edge, edge, whole.width() - 2 * edge, whole.height() - 2 * edge)

    return rendered


@pytest.fixture
def colours_in() -> Callable:
    """How many different colours there are in an image."""

    def counted(image) -> int:
        return len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)})

    return counted
