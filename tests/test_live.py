"""A call in real time, on a clock of our own."""

import math
from functools import partial

import numpy as np
import pytest

from voiceapp.audio.frames import FRAME_SAMPLES, SILENCE
from voiceapp.audio.level import NO_SOUND
from voiceapp.call_folder import CallFolder
from voiceapp.company import Company
from voiceapp.english import load_comprehension
from voiceapp.handset import Handset
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
