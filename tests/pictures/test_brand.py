"""Colours one can read, type that is there, words in every language."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette, QRawFont

from voiceapp import assets
from voiceapp.dialogue.scenario import LANGUAGES
from voiceapp.pictures.brand import DARK, FAMILY, LIGHT, TEAL, Style, blend, font, load_fonts, palette
from voiceapp.pictures.logo import icon, logo_size, paint_icon, paint_logo
from voiceapp.pictures.words import SLOGANS, WORDS

READ = [
    ("text", "window"),
    ("text", "panel"),
    ("text", "sunken"),
    ("text", "key"),
    ("soft", "window"),
    ("soft", "panel"),
    ("soft", "sunken"),
    ("soft", "key"),
    ("brand_text", "panel"),
    ("brand_text", "brand_tint"),
    ("brand_text", "window"),
    ("on_brand", "brand"),
    ("on_highlight", "highlight"),
    ("text", "brand_tint"),
    ("soft", "brand_tint"),
    ("on_bad", "bad"),
    ("bad", "panel"),
    ("on_call", "call"),
]
SEEN = [
    ("brand", "panel"),
    ("brand", "window"),
    ("line_strong", "panel"),
    ("line_strong", "sunken"),
    ("focus", "panel"),
    ("focus", "window"),
    ("focus", "key"),
    ("bad", "window"),
    ("call", "window"),
]


def luminance(colour: QColor) -> float:
    """Relative luminance, 0..1, as WCAG 2.1 defines it."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio, 1..21, as WCAG 2.1 defines it: 4.5 is asked for text, 3 for large text and edges of controls."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_read_has_the_contrast_that_wcag_asks_for(colours):
    for ink, ground in READ:
        ratio = contrast(getattr(colours, ink), getattr(colours, ground))
        assert ratio >= 4.5, f"{ink} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_marks_can_be_told_from_what_they_stand_on(colours):
    for mark, ground in SEEN:
        ratio = contrast(getattr(colours, mark), getattr(colours, ground))
        assert ratio >= 3, f"{mark} on {ground}: {ratio:.2f}"


def test_white_can_be_read_on_the_house_colour():
    for ground, ink in ((600, "#FFFFFF"), (700, "#FFFFFF"), (600, TEAL[100]), (700, TEAL[100]), (900, TEAL[200])):
        assert contrast(QColor(TEAL[ground]), QColor(ink)) >= 4.5


def test_contrast_is_that_of_the_standard():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)
    assert contrast(QColor("red"), QColor("red")) == pytest.approx(1)


@pytest.mark.parametrize("dark", [False, True])
def test_the_palette_is_readable_in_every_group(qapp, dark):
    made = palette(Style(dark=dark))
    roles = QPalette.ColorRole
    for ink, ground in (
        (roles.WindowText, roles.Window),
        (roles.Text, roles.Base),
        (roles.Text, roles.AlternateBase),
        (roles.ButtonText, roles.Button),
        (roles.HighlightedText, roles.Highlight),
        (roles.ToolTipText, roles.ToolTipBase),
        (roles.Link, roles.Base),
        (roles.PlaceholderText, roles.Base),
    ):
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            assert contrast(made.color(group, ink), made.color(group, ground)) >= 4.5, (ink, ground, group)
    assert made.color(QPalette.ColorGroup.Disabled, roles.Text) != made.color(roles.Text)


def test_blend_goes_from_one_to_the_other():
    one, other = QColor("#000000"), QColor("#FFFFFF")
    assert blend(one, other, 0) == one
    assert blend(one, other, 1) == other
    assert blend(one, other, 7) == other


def test_the_bundled_type_is_used(qapp):
    assert FAMILY in load_fonts()
    for weight in ("regular", "medium", "bold", "italic", "narrow"):
        assert QFontInfo(font(20, weight)).family().startswith(FAMILY), weight


def test_weights_differ(qapp):
    widths = {w: QFontMetricsF(font(40, w)).horizontalAdvance("Mobilimbo") for w in ("regular", "bold", "narrow")}
    assert widths["narrow"] < widths["regular"] < widths["bold"]


def test_figures_can_stand_under_each_other(qapp):
    metrics = QFontMetricsF(font(40, "bold", tabular=True))
    assert len({round(metrics.horizontalAdvance(figure), 3) for figure in "0123456789"}) == 1


def test_the_licence_lies_beside_the_type():
    assert "SIL OPEN FONT LICENSE" in assets.path("brand", "fonts", "OFL.txt").read_text(encoding="utf-8").upper()
    assert sum(file.stat().st_size for file in assets.path("brand", "fonts").glob("*.ttf")) < 400_000


def test_the_type_has_every_letter_we_paint_in_every_language(qapp):
    raw = QRawFont.fromFont(font(20))
    words = {letter for each in WORDS.values() for word in each for letter in word}
    slogans = {letter for each in SLOGANS.values() for slogan in each for letter in slogan}
    missing = {letter for letter in words | slogans if not raw.supportsCharacter(ord(letter))}
    assert not missing


def test_every_word_is_there_in_every_language():
    for key, words in WORDS.items():
        assert len(words) == len(LANGUAGES), key
        assert all(word.strip() for word in words), key
    assert {len(slogans) for slogans in SLOGANS.values()} == {len(SLOGANS["en"])}
    assert set(SLOGANS) == set(LANGUAGES)


def test_a_language_we_do_not_speak_is_english():
    assert Style(language="de").word("you") == Style(language="en").word("you")


def test_the_signal_never_reaches_the_other_i(render):
    def logo(reach):
        return render(lambda p, r: paint_logo(p, r, QColor("white"), QColor("red"), reach=reach), 400, 100)

    assert logo(0.2) != logo(0.8)
    assert logo(0.8) != logo(1.0)
    width, height = logo_size(100)
    assert height == 100
    assert width > 300


def test_the_icon_is_there_at_every_size(qapp, render, colours_in):
    sizes = {size.width() for size in icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes
    for side in (16, 24, 128):
        drawn = render(lambda p, r: paint_icon(p, r, QColor(TEAL[600]), QColor("white")), side, side)
        assert colours_in(drawn) > 4


@pytest.mark.parametrize("name", ["logo.svg", "logo-dark.svg", "voiceapp.svg"])
def test_the_svg_files_can_be_shown(qapp, name, render, colours_in):
    svg = pytest.importorskip("PySide6.QtSvg")
    drawing = svg.QSvgRenderer(str(assets.path("brand", name)))
    assert drawing.isValid()
    assert colours_in(render(lambda p, r: drawing.render(p, QRectF(r)))) > 4


def test_the_desktop_entry_says_what_desktops_ask_for():
    import configparser

    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read_string(assets.path("brand", "voiceapp.desktop").read_text(encoding="utf-8"))
    main = entry["Desktop Entry"]
    assert main["Type"] == "Application"
    assert main["Exec"] == "voiceapp"
    assert assets.path("brand", f"{main['Icon']}.svg").is_file()
    assert {f"Comment[{language}]" for language in ("fr", "nl")} <= set(main)
