"""The window in three languages: everything is translated, and nothing is cut off in the smallest window."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from voiceapp import assets
from voiceapp.call_view import Phase
from voiceapp.window import app as window_app
from voiceapp.window.settings_dialog import SettingsDialog


class Deaf:
    level, state, fault = -30.0, "", ""

    def listen(self, microphone):
        pass

    def close(self):
        pass


@pytest.fixture(params=["en", "fr", "nl"])
def language(request, qapp):
    window_app.translate(qapp, request.param)
    yield request.param
    for translator in qapp.findChildren(window_app.QTranslator):
        qapp.removeTranslator(translator)
    window_app.translate(qapp, "en")


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_word_is_translated_with_its_slots(code):
    messages = list(ElementTree.parse(assets.path("window", "i18n", f"voiceapp_{code}.ts")).iter("message"))
    assert len(messages) > 100
    for message in messages:
        source, translation = message.findtext("source"), message.find("translation")
        assert translation.text and translation.get("type") != "unfinished", source
        assert sorted(re.findall(r"\{\w*\}", source)) == sorted(re.findall(r"\{\w*\}", translation.text)), source
        assert source.count("&") == translation.text.count("&"), source


def cut_off(top):
    for button in top.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            needed = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
            if isinstance(button, QPushButton):
                needed += 12
            if needed > button.width():
                yield f"{button.text()} needs {needed}, has {button.width()}"
    for label in top.findChildren(QLabel):
        if label.isVisible() and label.text():
            words = label.text().split() if label.wordWrap() else [label.text()]
            widest = max(label.fontMetrics().horizontalAdvance(word.replace("&", "")) for word in words)
            if widest > label.width():
                yield f"{label.text()} needs {widest}, has {label.width()}"


@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_nothing_is_cut_off(open_window, caller, settings, language, text_size):
    settings.text_size = text_size
    window = open_window()
    window.resize(900, 600)
    window.model_panel.offer()
    QApplication.processEvents()
    assert (window.width(), window.height()) == (900, 600), "the smallest window"
    assert not list(cut_off(window))
    window.model_panel.hide()
    window.call()
    someone = caller(window)
    for phase in (Phase.HOLD, Phase.DEAD, Phase.CALLED):
        someone.hold(lambda phase=phase: window.view.phase is phase)
        QApplication.processEvents()
        assert not list(cut_off(window))
    someone.hold(lambda: window.pages.currentWidget() is window.after_page)
    QApplication.processEvents()
    assert not list(cut_off(window))
    assert (window.width(), window.height()) == (900, 600), "it has not been pushed larger"
    dialog = SettingsDialog(settings, window, names=lambda: (["One"], ["Two"]), check=Deaf)
    dialog.show()
    QApplication.processEvents()
    assert not list(cut_off(dialog))
    dialog.reject()


def test_qt_s_own_words_are_translated_too(qapp):
    window_app.translate(qapp, "nl")
    assert qapp.property("language") == "nl"
    assert qapp.translate("Telephone", "Hang up") == "Ophangen"
    assert qapp.translate("QPlatformTheme", "Cancel") == "Annuleren"
    for translator in qapp.findChildren(window_app.QTranslator):
        qapp.removeTranslator(translator)
    window_app.translate(qapp, "en")
