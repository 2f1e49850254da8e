"""The menus, and with them the keys for everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from voiceapp.window.about import About, Keys
from voiceapp.window.controls import Controls, Green, Red
from voiceapp.window.lobby import LANGUAGE_NAMES
from voiceapp.window.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Deeds:
    """What the menus do."""

    green: Callable[[], Any]
    red: Callable[[], Any]
    mute: Callable[[], Any]
    type: Callable[[], Any]
    past_call: Callable[[], Any]
    lobby: Callable[[], Any]
    settings: Callable[[], Any]
    zoom: Callable[[int], Any]
    appear: Callable[[str], Any]
    caption: Callable[[str], Any]


class Menus(QObject):
    """Fills a window's menu bar."""

    def __init__(self, window: QMainWindow, settings: Settings, deeds: Deeds) -> None:
        super().__init__(window)
        self._window = window
        standard = QKeySequence.StandardKey
        bar = window.menuBar()
        call = bar.addMenu(self.tr("&Call"))
        self._green = self._action(call, self.tr("Call, dial again, answer"), "Ctrl+Return", deeds.green)
        self._red = self._action(call, self.tr("Hang up"), "Ctrl+D", deeds.red)
        self._action(call, self.tr("Mute"), "Ctrl+M", deeds.mute)
        self._type = self._action(call, self.tr("Type"), "Ctrl+L", deeds.type)
        call.addSeparator()
        self._past = self._action(call, self.tr("Play a past call …"), "Ctrl+O", deeds.past_call)
        self._lobby = self._action(call, self.tr("Choose another call"), "Ctrl+N", deeds.lobby)
        call.addSeparator()
        self._settings = self._action(call, self.tr("Sound and settings …"), "Ctrl+,", deeds.settings)
        self._action(call, self.tr("Quit"), QKeySequence(standard.Quit), window.close)
        view = bar.addMenu(self.tr("&View"))
        self._action(view, self.tr("Larger text"), QKeySequence(standard.ZoomIn), lambda: deeds.zoom(1))
        self._action(view, self.tr("Smaller text"), QKeySequence(standard.ZoomOut), lambda: deeds.zoom(-1))
        self._action(view, self.tr("Usual text"), "Ctrl+0", lambda: deeds.zoom(0))
        looks = [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        self._choices(view, self.tr("Appearance"), looks, settings.appearance, deeds.appear)
        languages = list(LANGUAGE_NAMES.items())
        self._choices(view, self.tr("Language of the captions"), languages, settings.captions, deeds.caption)
        aid = bar.addMenu(self.tr("&Help"))
        self._action(aid, self.tr("Keys"), "F1", lambda: Keys(window).exec())
        self._action(aid, self.tr("About Mobilimbo"), None, lambda: About(window).exec())

    def _action(self, menu: QMenu, text: str, keys: QKeySequence | str | None, act: Callable[[], Any]) -> QAction:
        action = QAction(text, self._window)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: act())
        menu.addAction(action)
        return action

    def _choices(
        self, menu: QMenu, text: str, choices: Sequence[tuple[str, str]], chosen: str, act: Callable[[str], Any]
    ) -> None:
        inner = menu.addMenu(text)
        group = QActionGroup(self._window)
        for value, name in choices:
            action = QAction(name, self._window, checkable=True)
            action.setChecked(value == chosen)
            action.triggered.connect(lambda checked=False, value=value: act(value))
            group.addAction(action)
            inner.addAction(action)

    def set_controls(self, controls: Controls, *, calling: bool) -> None:
        """Let what can be done now be chosen."""
        self._green.setEnabled(controls.green is not Green.NOTHING)
        self._red.setEnabled(controls.red is not Red.NOTHING)
        self._type.setEnabled(controls.speak)
        for action in (self._past, self._lobby, self._settings):
            action.setEnabled(not calling)
