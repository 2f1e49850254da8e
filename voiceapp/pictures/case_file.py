"""The customer screen: the form an agent looks at while the caller explains, and what it makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter

from voiceapp.dialogue.case_file import CaseFile, Entry
from voiceapp.pictures.brand import TEAL, Style, blend
from voiceapp.pictures.pens import box, faded, pen, saved, smooth, stroke
from voiceapp.pictures.text import clean, fitting, lettering, letters, one_line

FORM = ("name", "number", "object", "place", "time", "problem", "wish", "gesture")
"""The boxes every form has. What does not fit in them gets a box of its own."""

_TABS = (
    ("tab_customer", ("name", "number")),
    ("tab_matter", ("object", "place", "time", "problem", "wish")),
    ("tab_other", ()),
)

FRESH = 6.0
"""Seconds for which a change is marked."""
_PER_LETTER = 0.028


@dataclass(frozen=True)
class _Row:
    field: str
    entries: tuple[Entry, ...]


def label_of(field: str, style: Style) -> str:
    """A field's name on the form."""
    return style.word(field) if field in FORM else clean(field).capitalize()


def described(case: CaseFile, style: Style, who: Callable[[str], str] = str) -> str:
    """The form in words, for those who cannot see it."""
    rows = []
    for field in case.filled:
        entry = case.get(field)
        if entry:
            said = f", {style.word('said')}: {entry.said}" if entry.said else ""
            rows.append(f"{label_of(field, style)}: {entry.recorded}{said}, {style.word('by')} {who(entry.by)}")
    return "; ".join(rows) or style.word("nothing_yet")


def entries_in(case: CaseFile) -> int:
    """How many entries there are, with those that were replaced."""
    return sum(len(case.history(field)) for field in case.filled)


def last_change(case: CaseFile) -> Entry | None:
    """The newest entry on file."""
    newest = [entry for field in case.filled if (entry := case.get(field))]
    return max(newest, key=lambda entry: entry.t, default=None)


def paint_case_file(
    painter: QPainter,
    rect: QRectF,
    style: Style,
    case: CaseFile,
    t: float,
    *,
    reference: str = "",
    who: Callable[[str], str] = str,
) -> None:
    """Paint what is on file at call time ``t``. ``reference`` numbers the file; ``who`` names somebody by key."""
    style = style.at_most(min(rect.height() / 220, rect.width() / 250), least=0.9)
    c, s = style.colours, style.text
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, c.panel, 6, c.line)
        head = QRectF(rect.left(), rect.top(), rect.width(), 30 * s)
        _header(painter, head, style, reference)
        tabs = QRectF(rect.left(), head.bottom(), rect.width(), 27 * s)
        newest = last_change(case)
        taken = _tabs(painter, tabs, style, case, newest)
        foot = QRectF(rect.left(), rect.bottom() - 24 * s, rect.width(), 24 * s)
        form = QRectF(rect.left() + 12, tabs.bottom() + 8 * s, rect.width() - 24, foot.top() - tabs.bottom() - 10 * s)
        hidden = _form(painter, form, style, case, t, who)
        _footer(painter, foot, style, case, hidden)
        count = entries_in(case)
        if newest and count:
            _stamp(painter, tabs.adjusted(taken - tabs.left(), 0, 0, 0), style, count, t - newest.t)


def _header(painter: QPainter, rect: QRectF, style: Style, reference: str) -> None:
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    gradient = QLinearGradient(rect.topLeft(), rect.bottomLeft())
    gradient.setColorAt(0, QColor(TEAL[600]))
    gradient.setColorAt(1, QColor(TEAL[700]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(gradient)
    painter.drawRoundedRect(rect.adjusted(0, 0, 0, 12), 6, 6)
    painter.restore()
    pad = 12
    inner = rect.adjusted(pad, 0, -pad, 0)
    white = QColor("#FFFFFF")
    one_line(
        painter,
        QRectF(inner.left(), inner.top(), inner.width() * 0.62, inner.height()),
        style.word("customer_screen"),
        style.font(14, "bold"),
        white,
    )
    if reference:
        words = f"{style.word('file_number')} {clean(reference)}"
        one_line(
            painter,
            QRectF(inner.left() + inner.width() * 0.55, inner.top(), inner.width() * 0.45, inner.height()),
            words,
            style.font(13, tabular=True),
            QColor(TEAL[100]),
            Qt.AlignmentFlag.AlignRight,
        )


def _tabs(painter: QPainter, rect: QRectF, style: Style, case: CaseFile, newest: Entry | None) -> float:
    """The tabs, of which the one in front is where the last change was made; where they end."""
    c, s = style.colours, style.text
    painter.fillRect(rect, c.window)
    stroke(painter, c.line, 1, (rect.left(), rect.bottom() - 0.5), (rect.right(), rect.bottom() - 0.5))
    x = rect.left() + 10
    room = rect.width() * 0.74 - 10
    counts = {key: 0 for key, _ in _TABS}
    for field in case.filled:
        counts[_tab_of(field)] += len(case.history(field))
    front = _tab_of(newest.field) if newest else "tab_customer"
    for key, _ in _TABS:
        words = style.word(key) + (f" ({counts[key]})" if counts[key] else "")
        face = style.font(12.5, "medium" if key == front else "regular")
        width = min(room / 3 - 4, QFontMetricsF(face).horizontalAdvance(words) + 22 * s)
        tab = QRectF(x, rect.top() + 5, width, rect.height() - 5)
        painter.save()
        painter.setClipRect(tab.adjusted(-1, 0, 1, 0), Qt.ClipOperation.IntersectClip)
        box(painter, tab.adjusted(0, 0, 0, 8), c.panel if key == front else blend(c.window, c.panel, 0.35), 4, c.line)
        if key == front:
            painter.fillRect(QRectF(tab.left() + 1, tab.top(), tab.width() - 2, 2.5), c.brand)
        painter.restore()
        one_line(
            painter,
            tab.adjusted(4, 1, -4, 0),
            words,
            face,
            c.text if key == front else c.soft,
            Qt.AlignmentFlag.AlignHCenter,
        )
        x += width + 3
    return x


def _tab_of(field: str) -> str:
    return next((key for key, fields in _TABS if field in fields), "tab_other")


def _rows(case: CaseFile, room: int) -> tuple[list[_Row], int]:
    """Which rows are shown when ``room`` of them fit, and how many are not: empty boxes go first, then the stalest."""
    fields = [*FORM, *(field for field in case.filled if field not in FORM)]
    filled = [field for field in fields if case.get(field)]
    if len(filled) >= room:
        recent = sorted(filled, key=lambda field: _time_of(case, field), reverse=True)[:room]
        kept = [field for field in fields if field in recent]
        return [_Row(field, case.history(field)) for field in kept], len(filled) - len(kept)
    empty = [field for field in fields if field not in filled][: room - len(filled)]
    return [_Row(field, case.history(field)) for field in fields if field in filled or field in empty], 0


def _time_of(case: CaseFile, field: str) -> float:
    entry = case.get(field)
    return entry.t if entry else -1.0


def _form(painter: QPainter, rect: QRectF, style: Style, case: CaseFile, t: float, who: Callable[[str], str]) -> int:
    s = style.text
    least = 44 * s
    columns = 2 if rect.width() > 640 * s else 1
    down = max(1, int(rect.height() / least))
    rows, hidden = _rows(case, down * columns)
    per_column = -(-len(rows) // columns)
    height = min(rect.height() / max(1, per_column), 54 * s)
    width = (rect.width() - 18 * (columns - 1)) / columns
    for i, row in enumerate(rows):
        column, line = divmod(i, per_column)
        spot = QRectF(rect.left() + column * (width + 18), rect.top() + line * height, width, height - 3)
        _field(painter, spot, style, row, t, who)
    return hidden


def _field(painter: QPainter, rect: QRectF, style: Style, row: _Row, t: float, who: Callable[[str], str]) -> None:
    c, s = style.colours, style.text
    label_width = min(rect.width() * 0.3, 112 * s)
    label = label_of(row.field, style)
    value = QRectF(
        rect.left() + label_width + 8, rect.top(), rect.width() - label_width - 8, min(rect.height() * 0.56, 25 * s)
    )
    face = fitting(label, 13 * s, "narrow", label_width, least=max(8.0, 10 * s))
    one_line(
        painter,
        QRectF(rect.left(), rect.top(), label_width, value.height()),
        label,
        face,
        c.soft,
        Qt.AlignmentFlag.AlignRight,
    )
    entry = row.entries[-1] if row.entries else None
    age = t - entry.t if entry else 1e9
    fresh = 1 - smooth((age - FRESH * 0.5) / (FRESH * 0.5)) if entry else 0.0
    ground = blend(c.sunken, c.highlight, fresh)
    box(painter, value, ground, 2, blend(c.line_strong if entry else c.line, QColor("#F2A81D"), 0.8 * fresh))
    inner = value.adjusted(7, 0, -7, 0)
    if not entry:
        return
    ink = c.on_highlight if fresh > 0.5 else c.text
    words = clean(entry.recorded)
    typed = len(words) if age < 0 else int(age / _PER_LETTER)
    strong = style.font(14.5, "medium")
    seen = one_line(
        painter,
        QRectF(inner.left(), inner.top(), inner.width(), inner.height()),
        words[:typed] if typed < len(words) else words,
        strong,
        ink,
    )
    if typed < len(words):
        x = seen.left() + seen.width() + 1.5
        painter.fillRect(QRectF(min(x, inner.right()), inner.center().y() - 8 * s, 1.6, 16 * s), ink)
    else:
        _struck(
            painter,
            QRectF(seen.right() + 10, inner.top(), inner.right() - seen.right() - 10, inner.height()),
            style,
            row.entries[:-1],
            fresh,
        )
    said = clean(entry.said) or style.word("not_said")
    note = f"{style.word('said')}: {said}  ·  {style.word('by')} {who(entry.by)}"
    under = QRectF(value.left() + 1, value.bottom(), value.width() - 2, rect.bottom() - value.bottom())
    if under.height() >= 9 * s:
        one_line(painter, under, note, style.font(min(12.5, under.height() / s * 0.86)), c.soft)


def _struck(painter: QPainter, rect: QRectF, style: Style, earlier: Sequence[Entry], fresh: float) -> None:
    """What stood there before, the latest first, struck out as far as there is room."""
    c, s = style.colours, style.text
    colour = blend(c.soft, c.on_highlight, 0.5 * fresh) if fresh else c.soft
    face = style.font(12.5)
    x = rect.left()
    for entry in reversed(earlier):
        room = rect.right() - x
        if room < 26 * s:
            break
        seen = one_line(painter, QRectF(x, rect.top(), room, rect.height()), entry.recorded, face, colour)
        middle = seen.center().y() + 0.5
        stroke(painter, faded(c.bad, 0.9), 1.2, (seen.left() - 1, middle), (seen.right() + 1, middle))
        x = seen.right() + 9


def _footer(painter: QPainter, rect: QRectF, style: Style, case: CaseFile, hidden: int) -> None:
    c = style.colours
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    box(painter, rect.adjusted(1, -10, -1, -1), c.sunken, 5)
    painter.restore()
    stroke(painter, c.line, 1, (rect.left(), rect.top() + 0.5), (rect.right(), rect.top() + 0.5))
    count = entries_in(case)
    words = f"{count} {style.word('entry' if count == 1 else 'entries')}" if count else style.word("nothing_yet")
    if hidden:
        words += f"  ·  {hidden} {style.word('more_fields')}"
    one_line(painter, rect.adjusted(12, 0, -12, 0), words, style.font(12.5), c.soft)


def _stamp(painter: QPainter, rect: QRectF, style: Style, count: int, age: float) -> None:
    """The stamp of the day, beside the tabs. It comes down anew when it says something else."""
    word = style.word("stamp_new" if count < 3 else "stamp_some" if count < 9 else "stamp_many").upper()
    s = style.text
    landed = smooth(age / 0.25) if count in {1, 3, 9} and age >= 0 else 1.0
    scale = 1 + 0.9 * (1 - landed)
    bounds = letters(word).boundingRect()
    height = 11.5 * s
    width = bounds.width() / 72 * height
    room = rect.width() - 40 * s
    if room < width * 0.6:
        return
    height *= min(1.0, room / width)
    width = min(width, room)
    with saved(painter):
        painter.translate(QPointF(rect.right() - width / 2 - 24 * s, rect.center().y() + 2 * s))
        painter.rotate(-6)
        painter.scale(scale, scale)
        painter.setOpacity(0.75 * landed)
        ink = style.colours.brand_text
        frame = QRectF(-width / 2 - 8 * s, -height / 2 - 5.5 * s, width + 16 * s, height + 11 * s)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(ink, 1.9 * s))
        painter.drawRoundedRect(frame, 3, 3)
        painter.setPen(pen(ink, 0.7 * s))
        painter.drawRoundedRect(frame.adjusted(3 * s, 3 * s, -3 * s, -3 * s), 2, 2)
        lettering(painter, QRectF(-width / 2, -height / 2, width, height), word, ink)
