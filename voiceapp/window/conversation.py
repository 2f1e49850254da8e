"""The live captions: what each side says, the caller's words as they were really heard, and what became of them.

Each line is measured once for each width, so that a long call stays as quick as a short one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from voiceapp.aftercall.transcript import clock
from voiceapp.call_view import Caption, Speech
from voiceapp.pictures.brand import Style
from voiceapp.pictures.case_file import label_of
from voiceapp.pictures.text import clean

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line as it is shown. ``notes`` is what was taken down of it; ``sounding``: it is being said."""

    who: str
    when: str
    text: str
    notes: tuple[tuple[str, str], ...] = ()
    mine: bool = False
    sounding: bool = False


class Captions(QAbstractListModel):
    """The rows of a conversation, in a language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._captions: list[Caption] = []
        self._partial = ""
        self._language = "en"
        self._style = Style()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        """Qt's."""
        return 0 if parent.isValid() else len(self._rows) + bool(self._partial)

    def row(self, number: int) -> Row:
        """A row; the last may be what is just being said by the caller."""
        if number < len(self._rows):
            return self._rows[number]
        return Row(who=self.tr("You"), when="", text=f"{self._partial} …", mine=True, sounding=True)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt's."""
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            notes = "; ".join(f"{name}: {value}" if name else value for name, value in row.notes)
            words = f"{row.who}: {row.text}"
            return self.tr("{words} (taken down: {notes})").format(words=words, notes=notes) if notes else words
        return None

    def set_language(self, language: str, style: Style) -> None:
        """Show the company's words in this language, and name fields in that of the style."""
        self._language, self._style = language, style
        self.beginResetModel()
        self._rows = [self._made(caption) for caption in self._captions]
        self.endResetModel()

    def show_captions(self, captions: Sequence[Caption], partial: str) -> bool:
        """Show these. Returns whether there is something new at the end."""
        self._set_partial("" if partial != self._partial else self._partial)
        grown = False
        if len(captions) < len(self._captions):
            self.beginResetModel()
            self._captions, self._rows = [], []
            self.endResetModel()
        for number in range(max(0, len(self._captions) - LATE), len(self._captions)):
            if captions[number] is not self._captions[number]:
                self._captions[number] = captions[number]
                self._rows[number] = self._made(captions[number])
                self.dataChanged.emit(self.index(number), self.index(number))
        if len(captions) > len(self._captions):
            first = len(self._captions)
            self._set_partial("")
            self.beginInsertRows(QModelIndex(), first, len(captions) - 1)
            self._captions += captions[first:]
            self._rows += [self._made(caption) for caption in captions[first:]]
            self.endInsertRows()
            grown = True
        return self._set_partial(partial) or grown

    def _set_partial(self, partial: str) -> bool:
        if partial == self._partial:
            return False
        last = len(self._rows)
        if bool(partial) == bool(self._partial):
            self._partial = partial
            self.dataChanged.emit(self.index(last), self.index(last))
        elif partial:
            self.beginInsertRows(QModelIndex(), last, last)
            self._partial = partial
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), last, last)
            self._partial = ""
            self.endRemoveRows()
        return True

    def _made(self, caption: Caption) -> Row:
        when = clock(caption.start)
        if isinstance(caption, Speech):
            text = clean(caption.caption(self._language))
            return Row(who=clean(caption.by.name), when=when, text=text, sounding=caption.end is None)
        notes = [(label_of(entry.field, self._style), clean(entry.recorded)) for entry in caption.taken_down]
        if caption.reading and not any(_same(caption.reading, entry.recorded) for entry in caption.taken_down):
            notes.insert(0, ("", clean(caption.reading)))
        text = clean(caption.text) or self.tr("(nothing that can be understood)")
        return Row(who=self.tr("You"), when=when, text=text, notes=tuple(notes), mine=True)


def _same(reading: str, recorded: str) -> bool:
    """Whether one of the two tells all that the other does."""
    one, other = reading.casefold(), recorded.casefold()
    return one in other or other in one


LATE = 6
"""How many of the last captions may still change: what is being said, and what becomes of the words before it."""

PAD, GAP, SIDE = 10.0, 14.0, 0.36
"""Space around the words and between the columns, in pixels; the part of the width that the notes have."""

INDENT = 20
"""Where the words begin, in pixels from the left edge of the list."""


NARROW = 260.0
"""Width in pixels, at the usual text size, below which the notes stand under the words."""


def _columns(left: float, width: float, text: float) -> tuple[float, float, float | None]:
    """Where what was said begins, how wide it is, and where the notes begin, if beside it."""
    begin = left + PAD + 4
    if width < NARROW * text:
        return begin, width - 2 * PAD - 4, None
    column = (width - 2 * PAD - 4 - GAP) * (1 - SIDE)
    return begin, column, begin + column + GAP


class _Painter(QStyledItemDelegate):
    """Paints a row in two columns: what was said, what was taken down."""

    def __init__(self, view: Conversation) -> None:
        super().__init__(view)
        self._view = view
        self._style = Style()
        self._heights: dict[tuple[Row, int], float] = {}

    @property
    def text(self) -> float:
        return self._style.text

    def set_style(self, style: Style) -> None:
        self._style = style
        self._heights.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        width = self._view.viewport().width()
        model = index.model()
        assert isinstance(model, Captions)
        row = model.row(index.row())
        key = (row, width)
        height = self._heights.get(key)
        if height is None:
            if len(self._heights) > 4000:
                self._heights.clear()
            height = self._heights[key] = self._paint(None, QRectF(0, 0, width, 0), row)
        return QSize(width, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, Captions)
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(area, self._style.colours.sunken)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, area, model.row(index.row()))

    def _paint(self, painter: QPainter | None, area: QRectF, row: Row) -> float:
        """Paint a row into ``area``, or only measure it. Returns its height."""
        style, c = self._style, self._style.colours
        small, words = style.font(11.5, "medium"), style.font(14.5)
        left, column, beside = _columns(area.left(), area.width(), style.text)
        right = area.right() - PAD
        y = area.top() + PAD * 0.7
        head = QFontMetricsF(small).height()
        if painter:
            if row.sounding:
                bar = QPainterPath()
                bar.addRoundedRect(QRectF(area.left() + 4, y, 3, area.height() - PAD * 1.4), 1.5, 1.5)
                painter.fillPath(bar, c.brand)
            painter.setFont(small)
            painter.setPen(c.brand_text if row.mine else c.soft)
            painter.drawText(QPointF(left, y + QFontMetricsF(small).ascent()), row.who)
            if row.when:
                painter.setPen(c.soft)
                painter.setFont(style.font(11.5, tabular=True))
                at = left + QFontMetricsF(small).horizontalAdvance(row.who) + 8
                painter.drawText(QPointF(at, y + QFontMetricsF(small).ascent()), row.when)
        y += head + 1
        said = _set(painter, row.text, words if not row.mine else style.font(14.5, "medium"), c.text, left, y, column)
        under = y + said + 2
        x = left if beside is None else beside
        at = under if beside is None else y - head - 1
        for name, value in row.notes:
            if name:
                at += _set(painter, name, small, c.soft, x, at, right - x)
            at += _set(painter, value, style.font(14, "narrow"), c.bad, x, at, right - x) + 3
        return max(y + said, at) - area.top() + PAD * 0.7


def _set(painter: QPainter | None, text: str, face: Any, colour: QColor, x: float, y: float, width: float) -> float:
    """Set text in lines of a width. Returns the height."""
    layout = QTextLayout(text, face)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(20.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    if painter:
        painter.setPen(colour)
        layout.draw(painter, QPointF(x, y))
    return height


class Conversation(QListView):
    """The list. It follows the end, unless one has scrolled back. ``notes_begin`` tells where the notes are beside the
    words, and 0 when they stand under them.
    """

    notes_begin = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.captions = Captions(self)
        self._delegate = _Painter(self)
        self.setModel(self.captions)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(self.tr("Captions"))
        self._follows = True
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._grown)

    def set_style(self, style: Style) -> None:
        """Paint like this."""
        self._delegate.set_style(style)
        self.captions.layoutChanged.emit()
        self.viewport().update()

    def show_captions(self, captions: Sequence[Caption], partial: str) -> None:
        """Show these captions, and what is being said by the caller."""
        self.captions.show_captions(captions, partial)

    def _scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - 4

    def _grown(self, least: int, most: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(most)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Qt's."""
        follows = self._follows
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()  # lines are as high as the new width makes them
        notes = _columns(self.viewport().x(), self.viewport().width(), self._delegate.text)[2]
        self.notes_begin.emit(round(notes or 0))
        if follows:
            self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Digits belong to the telephone: the list does not search for them."""
        if event.text() and event.text() in "0123456789*#":
            event.ignore()
        else:
            super().keyPressEvent(event)
