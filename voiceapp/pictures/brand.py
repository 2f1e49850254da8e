"""The brand book of Mobilimbo: its colours, its type, and the palettes made of them.

There is one colour, and a grey that has heard of it. Amber means that something on file has just got worse; red is
for the receiver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from voiceapp import assets
from voiceapp.dialogue.scenario import LANGUAGES
from voiceapp.pictures.words import WORDS

FAMILY = "Mobilimbo Sans"
NARROW = "Mobilimbo Sans Narrow"
Weight = Literal["regular", "medium", "bold", "italic", "narrow"]

TEAL = {
    950: "#031C1A",
    900: "#062B28",
    800: "#0A3F3B",
    700: "#00574F",
    600: "#007166",
    500: "#0B9486",
    400: "#2FB5A6",
    300: "#74CFC4",
    200: "#B3E4DE",
    100: "#DCF2EF",
    50: "#EFF8F7",
}
"""The house colour, from the inside of a container at night to the paper of an invoice."""

AMBER = "#F2A81D"


@dataclass(frozen=True)
class Colours:
    """What each colour is for. Every ``on_`` colour is read on the one it names; see the tests for the ratios."""

    window: QColor
    panel: QColor
    sunken: QColor
    line: QColor
    line_strong: QColor
    text: QColor
    soft: QColor
    brand: QColor
    on_brand: QColor
    brand_text: QColor
    brand_tint: QColor
    highlight: QColor
    on_highlight: QColor
    bad: QColor
    on_bad: QColor
    call: QColor
    on_call: QColor
    key: QColor
    key_edge: QColor
    focus: QColor


def _colours(**hex_values: str) -> Colours:
    return Colours(**{name: QColor(value) for name, value in hex_values.items()})


LIGHT = _colours(
    window="#EAEFEE",
    panel="#FFFFFF",
    sunken="#F4F7F6",
    line="#CDD7D5",
    line_strong="#6F807D",
    text="#14201E",
    soft="#50605D",
    brand=TEAL[600],
    on_brand="#FFFFFF",
    brand_text=TEAL[700],
    brand_tint=TEAL[100],
    highlight="#FFE6A3",
    on_highlight="#3D2D00",
    bad="#B3261E",
    on_bad="#FFFFFF",
    call="#217A3C",
    on_call="#FFFFFF",
    key="#FFFFFF",
    key_edge="#B9C6C3",
    focus="#B56A00",
)

DARK = _colours(
    window="#0C1413",
    panel="#14201E",
    sunken="#0F1918",
    line="#2A3A37",
    line_strong="#71857F",
    text="#E9F0EE",
    soft="#A8B8B4",
    brand=TEAL[400],
    on_brand="#031C1A",
    brand_text=TEAL[300],
    brand_tint="#0F322E",
    highlight="#4B3B08",
    on_highlight="#FFE6A3",
    bad="#FF8B80",
    on_bad="#3B0703",
    call="#6CCB85",
    on_call="#05210D",
    key="#1E2B29",
    key_edge="#0A1110",
    focus="#FFC04D",
)


@dataclass(frozen=True)
class Style:
    """How to paint: light or dark, how large the words (1 is usual), and in which language the painted words are."""

    dark: bool = False
    text: float = 1.0
    language: str = "en"

    @property
    def colours(self) -> Colours:
        return DARK if self.dark else LIGHT

    def font(self, pixels: float, weight: Weight = "regular", *, tabular: bool = False) -> QFont:
        """The brand's type, ``pixels`` high at the usual text size; ``tabular`` gives figures of one width."""
        return font(pixels * self.text, weight, tabular=tabular)

    def at_most(self, text: float, *, least: float = 0.8) -> Style:
        """The same with words no larger than ``text``, nor smaller than ``least``, unless they are anyway.

        Where there is little room, words shrink before they are cut off.
        """
        return replace(self, text=min(self.text, max(least, text)))

    def word(self, key: str) -> str:
        """One of the painted words, in this style's language, or in English when there is no such language."""
        return WORDS[key][LANGUAGES.index(self.language) if self.language in LANGUAGES else 0]


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Make the bundled type known to Qt, once; the families found. Needs a ``QGuiApplication``."""
    families: set[str] = set()
    for file in sorted(assets.path("brand", "fonts").glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        families.update(QFontDatabase.applicationFontFamilies(number))
    return tuple(sorted(families))


@lru_cache(maxsize=512)
def _font(pixels: int, weight: Weight, tabular: bool) -> QFont:
    load_fonts()
    made = QFont(FAMILY)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    match weight:
        case "medium":
            made.setWeight(QFont.Weight.Medium)
        case "bold":
            made.setWeight(QFont.Weight.Bold)
        case "italic":
            made.setItalic(True)
        case "narrow":
            made.setFamilies([NARROW, FAMILY])
            made.setWeight(QFont.Weight.Medium)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    made.setPixelSize(pixels)
    return made


def font(pixels: float, weight: Weight = "regular", *, tabular: bool = False) -> QFont:
    """The brand's type at a height in pixels."""
    return QFont(_font(max(1, round(pixels)), weight, tabular))


def palette(style: Style) -> QPalette:
    """The widgets' palette, light or dark."""
    c = style.colours
    made = QPalette()
    roles: Sequence[tuple[QPalette.ColorRole, QColor]] = (
        (QPalette.ColorRole.Window, c.window),
        (QPalette.ColorRole.WindowText, c.text),
        (QPalette.ColorRole.Base, c.panel),
        (QPalette.ColorRole.AlternateBase, c.sunken),
        (QPalette.ColorRole.Text, c.text),
        (QPalette.ColorRole.PlaceholderText, c.soft),
        (QPalette.ColorRole.Button, c.key),
        (QPalette.ColorRole.ButtonText, c.text),
        (QPalette.ColorRole.BrightText, c.bad),
        (QPalette.ColorRole.Highlight, c.brand),
        (QPalette.ColorRole.HighlightedText, c.on_brand),
        (QPalette.ColorRole.Accent, c.brand),
        (QPalette.ColorRole.Link, c.brand_text),
        (QPalette.ColorRole.LinkVisited, c.soft),
        (QPalette.ColorRole.ToolTipBase, c.panel),
        (QPalette.ColorRole.ToolTipText, c.text),
        (QPalette.ColorRole.Light, c.panel),
        (QPalette.ColorRole.Midlight, c.sunken),
        (QPalette.ColorRole.Mid, c.line),
        (QPalette.ColorRole.Dark, c.line_strong),
        (QPalette.ColorRole.Shadow, QColor("#000000")),
    )
    for role, colour in roles:
        made.setColor(role, colour)
    faint = blend(c.soft, c.window, 0.35)
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.HighlightedText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, faint)
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, c.line)
    return made


def blend(one: QColor, other: QColor, amount: float) -> QColor:
    """``one`` with ``amount`` (0..1) of ``other`` in it."""
    a = min(1.0, max(0.0, amount))
    return QColor(
        round(one.red() + (other.red() - one.red()) * a),
        round(one.green() + (other.green() - one.green()) * a),
        round(one.blue() + (other.blue() - one.blue()) * a),
        round(one.alpha() + (other.alpha() - one.alpha()) * a),
    )
