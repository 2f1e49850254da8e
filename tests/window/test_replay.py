"""Past calls, played again."""

import math

import pytest
from PySide6.QtCore import Qt

from voiceapp.call_view import Phase
from voiceapp.errors import BadInput
from voiceapp.window.replay import Replay


class Clock:
    def __init__(self):
        self.t = 50.0

    def __call__(self):
        return self.t


class Sound:
    def __init__(self):
        self.did = []

    def play(self, at):
        self.did.append(("play", round(at, 3)))

    def stop(self):
        self.did.append("stop")


def test_lines_come_when_their_time_has_come(past):
    clock = Clock()
    replay = Replay(past, speed=2.0, now=clock)
    seen = list(replay.lines())
    assert [line["t"] for line in seen] == [0.0] * len(seen)
    clock.t += 3.0
    assert replay.t == pytest.approx(6.0)
    more = replay.lines()
    assert more and all(line["t"] <= 6.0 for line in more)
    assert not replay.over
    clock.t += 1000
    assert replay.t == replay.duration
    seen += [*more, *replay.lines()]
    assert replay.over
    assert seen[-1]["kind"] == "call.ended"


def test_a_pause_stands_still_and_one_can_go_anywhere(past):
    clock = Clock()
    replay = Replay(past, now=clock)
    clock.t += 2.0
    replay.pause()
    clock.t += 60.0
    assert replay.t == pytest.approx(2.0)
    replay.go_on()
    clock.t += 1.0
    assert replay.t == pytest.approx(3.0)
    replay.lines()
    replay.go_to(1.0)
    assert replay.t == pytest.approx(1.0)
    assert replay.lines()[0]["kind"] == "call.started", "all of it comes again, up to there"
    replay.speed = 1000
    assert replay.speed == 64.0


def test_levels_are_those_of_the_recording(past):
    clock = Clock()
    replay = Replay(past, now=clock)
    quiet = replay.company_level
    spoken = next(line for line in replay._lines if line["kind"] == "agent.said")
    replay.go_to(spoken["start"] + 0.3)
    assert replay.company_level > quiet + 10
    said = next(line for line in replay._lines if line["kind"] == "caller.said")
    replay.go_to((said["start"] + said["end"]) / 2)
    replay.lines()
    assert replay.caller_level > -50
    assert said["text"].startswith(replay.partial)
    assert replay.partial


def test_sound_is_heard_at_normal_speed_only(past):
    clock, sound = Clock(), Sound()
    replay = Replay(past, sound=sound, now=clock)
    assert sound.did == ["stop", ("play", 0.0)]
    clock.t += 1.0
    replay.speed = 4.0
    assert sound.did[2:] == ["stop"]
    replay.speed = 1.0
    replay.pause()
    replay.go_on()
    assert sound.did[3:] == ["stop", ("play", 1.0), "stop", "stop", ("play", 1.0)]


@pytest.mark.parametrize("journal", [None, "", "no json at all\n", '{"t": "soon", "kind": "act"}\n'])
def test_a_folder_without_a_call_is_refused(tmp_path, journal):
    if journal is not None:
        (tmp_path / "journal.jsonl").write_text(journal)
    with pytest.raises(BadInput, match="give the folder of a call"):
        Replay(tmp_path)


def test_a_recording_that_is_none_is_silence(past, tmp_path):
    (tmp_path / "journal.jsonl").write_bytes((past / "journal.jsonl").read_bytes())
    (tmp_path / "call.wav").write_bytes(b"RIFF")
    assert Replay(tmp_path).company_level == -math.inf


def test_the_window_shows_a_past_call_and_does_nothing_in_it(open_window, past, qtbot):
    window = open_window()
    window.replay(past, speed=32.0)
    qtbot.waitUntil(lambda: window.replay_bar.isVisible())
    assert not window.call_page.line.isVisible()
    qtbot.waitUntil(lambda: window.view.phase is Phase.AGENT, timeout=20_000)
    assert not window.telephone.green.isEnabled()
    assert not window.telephone.keypad.isEnabled()
    window.press("1")
    window.say("nothing")
    qtbot.waitUntil(lambda: window.view.phase is Phase.OVER, timeout=20_000)
    assert window.view.ended == "time is up"
    rows = window.call_page.conversation.captions.rowCount()
    assert rows == len(window.view.captions) > 3
    qtbot.mouseClick(window.replay_bar.leave, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.lobby


def test_one_can_go_back_and_forth_in_it(open_window, past, qtbot):
    window = open_window()
    window.replay(past, speed=1.0)
    qtbot.waitUntil(lambda: window.replay_bar.isVisible())
    window.replay_bar.pause.click()
    window.replay_bar.place.setValue(190)
    later = len(window.view.captions)
    assert later
    assert window.view.t == pytest.approx(19.0, abs=0.1)
    window.replay_bar.place.setValue(0)
    assert window.view.t == pytest.approx(0.0, abs=0.1)
    assert len(window.view.captions) < later
    assert window.call_page.conversation.captions.rowCount() == len(window.view.captions)


def test_what_is_no_call_is_said(open_window, tmp_path, qtbot):
    window = open_window()
    window.replay(tmp_path)
    qtbot.waitUntil(lambda: window.notice.isVisible())
    assert "journal.jsonl" in window.notice.text


def test_the_command_refuses_a_folder_without_a_call(voiceapp, tmp_path):
    outcome = voiceapp("window", "--replay", tmp_path / "nothing")
    assert outcome.code == 3
    assert "give the folder of a call" in outcome.err
