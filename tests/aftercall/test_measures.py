"""The numbers of a call, from a journal whose every second is known."""

import json
from itertools import pairwise

import numpy as np
import pytest

from voiceapp.aftercall.calm import RULES
from voiceapp.aftercall.measures import FORMAT, measured
from voiceapp.aftercall.record import Record


@pytest.fixture
def measures(call_lines):
    return measured(Record(call_lines))


def test_the_journey_has_neither_gaps_nor_overlaps(measures):
    legs = measures.legs
    assert legs[0].start == 0 and legs[-1].end == 120
    assert all(before.end == after.start for before, after in pairwise(legs))
    assert [(leg.kind, leg.who) for leg in legs] == [
        ("ringing", ""),
        ("menu", "lieve"),
        ("hold", ""),
        ("agent", "ann"),
        ("transfer", "ann"),
        ("agent", "bob"),
        ("dead", ""),
        ("ringing", ""),
        ("survey", "survey"),
        ("callback", ""),
        ("agent", "bob"),
    ]


def test_what_is_counted(measures):
    counted = (measures.agents, measures.conversations, measures.transfers, measures.cuts, measures.holds)
    assert counted == (2, 3, 1, 1, 1)
    assert measures.keys == 1 and measures.complete and measures.title == "A test"


def test_time_is_shared_out_without_remainder(measures):
    time = measures.time
    parts = time.ringing + time.dead + time.hold + time.company + time.caller + time.both + time.quiet
    assert parts == pytest.approx(time.total) == 120
    assert (time.ringing, time.dead, time.hold) == (3 + 3 + 8, 4, 10)
    assert time.both == pytest.approx(2.0)  # the caller came in at 38, Ann went on to 40
    assert time.heard == pytest.approx(4 + 2 + 3 + 2 + 1 + 2 + 1)


def test_understood_is_what_was_said_back_and_not_misheard(measures):
    # "please move the container" was answered "Move ... container"; everything else was misheard or passed over.
    assert (measures.time.understood, measures.time.understood_turns) == (2.0, 1)


def test_what_is_on_file(measures):
    changed = [(entry.field, entry.said_part, entry.recorded_part) for entry in measures.on_file]
    assert changed == [
        ("object", "container", "campaigner"),
        ("problem", "service", "turnip"),
        ("gesture", "cup", "club"),
    ]
    assert all(entry.wrong and entry.distance is not None and 0 < entry.distance < 0.6 for entry in measures.on_file)


def test_what_the_journal_knows_of_a_reading_is_believed(call_lines):
    for line in call_lines:
        if line["kind"] == "case.changed":
            line.update(distance=0.123456, source="sound", replaced="a", **{"with": "b"})
    entry = measured(Record(call_lines)).on_file[0]
    assert (entry.distance, entry.source, entry.said_part, entry.recorded_part) == (0.123, "sound", "a", "b")


def test_survey_and_gesture(measures):
    answer = measures.survey[0]
    assert (answer.question, answer.said, answer.recorded) == ("How was it?", "zero", "ten")
    gesture = measures.gesture
    assert (gesture.asked, gesture.read_back, gesture.ordered) == ("cup", ("club",), "club")
    assert gesture.delivered == ("One club, ordered.",)


def test_calm_counts_interruptions_oaths_and_threats(measures):
    calm = measures.calm
    assert (calm.interruptions, calm.swore, calm.threatened) == (1, 1, 1)
    assert [turn.interrupted for turn in calm.turns if turn.interrupted] == ["ann"]
    assert calm.louder is None and calm.points["louder"] == 0  # no recording
    assert calm.index == round(100 - sum(calm.points.values()))
    assert all(0 <= calm.points[rule] <= most for rule, (_, most) in RULES.items())


def test_a_sign_of_listening_interrupts_nobody(call_lines):
    for line in call_lines:
        if line.get("text") == "i am going to call my lawyer now":
            line["text"] = "uh-huh"
    assert measured(Record(call_lines)).calm.interruptions == 0


def test_who_speaks_over_hold_music_interrupts_nobody(call_lines):
    turn = {"t": 15.7, "kind": "caller.said", "start": 14.5, "end": 15.5, "text": "is anybody there", "intent": "greet"}
    assert measured(Record([*call_lines, turn])).calm.interruptions == 1


def test_loudness_comes_from_the_recording(call_lines):
    turns = Record(call_lines).turns
    caller = np.zeros(120 * 16_000, dtype=np.int16)
    for i, turn in enumerate(turns):
        n = round((turn.end - turn.start) * 16_000)
        tone = np.sin(2 * np.pi * 200 * np.arange(n) / 16_000) * 1000 * 10 ** (i / 20)
        caller[round(turn.start * 16_000) :][:n] = tone.astype(np.int16)
    calm = measured(Record(call_lines), caller).calm
    levels = [turn.level for turn in calm.turns]
    assert levels[0] == pytest.approx(20 * np.log10(1000 / 32768) - 3.01, abs=0.1)
    assert np.diff(levels) == pytest.approx(1.0, abs=0.2)
    assert calm.louder == pytest.approx(len(levels) - len(levels) // 3, abs=0.3)  # a decibel with each turn
    assert calm.points["louder"] == pytest.approx(min(24, 3 * calm.louder), abs=0.1)


def test_a_caller_who_says_nothing_has_no_index(call_lines):
    silent = [line for line in call_lines if line["kind"] != "caller.said"]
    measures = measured(Record(silent))
    assert measures.calm.index is None and measures.time.heard == 0 and measures.time.understood == 0


@pytest.mark.parametrize("length", range(1, 60, 7))
def test_a_journal_may_break_off_anywhere(call_lines, length):
    record = Record(call_lines[:length])
    measures = measured(record)
    assert not measures.complete
    assert measures.legs == () or measures.legs[-1].end == record.duration
    assert sum(leg.seconds for leg in measures.legs) == pytest.approx(record.duration)


def test_the_numbers_are_plain_json(measures):
    numbers = json.loads(json.dumps(measures.as_json(), allow_nan=False))
    assert numbers["format"] == FORMAT
    assert numbers["time"]["total"] == 120 and numbers["calm"]["index"] == measures.calm.index
    assert numbers["legs"][0] == {"kind": "ringing", "start": 0.0, "end": 3.0, "who": "", "to": "", "warm": False}
