"""A whole call by clicks and typed words, with the real engine, to the page after it."""

import json
import wave

import pytest
from PySide6.QtCore import Qt

from voiceapp.call_view import Heard, Phase
from voiceapp.live import ClockCard
from voiceapp.window.controls import Green


def test_from_the_lobby_to_the_page_after(open_window, caller, qtbot, settings):
    window = open_window()
    assert window.telephone.controls.green is Green.CALL
    assert not window.telephone.keypad.isEnabled()
    qtbot.mouseClick(window.telephone.green, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.call_page
    someone = caller(window)
    someone.hold(lambda: window.view.phase is Phase.MENU)
    window.telephone.keypad.press("1")
    someone.hold(lambda: window.pages.currentWidget() is window.after_page)
    assert window.view.ended == "completed"
    assert set(someone.phases) >= {Phase.HOLD, Phase.AGENT, Phase.DEAD, Phase.SURVEY, Phase.CALLED, Phase.GESTURE}
    assert window.view.keys == [(window.view.keys[0][0], "1")]
    heard = [caption for caption in window.view.captions if isinstance(caption, Heard)]
    assert any(caption.taken_down for caption in heard)
    rows = window.call_page.conversation.captions
    assert rows.rowCount() == len(window.view.captions)

    folder = window.call_folder
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[-1]["kind"] == "call.ended"
    assert (folder / "transcript.txt").read_text(encoding="utf-8") == window.after_page.transcript.toPlainText()
    with wave.open(str(folder / "call.wav")) as recording:
        assert recording.getnframes() / 16000 == pytest.approx(lines[-1]["duration"], abs=0.05)
    assert settings.recent == [folder]

    window.show_lobby()
    assert window.pages.currentWidget() is window.lobby
    qtbot.waitUntil(lambda: window.lobby.recent.count() == 1)


def test_closing_the_window_in_the_middle_ends_the_call_and_completes_the_folder(open_window, caller, qtbot):
    window = open_window()
    window.call()
    caller(window).hold(lambda: window.view.phase is Phase.AGENT)
    window.close()
    assert window.isVisible(), "it waits for the call to end"
    qtbot.waitUntil(lambda: not window.isVisible())
    folder = window.call_folder
    lines = [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (lines[-1]["kind"], lines[-1]["reason"]) == ("call.ended", "caller hung up")
    assert (folder / "transcript.txt").is_file()


def test_hanging_up_leaves_time_to_dial_again_and_to_leave(open_window, caller, qtbot):
    window = open_window(speed=1.0)
    window.call()
    qtbot.waitUntil(lambda: window.view.phase is Phase.MENU, timeout=20_000)
    window.telephone.red.click()
    qtbot.waitUntil(lambda: window.view.phase is Phase.HUNG_UP)
    assert window.telephone.controls.green is Green.RING_BACK
    window.telephone.green.click()
    qtbot.waitUntil(lambda: window.view.times_rung == 2)
    window.telephone.red.click()
    qtbot.waitUntil(lambda: window.view.phase is Phase.HUNG_UP)
    window.telephone.red.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.after_page)
    assert window.view.ended == "caller hung up"


def test_mute_and_volume_reach_the_handset(open_window, qtbot, settings):
    window = open_window(speed=1.0)
    window.telephone.mute.click()
    window.call()
    call = window._call
    assert call.handset.muted
    window.telephone.mute.click()
    assert not call.handset.muted
    window.telephone.volume.setValue(40)
    assert call.handset.volume == 0.4 == settings.volume


class NoCard(ClockCard):
    def exchange(self, company):
        from voiceapp.errors import Missing

        raise Missing("the microphone has gone; plug it in again")


def test_what_goes_wrong_in_a_call_is_said_and_the_folder_is_complete(open_window, qtbot):
    window = open_window(card=NoCard)
    window.call()
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert window.notice.text == "The microphone has gone; plug it in again"
    assert window.pages.currentWidget() is window.after_page
    assert window.view.ended == "interrupted"


def test_a_folder_that_cannot_be_made_is_said(open_window, qtbot, settings, tmp_path):
    (tmp_path / "calls").write_text("a file")
    window = open_window()
    window.call()
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert str(tmp_path / "calls") in window.notice.text
    assert window.pages.currentWidget() is window.lobby
    window.call()
    qtbot.waitUntil(lambda: window._call is None)


def test_a_call_that_is_given_up_while_it_is_put_through(open_window, qtbot):
    window = open_window(speed=1.0)
    window.call()
    window._red()
    qtbot.waitUntil(lambda: window._call is None)
    assert window.telephone.controls.green is Green.CALL


def test_the_same_number_can_be_called_again(open_window, qtbot):
    window = open_window()
    window.call()
    qtbot.waitUntil(lambda: window.view.phase is Phase.MENU)
    window.telephone.red.click()
    qtbot.waitUntil(lambda: window.view.phase is Phase.HUNG_UP)
    window.telephone.red.click()
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.after_page)
    first = window.call_folder
    window.after_page.again.click()
    qtbot.waitUntil(lambda: window.view.phase is Phase.MENU and window.call_folder != first)


class Unplugged(ClockCard):
    """A card whose microphone goes and comes back."""

    def __init__(self):
        super().__init__(20.0)
        self.frames, self.looked = 0, 0

    def exchange(self, company):
        from voiceapp.audio.devices import DeviceLost

        self.frames += 1
        if self.frames == 40:
            raise DeviceLost("input", "Headset")
        return super().exchange(company)

    def reopen(self, lost):
        self.looked += 1
        return self.looked > 1


def test_a_device_that_goes_is_said_until_there_is_one_again(open_window, qtbot, monkeypatch):
    monkeypatch.setattr("voiceapp.live.LOOK_AGAIN", 0.5)
    window = open_window(card=Unplugged)
    window.call()
    qtbot.waitUntil(lambda: "Headset" in window.notice.text)
    qtbot.waitUntil(lambda: not window.notice.isVisible())
    assert window.view.ended is None
