"""The conversation as a list of bubbles: it scrolls, it can be gone through by keyboard, and it is read out line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from voiceapp.pictures.brand import Style
from voiceapp.pictures.bubble import Bubble, bubble_height, paint_bubble


class _Delegate(QStyledItemDelegate):
    def __init__(self, captions: CaptionList) -> None:
        super().__init__(captions)
        self._captions = captions

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._captions.viewport().width()
        bubble = self._captions.bubbles[index.row()]
        return QSize(width, -(-round(bubble_height(self._captions.look, width, bubble) * 4) // 4) + 1)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_HasFocus)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        paint_bubble(painter, rect, self._captions.look, self._captions.bubbles[index.row()], selected=selected)


class CaptionList(QListWidget):
    """What both sides said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Style()
        self.bubbles: list[Bubble] = []
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setAccessibleName(self.look.word("captions"))

    def set_style(self, style: Style) -> None:
        """Light or dark, text size and language."""
        if style != self.look:
            self.look = style
            self.setAccessibleName(style.word("captions"))
            self._measure()

    def show_captions(self, bubbles: Sequence[Bubble]) -> None:
        """Show these, and keep the last in sight unless the reader has scrolled up."""
        if list(bubbles) == self.bubbles:
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        before = self.bubbles
        self.bubbles = list(bubbles)
        while self.count() > len(bubbles):
            self.takeItem(self.count() - 1)
        for i, bubble in enumerate(bubbles):
            if i >= self.count():
                item = QListWidgetItem(bubble.spoken)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.addItem(item)
            elif i >= len(before) or before[i] != bubble:
                self.item(i).setText(bubble.spoken)
        if at_end:
            self.scrollToBottom()

    def _measure(self) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 4
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
        if at_end:
            self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._measure()

    def sizeHint(self) -> QSize:
        return QSize(round(420 * self.look.text), round(260 * self.look.text))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 80)
