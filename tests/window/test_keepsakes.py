"""What one takes home from a call, from the page after it."""

import shutil

import pytest
from PySide6.QtGui import QDesktopServices

from voiceapp.call_view import CallView
from voiceapp.scenarios import load
from voiceapp.window import home
from voiceapp.window.replay import read_journal


@pytest.fixture
def opened(monkeypatch):
    """What the desktop was asked to open."""
    found = []

    def open_url(url):
        found.append(url.toLocalFile())
        return not url.toLocalFile().endswith(".nothing")

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


@pytest.fixture
def after(open_window, past, tmp_path, all_phases):
    """The page after a call whose folder is our own."""
    folder = tmp_path / "kept"
    shutil.copytree(past, folder)
    window = open_window()
    view = CallView.of(load(str(all_phases)))
    for line in read_journal(folder):
        view.apply(line)
    window.keepsakes.show(folder, view)
    window.pages.setCurrentWidget(window.after_page)
    return window


def test_the_report_is_made_once_and_opened(after, opened, qtbot):
    folder = after.keepsakes.folder
    (folder / "report.html").unlink(missing_ok=True)
    after.after_page.report.click()
    qtbot.waitUntil(lambda: opened == [str(folder / "report.html")], timeout=30_000)
    assert str(folder / "report.html") in after.after_page.state.text()
    made = (folder / "report.html").stat().st_mtime_ns
    after.after_page.report.click()
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert (folder / "report.html").stat().st_mtime_ns == made


def test_the_folder_is_opened(after, opened):
    after.after_page.folder.click()
    assert opened == [str(after.keepsakes.folder)]


def test_the_letter_is_there_when_there_was_a_gesture(after, opened):
    assert not after.after_page.letter.isEnabled()
    (after.keepsakes.folder / "letter.pdf").write_bytes(b"%PDF")
    after.keepsakes.show(after.keepsakes.folder, after.view)
    after.after_page.letter.click()
    assert opened == [str(after.keepsakes.folder / "letter.pdf")]


def test_what_nothing_opens_is_said(after, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    after.after_page.folder.click()
    assert str(after.keepsakes.folder) in after.notice.text


def test_without_a_loudspeaker_it_is_said(after, qtbot):
    after.after_page.play.click()
    assert after.after_page.play.text() == "Stop the recording"
    qtbot.waitUntil(lambda: after.notice.isVisible(), timeout=20_000)
    assert "loudspeaker" in after.notice.text
    assert after.after_page.play.text() == "Play the recording"


def test_a_video_shows_how_far_it_is_and_can_be_given_up(after, qtbot, monkeypatch):
    asked = []

    def slowly(folder, *, language, progress, cancelled):
        asked.append((folder, language))
        for part in range(1, 6):
            progress(part, 10)
        while not cancelled():
            qtbot_pause.wait(0.01)
        asked.append("given up")

    import threading

    qtbot_pause = threading.Event()
    monkeypatch.setattr(home, "video", slowly)
    after.after_page.video.click()
    qtbot.waitUntil(lambda: after.after_page.progress.value() == 500)
    assert not after.after_page.video.isEnabled()
    after.after_page.cancel.click()
    qtbot.waitUntil(lambda: asked[-1] == "given up")
    assert asked[0] == (after.keepsakes.folder, "en")
    assert after.after_page.video.isEnabled()
    assert not after.after_page.progress.isVisible()


@pytest.mark.slow
def test_a_video_is_made_while_the_window_lives(after, qtbot):
    after.after_page.video.click()
    qtbot.waitUntil(lambda: "video.mp4" in after.after_page.state.text() or after.notice.isVisible(), timeout=120_000)
    assert after.notice.text == ""
    assert (after.keepsakes.folder / "video.mp4").stat().st_size > 50_000
