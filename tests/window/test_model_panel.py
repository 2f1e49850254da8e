"""The first start without the model: it is offered, and comes with progress, a pause, or from a file."""

import threading

import pytest

from voiceapp.errors import Missing
from voiceapp.window.model_panel import ModelPanel
from voiceapp.window.switchboard import Switchboard


class Network:
    """A download of ten parts, each of which comes when it is let."""

    def __init__(self, fault=None):
        self.parts = threading.Semaphore(0)
        self.fault = fault
        self.reported = 0

    def __call__(self, job):
        for part in range(1, 11):
            while not self.parts.acquire(timeout=0.02):
                if job.cancelled():
                    return
            if self.fault:
                raise self.fault
            job.report(part * 1e6, 1e7)
            self.reported = part


@pytest.fixture
def network():
    return Network()


@pytest.fixture
def panel(qtbot, network):
    panel = ModelPanel(fetch=network)
    qtbot.addWidget(panel)
    panel.offer()
    panel.show()
    yield panel
    panel.stop()


def test_it_comes_with_progress(panel, network, qtbot):
    assert panel.get.isVisible() and panel.from_file.isVisible() and not panel.progress.isVisible()
    panel.get.click()
    assert panel.progress.isVisible() and not panel.get.isVisible()
    network.parts.release(4)
    qtbot.waitUntil(lambda: panel.progress.value() == 400)
    assert "4 of 10 MB" in panel.progress.text()
    with qtbot.waitSignal(panel.installed):
        network.parts.release(6)
    assert not panel.isVisible()


def test_it_can_be_paused_and_goes_on(panel, network, qtbot):
    panel.get.click()
    network.parts.release(2)
    qtbot.waitUntil(lambda: panel.progress.value() == 200)
    panel.pause.click()
    network.parts.release(8)
    qtbot.wait(100)
    assert network.reported == 2
    assert panel.pause.text() == "Go on"
    with qtbot.waitSignal(panel.installed):
        panel.pause.click()


def test_a_fault_is_said_and_it_can_be_tried_again(panel, network, qtbot):
    network.fault = Missing("The download failed: no network.")
    panel.get.click()
    network.parts.release(1)
    qtbot.waitUntil(lambda: panel.get.isVisible())
    assert panel.text.text() == "The download failed: no network."
    network.fault = None
    panel.get.click()
    with qtbot.waitSignal(panel.installed):
        network.parts.release(10)


def test_it_can_be_given_up_also_while_it_is_paused(panel, network, qtbot):
    panel.get.click()
    network.parts.release(1)
    qtbot.waitUntil(lambda: panel.progress.value() == 100)
    panel.pause.click()
    network.parts.release(1)
    with qtbot.assertNotEmitted(panel.installed):
        panel.cancel.click()
        qtbot.wait(50)
    assert panel.get.isVisible()


def test_a_file_that_is_no_model_is_refused_with_a_reason(panel, qtbot, tmp_path, monkeypatch):
    from voiceapp.window import model_panel

    file = tmp_path / "model.zip"
    file.write_text("no zip")
    monkeypatch.setattr(
        model_panel.QFileDialog, "getOpenFileName", staticmethod(lambda *arguments, **more: (str(file), ""))
    )
    panel.from_file.click()
    qtbot.waitUntil(lambda: panel.get.isVisible(), timeout=20_000)
    assert str(file) in panel.text.text()


def test_without_a_model_one_can_call_by_typing(qtbot, settings, tmp_path, monkeypatch):
    from voiceapp.live import ClockCard
    from voiceapp.window.main_window import MainWindow

    monkeypatch.setenv("VOICEAPP_MODEL", str(tmp_path / "nowhere"))
    settings.typing = False
    board = Switchboard()
    window = MainWindow(settings, switchboard=board, card=lambda: ClockCard(30))
    window.show()
    qtbot.waitUntil(lambda: window.model_panel.isVisible(), timeout=20_000)
    window.call()
    qtbot.waitUntil(lambda: window.view.hold_seconds > 0, timeout=20_000)
    assert not window.notice.isVisible()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.deleteLater()
    board.close()
