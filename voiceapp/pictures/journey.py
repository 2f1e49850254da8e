"""The caller's journey as the plan of a line: its stops, its loops, and where it is broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from voiceapp.call_view import Phase, Station
from voiceapp.pictures.brand import Style, blend
from voiceapp.pictures.pens import box, dot, faded, pen, saved, stroke, wave
from voiceapp.pictures.text import fitting, line_height, one_line

_WORDS = {
    Phase.MENU: "station_menu",
    Phase.HOLD: "station_hold",
    Phase.AGENT: "station_agent",
    Phase.DEAD: "station_dead",
    Phase.HUNG_UP: "station_hung_up",
    Phase.CALLED: "station_called",
    Phase.SURVEY: "station_survey",
    Phase.GESTURE: "station_gesture",
}

_LOST = {Phase.DEAD, Phase.HUNG_UP}
"""Stops that are none: the line is broken there."""


def clock(seconds: float) -> str:
    """Minutes and seconds: ``75.2`` -> ``"1:15"``."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def name_of(station: Station, style: Style) -> str:
    """What stands at a stop: who was there, or what happened."""
    word = style.word(_WORDS.get(station.phase, "station_agent"))
    return station.by.name if station.by and station.phase is Phase.AGENT else word


def described(stations: Sequence[Station], style: Style) -> str:
    """The journey in words, for those who cannot see it."""
    stops = [
        f"{name_of(stop, style)} ({style.word('you_are_here')})"
        if stop.left is None
        else f"{name_of(stop, style)} {clock(stop.left - stop.arrived)}"
        for stop in stations
    ]
    return ", ".join(stops) or style.word("not_departed")


@dataclass(frozen=True)
class _Plan:
    """Where stops go: ``columns`` to a row, ``pitch`` apart, rows ``row`` apart, the first at ``start``."""

    columns: int
    rows: int
    pitch: float
    row: float
    start: QPointF

    def at(self, n: int) -> QPointF:
        """The line goes to and fro, as one ploughs."""
        row, column = divmod(n, self.columns)
        if row % 2:
            column = self.columns - 1 - column
        return QPointF(self.start.x() + column * self.pitch, self.start.y() + row * self.row)


def _plan(rect: QRectF, style: Style, count: int) -> _Plan:
    s = style.text
    turn = 26 * min(s, 1.5)
    edge = 50 * s
    least, row_least = 84 * s, 78 * s
    across = max(1.0, rect.width() - 2 * edge)
    columns = max(2, int(across / least) + 1)
    rows = max(1, int((rect.height() + 8 * s) / row_least))
    needed = max(1, -(-max(count, 1) // columns))
    rows = min(rows, needed)
    if rows == 1:
        columns = max(2, min(columns, max(count, 2)))
        pitch = min(across / (columns - 1), 150 * s)
    else:
        columns = max(2, int((across - turn) / least) + 1)
        pitch = (across - turn) / (columns - 1)
    row = min(rect.height() / rows, 112 * s)
    top = rect.top() + (rect.height() - row * rows) / 2 + row * 0.5 + 3 * s
    left = rect.left() + edge + (turn / 2 if rows > 1 else 0)
    return _Plan(columns=columns, rows=rows, pitch=pitch, row=row, start=QPointF(left, top))


def _fitted(style: Style, rect: QRectF, count: int) -> Style:
    """The style with words as large as asked for, or smaller when that shows more of the journey; never below 0.8."""
    most = style.at_most(min(rect.height() / 96, rect.width() / 230), least=0.7)
    for smaller in (1.0, 0.9, 0.8, 0.7):
        tried = most.at_most(most.text * smaller)
        plan = _plan(rect.adjusted(0, 24 * tried.text, 0, -6), tried, count)
        if plan.columns * plan.rows >= count:
            return tried
    return tried


def paint_journey(painter: QPainter, rect: QRectF, style: Style, stations: Sequence[Station], t: float) -> None:
    """Paint the journey so far at call time ``t``. When it does not fit, it begins with how many stops came before."""
    style = _fitted(style, rect, len(stations))
    c, s = style.colours, style.text
    with saved(painter):
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        box(painter, rect, c.panel, 6, c.line)
        pad = 10 * min(s, 1.4)
        head = QRectF(rect.left() + pad + 2, rect.top() + pad * 0.6, rect.width() - 2 * pad, 18 * s)
        one_line(painter, head, style.word("journey"), style.font(13, "medium"), c.soft)
        area = QRectF(rect.left(), head.bottom(), rect.width(), rect.bottom() - head.bottom() - pad * 0.3)
        if not stations:
            one_line(
                painter,
                area,
                style.word("not_departed"),
                style.font(14, "italic"),
                c.soft,
                Qt.AlignmentFlag.AlignHCenter,
            )
            return
        plan = _plan(area, style, len(stations))
        fit = max(2, plan.columns * plan.rows)
        hidden = max(0, len(stations) - fit)
        if hidden:
            hidden += 1
        shown = list(stations[hidden:])
        offset = 1 if hidden else 0
        points = [plan.at(i) for i in range(len(shown) + offset)]
        weight = 7 * min(s, 1.4)
        for i in range(1, len(points)):
            before = shown[i - 1 - offset] if i - 1 - offset >= 0 else None
            here = shown[i - offset]
            lost = (before is not None and before.phase in _LOST) or here.phase in _LOST
            _track(painter, plan, points[i - 1], points[i], weight, style, lost=lost)
        if hidden:
            _earlier(painter, points[0], style, hidden, plan)
        for i, station in enumerate(shown):
            _stop(painter, points[i + offset], plan, weight, style, station, t)


def _track(painter: QPainter, plan: _Plan, a: QPointF, b: QPointF, weight: float, style: Style, *, lost: bool) -> None:
    c = style.colours
    path = QPainterPath(a)
    if abs(a.y() - b.y()) < 1:
        path.lineTo(b)
    else:
        # The end of a row: the line turns where it stands.
        side = 1 if a.x() > plan.start.x() + plan.pitch * (plan.columns - 1) / 2 else -1
        bend = min(24 * style.text, plan.row * 0.5)
        path.lineTo(a.x() + side * 2, a.y())
        path.cubicTo(a.x() + side * bend * 1.5, a.y(), a.x() + side * bend * 1.5, b.y(), b.x() + side * 2, b.y())
        path.lineTo(b)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if lost:
        broken = QPen(c.line_strong, weight * 0.55, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        broken.setDashPattern([1.2, 1.2])
        painter.setPen(broken)
    else:
        painter.setPen(pen(c.brand, weight, round_ends=False))
    painter.drawPath(path)


def _stop(painter: QPainter, at: QPointF, plan: _Plan, weight: float, style: Style, station: Station, t: float) -> None:
    c, s = style.colours, style.text
    here = station.left is None
    spent = max(0.0, (t if here else station.left or 0.0) - station.arrived)
    radius = weight * 1.15
    if here:
        pulse = 0.5 + 0.5 * wave(t, 1.8)
        dot(painter, at.x(), at.y(), radius * (1.75 + 0.3 * pulse), faded(c.brand, 0.16 + 0.1 * pulse))
    if station.phase is Phase.HOLD:
        _loop(painter, at, weight, style, t if here else None)
    elif station.phase in _LOST:
        _break(painter, at, weight, style)
    else:
        dot(painter, at.x(), at.y(), radius, c.brand)
        dot(painter, at.x(), at.y(), radius * 0.62, c.brand if here else c.panel)
        if here:
            dot(painter, at.x(), at.y(), radius * 0.34, c.panel)
        if station.cut:
            _spark(painter, QPointF(at.x() + radius * 1.25, at.y()), weight, c.bad)
    width = plan.pitch - 8
    lines = line_height(style.font(13, "medium"))
    top = at.y() - radius * 1.9 - lines - (weight * 1.35 if station.phase is Phase.HOLD else 0)
    name = name_of(station, style)
    colour = c.bad if station.phase in _LOST else c.text
    face = fitting(name, 13 * s, "bold" if here else "medium", width * 1.04, least=max(8, 10 * s))
    one_line(painter, QRectF(at.x() - width / 2, top, width, lines), name, face, colour, Qt.AlignmentFlag.AlignHCenter)
    under = QRectF(at.x() - width / 2, at.y() + radius * 1.5, width, lines)
    if here:
        words = style.word("you_are_here")
        small = fitting(words, 12 * s, "medium", width - 12 * s, least=8)
        pill = QRectF(0, 0, 0, lines * 1.02)
        pill.setWidth(min(width, QFontMetricsF(small).horizontalAdvance(words) + 12 * s))
        pill.moveCenter(QPointF(at.x(), under.center().y() + 2))
        box(painter, pill, c.brand, pill.height() / 2)
        one_line(painter, pill, words, small, c.on_brand, Qt.AlignmentFlag.AlignHCenter)
    else:
        one_line(painter, under, clock(spent), style.font(12, tabular=True), c.soft, Qt.AlignmentFlag.AlignHCenter)


def _loop(painter: QPainter, at: QPointF, weight: float, style: Style, t: float | None) -> None:
    """Hold: the line goes round, and leaves where it came."""
    c = style.colours
    radius = weight * 1.55
    painter.setBrush(c.panel)
    painter.setPen(pen(c.brand, weight * 0.8))
    middle = QPointF(at.x(), at.y() - radius * 0.62)
    painter.drawEllipse(middle, radius, radius)
    if t is not None:
        painter.save()
        painter.translate(middle)
        painter.rotate(360 * (t % 3.2) / 3.2)
        dot(painter, 0, -radius, weight * 0.72, c.text)
        dot(painter, 0, -radius, weight * 0.4, c.panel)
        painter.restore()


def _break(painter: QPainter, at: QPointF, weight: float, style: Style) -> None:
    c = style.colours
    dot(painter, at.x(), at.y(), weight * 1.25, c.panel)
    r = weight * 0.72
    stroke(painter, c.bad, weight * 0.46, (at.x() - r, at.y() - r), (at.x() + r, at.y() + r))
    stroke(painter, c.bad, weight * 0.46, (at.x() - r, at.y() + r), (at.x() + r, at.y() - r))


def _spark(painter: QPainter, at: QPointF, weight: float, colour: QColor) -> None:
    """Where the line went dead."""
    u = weight * 0.5
    stroke(
        painter,
        colour,
        weight * 0.32,
        (at.x() + u * 0.6, at.y() - u * 2.2),
        (at.x() - u * 0.3, at.y() - u * 0.2),
        (at.x() + u * 0.7, at.y() + u * 0.1),
        (at.x() - u * 0.3, at.y() + u * 2.2),
    )


def _earlier(painter: QPainter, at: QPointF, style: Style, hidden: int, plan: _Plan) -> None:
    c = style.colours
    for i in range(3):
        dot(
            painter,
            at.x() - 13 * style.text + i * 8 * style.text,
            at.y(),
            2.4 * style.text,
            blend(c.brand, c.panel, 0.5 - 0.25 * i),
        )
    words = f"{hidden} {style.word('earlier_stops')}"
    width = plan.pitch - 8
    one_line(
        painter,
        QRectF(at.x() - width / 2, at.y() + 12 * style.text, width, 18 * style.text),
        words,
        fitting(words, 12 * style.text, "regular", width, least=8),
        c.soft,
        Qt.AlignmentFlag.AlignHCenter,
    )
