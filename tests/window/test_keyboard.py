"""A call held with the keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from voiceapp.call_view import Heard, Phase
from voiceapp.window.controls import Green

CTRL = Qt.KeyboardModifier.ControlModifier


def keys_of(window):
    return [key for _, key in window.view.keys]


def test_call_press_speak_dial_again_answer_and_hang_up(open_window, qtbot):
    window = open_window()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.view.phase is Phase.MENU, timeout=20_000)
    assert QApplication.focusWidget() is window.call_page.line
    # The numeric pad is the telephone's even where one types.
    pad = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier, "1")
    QApplication.sendEvent(window.call_page.line, pad)
    assert window.call_page.line.text() == ""
    qtbot.waitUntil(lambda: keys_of(window) == ["1"])
    qtbot.waitUntil(lambda: window.view.phase is Phase.AGENT, timeout=20_000)
    QTest.keyClicks(window.call_page.line, "it is about 2 containers")
    QTest.keyClick(window.call_page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(isinstance(caption, Heard) for caption in window.view.captions))
    assert keys_of(window) == ["1"], "a digit in the line is a word"
    qtbot.waitUntil(lambda: window.view.phase is Phase.DEAD, timeout=60_000)
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.view.phase is Phase.CALLED, timeout=60_000)
    assert window.telephone.controls.green is Green.ANSWER
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.view.phase is Phase.GESTURE, timeout=20_000)
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: window.view.phase is Phase.HUNG_UP)
    QTest.keyClick(window, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.after_page)


def test_digits_outside_the_line_are_keys(open_window, qtbot):
    window = open_window(speed=1.0)
    QTest.keyClick(window, Qt.Key.Key_5)
    window.call()
    qtbot.waitUntil(lambda: window.view.phase is Phase.MENU, timeout=20_000)
    window.call_page.conversation.setFocus()
    for key in "12#":
        QTest.keyClick(window.call_page.conversation, key)
    qtbot.waitUntil(lambda: keys_of(window) == ["1", "2", "#"])


def test_the_text_can_be_made_larger_and_smaller(open_window, settings):
    window = open_window()
    before = window.call_page.company.name.fontMetrics().height()
    QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert settings.text_size == 125
    assert window.call_page.company.name.fontMetrics().height() > before
    QTest.keyClick(window, Qt.Key.Key_0, CTRL)
    assert settings.text_size == 100


def test_ctrl_l_leads_to_the_line_and_ctrl_m_mutes(open_window, qtbot):
    window = open_window(speed=1.0)
    window.call()
    window.telephone.mute.setFocus()
    qtbot.waitUntil(lambda: window.telephone.controls.speak)
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    assert QApplication.focusWidget() is window.call_page.line
    QTest.keyClick(window, Qt.Key.Key_M, CTRL)
    assert window.telephone.mute.isChecked()
