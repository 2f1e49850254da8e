"""A call that was torn off: at its next start the window offers to be called back."""

import json
import os
import shutil

import pytest

from voiceapp.call_view import Phase


@pytest.fixture
def torn(past, settings):
    """What a crash leaves: a journal without an end, and a recording that nobody writes to any more."""
    folder = settings.calls_folder / "yesterday"
    shutil.copytree(past, folder)
    journal = folder / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]) + lines[-1][:9])
    os.utime(folder / "call.wav", (1e9, 1e9))
    return folder


def test_the_company_calls_back(torn, open_window, caller, qtbot):
    window = open_window()
    qtbot.waitUntil(lambda: window.notice.text != "")
    assert "torn off" in window.notice.text
    window.notice._way_out.click()
    caller(window).hold(lambda: window.view.phase is Phase.CALLED)
    window.telephone.green.click()
    caller(window).hold(lambda: any(True for caption in window.view.captions))
    assert window.call_folder == torn.with_name("yesterday-resumed")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    journal = (torn.with_name("yesterday-resumed") / "journal.jsonl").read_text(encoding="utf-8")
    kinds = [json.loads(line)["kind"] for line in journal.splitlines()]
    assert kinds.index("callback") < kinds.index("act")
    assert kinds[-1] == "call.ended"


def test_it_is_asked_once(torn, open_window, qtbot, settings):
    window = open_window()
    qtbot.waitUntil(lambda: window.notice.text != "")
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert settings.declined == str(torn)


def test_a_call_that_still_runs_elsewhere_is_left_alone(torn, settings):
    from voiceapp.window.offers import torn_call

    assert torn_call(settings.calls_folder, "").folder == torn
    assert torn_call(settings.calls_folder, str(torn)) is None
    os.utime(torn / "call.wav")
    assert torn_call(settings.calls_folder, "") is None
    assert torn_call(settings.calls_folder / "none", "") is None


def test_a_call_with_an_end_is_over(past, settings):
    from voiceapp.window.offers import torn_call

    shutil.copytree(past, settings.calls_folder / "yesterday")
    os.utime(settings.calls_folder / "yesterday" / "call.wav", (1e9, 1e9))
    assert torn_call(settings.calls_folder, "") is None
