"""Whatever the words are, they stay in their box."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF

from voiceapp.pictures.brand import Style, font
from voiceapp.pictures.text import LONGEST, clean, fitting, lettering, letters, one_line, paragraph, wrapped

UNTOUCHED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def test_cleaning_keeps_words_and_drops_what_is_none():
    assert clean("  a\tb\n c ") == "a b c"
    assert clean("abc\u202edef\x00") == "abcdef"
    assert clean("container \ud83d!") == "container !"
    assert clean("é à ü שלום 📦") == "é à ü שלום 📦"
    assert len(clean("x" * 100_000)) == LONGEST


def test_lines_are_broken_between_words(qapp):
    face = font(16)
    text = "There is a container in front of the staff entrance and nobody can get in"
    lines = wrapped(text, face, 200)
    assert len(lines) > 1
    assert " ".join(lines) == text


def test_the_last_line_says_that_there_was_more(qapp):
    lines = wrapped("container " * 100, font(16), 200, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_emoji_do_not_shift_what_follows(qapp):
    lines = wrapped("📦📦📦📦 one two three four five six seven eight nine ten", font(16), 160)
    assert " ".join(lines).replace("  ", " ") == "📦📦📦📦 one two three four five six seven eight nine ten"


@UNTOUCHED
@given(text=st.text(max_size=300), width=st.floats(20, 600), most=st.integers(1, 6))
def test_no_line_is_wider_than_its_box(qapp, text, width, most):
    face = font(16)
    lines = wrapped(text, face, width, most)
    assert len(lines) <= most
    widest = max((QFontMetricsF(face).horizontalAdvance(letter) for letter in clean(text)), default=0.0)
    for line in lines:
        assert QFontMetricsF(face).horizontalAdvance(line) <= max(width, 3 * widest) + 1.5


def test_hostile_words_stay_in_their_box(render, hostile):
    for align in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter):

        def paint(painter, rect, align=align):
            painter.setClipRect(rect)
            one_line(
                painter, QRectF(rect.left(), rect.top(), rect.width(), 30), hostile, font(18), QColor("white"), align
            )
            below = rect.adjusted(0, 30, 0, 0)
            used = paragraph(painter, below, hostile, font(14), QColor("white"), align)
            assert used <= below.height() + 10

        render(paint)


@pytest.mark.parametrize("text", ["0800 2 0 1 0", "x" * 60, ""])
def test_fitting_makes_type_smaller_never_wider(qapp, text):
    face = fitting(text, 40, "bold", 120, least=1)
    assert QFontMetricsF(face).horizontalAdvance(text) <= 125
    assert face.pixelSize() <= 40


def test_outlines_of_nothing_are_nothing(render, hostile):
    render(lambda painter, rect: lettering(painter, rect.adjusted(4, 4, -4, -4), hostile, QColor("white")))
    assert letters("").isEmpty()


def test_large_text_is_larger(qapp):
    assert Style(text=3).font(15).pixelSize() == 45
