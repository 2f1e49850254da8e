"""A call in real time, on a clock of our own."""

import math
from functools import partial

import numpy as np
import pytest

from voiceapp.audio.devices import DeviceLost
from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE
from voiceapp.audio.level import NO_SOUND
from voiceapp.call_folder import CallFolder
from voiceapp.company import Company
from voiceapp.handset import Handset
from voiceapp.languages import load_comprehension
from voiceapp.live import ClockCard, hold_live
from voiceapp.scenarios import load


class Clock:
    """Time that passes by sleeping only."""

    def __init__(self):
        self.t = 100.0
        self.sleeps = []

    def now(self):
        return self.t

    def sleep(self, seconds):
        self.sleeps.append(seconds)
        self.t += seconds


def test_frames_follow_the_clock_and_make_up_for_a_slow_one():
    clock = Clock()
    card = ClockCard(now=clock.now, sleep=clock.sleep)
    for _ in range(10):
        assert card.exchange(SILENCE) is SILENCE
    assert clock.t == pytest.approx(100.2)
    clock.t += 0.05
    for _ in range(10):
        card.exchange(SILENCE)
    assert clock.t == pytest.approx(100.4), "the lost time was made up"
    clock.t += 60
    for _ in range(10):
        card.exchange(SILENCE)
    assert clock.t == pytest.approx(160.4 + 0.18), "a machine that slept does not hurry after"


def test_a_speed_divides_the_time():
    clock = Clock()
    card = ClockCard(speed=10, now=clock.now, sleep=clock.sleep)
    for _ in range(100):
        card.exchange(SILENCE)
    assert clock.t == pytest.approx(100.2)
    with pytest.raises(ValueError):
        ClockCard(speed=0)


class Scripted(ClockCard):
    """A card without time: after so many frames the caller does something at the handset."""

    def __init__(self, acts):
        super().__init__(math.inf)
        self.acts = dict(acts)
        self.frames = 0
        self.played = []

    def exchange(self, company):
        self.played.append(company)
        self.frames += 1
        if act := self.acts.pop(self.frames, None):
            act()
        return SILENCE


@pytest.fixture
def phone(small_scenario, tmp_path):
    """A telephone without a speech model; gives what makes a call and the journal lines of it."""
    with Company(load(str(small_scenario)), load_comprehension(), None) as company:

        def hold(script, seconds=300.0):
            handset, lines = Handset(), []
            card = Scripted({frame: partial(act, handset) for frame, act in script.items()})
            folder = CallFolder.create(tmp_path / "call")
            with company.line(folder, seed=3, max_seconds=seconds, listeners=(lines.append,)) as line:
                reason = hold_live(line, handset, card)
            return reason, lines, handset, card, folder

        yield hold


def said(lines):
    return [line["text"] for line in lines if line["kind"] == "caller.said"]


def test_a_call_is_held_by_keys_and_typed_words(phone):
    typed = "my container is in the wrong place"
    reason, lines, handset, card, folder = phone(
        {500: lambda h: h.press("1"), 900: lambda h: h.type(typed), 2500: lambda h: h.leave()}
    )
    assert reason == "caller hung up"
    assert [(line["key"], line["source"]) for line in lines if line["kind"] == "key.pressed"] == [("1", "window")]
    assert said(lines) == [typed]
    assert lines[-1]["kind"] == "call.ended"
    assert handset.t == pytest.approx(2500 * 0.02)
    assert folder.transcript.read_text(encoding="utf-8").count("You:") == 1
    assert max(np.abs(frame.astype(int)).max() for frame in card.played) > 3000


def test_the_earpiece_has_a_volume_and_the_recording_none(phone):
    def quiet(handset):
        handset.volume = 0.0

    _, _, handset, card, folder = phone({1: quiet, 400: lambda h: h.leave()})
    assert not any(frame.any() for frame in card.played[1:])
    assert handset.company_level > NO_SOUND
    assert folder.recording.stat().st_size > 400 * FRAME_SAMPLES * 4


def test_no_key_no_ring_no_answer_out_of_turn(phone):
    handset = Handset()
    with pytest.raises(ValueError):
        handset.press("A")
    with pytest.raises(ValueError):
        handset.press("12")
    _, lines, *_ = phone({50: lambda h: h.ring_back(), 60: lambda h: h.answer(), 300: lambda h: h.leave()})
    assert not any(line["kind"] in ("call.resumed", "callback") for line in lines)


class Losing(Scripted):
    """A card whose microphone is gone at a frame; ``back`` tells for each look whether there is another one."""

    def __init__(self, acts, at, back):
        super().__init__(acts)
        self.at, self.back, self.looks = at, back, 0

    def exchange(self, company):
        if self.frames == self.at:
            self.at = -1
            raise DeviceLost("input", "desk")
        return super().exchange(company)

    def reopen(self, lost):
        self.looks += 1
        return self.back(self.looks)

    def news(self, *, at_end=False):
        return [("audio.totals", {"input_overruns": 2})] if at_end else []


@pytest.fixture
def on_hold(small_scenario, tmp_path, monkeypatch):
    """Holds a call that loses its microphone after 100 frames; ``back`` is given the handset and the looks so far."""
    clock = Clock()
    monkeypatch.setattr("voiceapp.live.time.monotonic", clock.now)
    monkeypatch.setattr("voiceapp.live.time.sleep", clock.sleep)
    with Company(load(str(small_scenario)), load_comprehension(), None) as company:

        def hold(back, script=()):
            handset, lines = Handset(), []
            script = {frame: partial(act, handset) for frame, act in dict(script).items()}
            card = Losing(script, 100, partial(back, handset))
            folder = CallFolder.create(tmp_path / "call")
            with company.line(folder, seed=3, max_seconds=300, listeners=(lines.append,)) as line:
                reason = hold_live(line, handset, card)
            return reason, {line["kind"]: line for line in lines}, handset, clock

        yield hold


def test_a_device_that_is_gone_puts_the_call_on_hold_until_there_is_another(on_hold):
    why = []

    def back(handset, looks):
        why.append(handset.on_hold)
        return looks == 4

    _, lines, handset, clock = on_hold(back, {400: lambda h: h.leave()})
    assert why == ["the microphone desk is gone"] * 4
    assert handset.on_hold == ""
    assert (lines["device.lost"]["direction"], lines["device.lost"]["name"]) == ("input", "desk")
    assert lines["device.lost"]["t"] == lines["device.changed"]["t"] == pytest.approx(2.0), "time stood still"
    assert lines["device.changed"]["seconds"] == pytest.approx(sum(clock.sleeps)) == pytest.approx(1.5)
    assert lines["call.ended"]["duration"] == pytest.approx(400 * 0.02)
    assert lines["audio.totals"]["input_overruns"] == 2


def test_one_can_leave_while_on_hold(on_hold):
    def back(handset, looks):
        if looks == 3:
            handset.leave()
        return False

    reason, lines, *_ = on_hold(back)
    assert reason == "caller hung up"
    assert lines["call.ended"]["duration"] == pytest.approx(2.0, abs=0.03)
    assert "audio.totals" in lines


def test_nobody_waits_for_a_device_for_ever(on_hold):
    reason, _, _, clock = on_hold(lambda handset, looks: False)
    assert reason == "caller hung up"
    assert sum(clock.sleeps) == pytest.approx(300, abs=2)
