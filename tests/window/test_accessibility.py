"""Everything that can be used has a name and a role, and can be reached with the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from voiceapp.call_view import Phase
from voiceapp.window.about import About, Keys
from voiceapp.window.settings_dialog import SettingsDialog

SILENT_ROLES = {
    QAccessible.Role.Client,
    QAccessible.Role.Window,
    QAccessible.Role.Pane,
    QAccessible.Role.Border,
    QAccessible.Role.LayeredPane,
    QAccessible.Role.Splitter,
    QAccessible.Role.Grip,
    QAccessible.Role.ScrollBar,
    QAccessible.Role.PageTabList,
    QAccessible.Role.PopupMenu,
    QAccessible.Role.Separator,
    QAccessible.Role.MenuBar,
}
"""What holds other things together and is not used itself."""


def tree(top):
    """All that a screen reader finds below a widget: role, name, and the path to it."""
    waiting = [(QAccessible.queryAccessibleInterface(top), type(top).__name__)]
    while waiting:
        thing, path = waiting.pop()
        if thing is None or not thing.isValid() or thing.state().invisible:
            continue
        name = thing.text(QAccessible.Text.Name)
        yield thing, name, path
        for i in range(thing.childCount()):
            child = thing.child(i)
            if child is not None:
                widget = child.object()
                waiting.append((child, f"{path}/{type(widget).__name__ if widget else i}"))


def check(top):
    found = 0
    for thing, name, path in tree(top):
        found += 1
        assert thing.role() != QAccessible.Role.NoRole, path
        widget = thing.object()
        operated = isinstance(widget, QWidget) and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if operated and thing.role() not in SILENT_ROLES:
            assert name, f"{path} ({thing.role()}) has no name"
    return found


def test_names_and_roles_on_every_page(open_window, caller, qtbot):
    window = open_window()
    assert check(window) > 40
    window.call()
    someone = caller(window)
    for phase in (Phase.HOLD, Phase.AGENT, Phase.DEAD, Phase.CALLED):
        someone.hold(lambda phase=phase: window.view.phase is phase)
        assert check(window) > 40
    someone.hold(lambda: window.pages.currentWidget() is window.after_page)
    assert check(window) > 40


@pytest.mark.parametrize("make", [About, Keys])
def test_names_and_roles_in_pages_of_words(open_window, make):
    dialog = make(open_window())
    dialog.show()
    assert check(dialog) > 3


def test_names_and_roles_in_the_settings(open_window, settings, qtbot):
    dialog = SettingsDialog(settings, open_window(), names=lambda: (["One"], ["Two"]), check=Deaf)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.microphone.count() == 2)
    assert check(dialog) > 20
    dialog.reject()


class Deaf:
    level, state, fault = -30.0, "", ""

    def listen(self, microphone):
        pass

    def test(self, microphone, loudspeaker):
        pass

    def close(self):
        pass


def test_the_captions_are_read_with_who_said_them_and_what_was_made_of_it(open_window, caller):
    window = open_window()
    window.call()
    caller(window).hold(lambda: window.view.phase is Phase.SURVEY)
    model = window.call_page.conversation.captions
    read = [model.data(model.index(i), Qt.ItemDataRole.AccessibleTextRole) for i in range(model.rowCount())]
    assert any(text.startswith("Ann: ") for text in read)
    assert any(text.startswith("You: there is a container") and "taken down" in text for text in read)


def reached(window, key=Qt.Key.Key_Tab):
    """The widgets that Tab goes to, in order, until it comes round."""
    seen = []
    while True:
        focused = QApplication.focusWidget()
        if focused in seen:
            return seen
        seen.append(focused)
        from PySide6.QtTest import QTest

        QTest.keyClick(focused or window, key)


@pytest.mark.parametrize("page", ["lobby", "call", "after"])
def test_tab_reaches_every_control(open_window, caller, page, qtbot):
    window = open_window(speed=1.0 if page == "call" else None)
    if page != "lobby":
        window.call()
        if page == "after":
            caller(window).hold(lambda: window.pages.currentWidget() is window.after_page)
        else:
            qtbot.waitUntil(lambda: window.view.phase is Phase.MENU, timeout=20_000)
    there = set(reached(window))
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert button in there or button.focusProxy() in there, button.text()
    if page == "call":
        assert window.call_page.line in there
        assert window.call_page.conversation in there
        assert window.telephone.keypad.focusProxy() in there
