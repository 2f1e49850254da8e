"""The funniest stretch of a call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.aftercall.highlights import BELIEVABLE, believable, best_stretch, exchanges
from voiceapp.aftercall.measures import measure
from voiceapp.aftercall.record import Record


@pytest.fixture
def record(call_lines):
    return Record(call_lines)


def test_what_each_exchange_is_worth(record):
    found = {round(exchange.start): exchange.worth for exchange in exchanges(record, measure(record))}
    # A campaigner; three own words said back; a calm answer to a threat, and a transfer; a turnip and a dead line.
    assert found[25] > 1
    assert found[38] > found[34]
    assert found[55] > found[38]
    assert found[73] >= 2, "an answer that was recorded as another"
    assert found[95] >= 2.5, "a gift nobody asked for"


def test_it_is_taken_where_it_is_funny_and_not_where_music_plays(record):
    start, end = best_stretch(record, measure(record), 40.0)
    assert start >= 20, "hold music is not funny for long"
    assert end - start <= 40
    assert start <= 55 and end >= 60, "the turnip is missing"


def test_it_is_cut_where_nobody_speaks(record):
    for seconds in (12, 20, 30, 45, 60, 90):
        start, end = best_stretch(record, measure(record), seconds)
        for spoken in (*record.speeches, *record.turns):
            assert not spoken.start < start - 0.01 < spoken.end - 0.02
            assert not spoken.start + 0.02 < end + 0.01 < spoken.end or end - start == pytest.approx(seconds)


def test_a_short_call_is_taken_whole(record):
    assert best_stretch(record, measure(record), 300) == (0.0, 120.0)


def test_it_keeps_to_a_span(record):
    start, end = best_stretch(record, measure(record), 20, within=(66.0, 120.0))
    assert 66 <= start < end <= 120


def test_near_enough_and_far_enough_is_best():
    assert believable(sum(BELIEVABLE) / 2) == 1
    assert believable(0) == 0 and believable(0.9) == 0
    assert 0 < believable(None) < 1


@given(
    st.lists(st.tuples(st.floats(0.2, 6), st.floats(0, 8), st.booleans()), max_size=30),
    st.floats(10, 90),
)
def test_whatever_was_said_it_lies_in_the_call_and_is_always_the_same(parts, seconds):
    t, lines = 0.0, [{"t": 0.0, "kind": "call.started", "scenario": "x", "seed": 1, "cast": {}}]
    for n, (long, pause, caller) in enumerate(parts):
        t += pause
        if caller:
            lines.append(
                {"t": t + long, "kind": "caller.said", "start": t, "end": t + long, "text": "no", "intent": ""}
            )
        else:
            speech = {"speech": n, "agent": "ann", "text": "Yes.", "start": t}
            lines.append({"t": t, "kind": "agent.started", **speech})
            lines.append({"t": t + long, "kind": "agent.said", "end": t + long, **speech})
        t += long
    lines.append({"t": t + 1, "kind": "call.ended", "reason": "completed", "duration": t + 1})
    record = Record(lines)
    measures = measure(record)
    start, end = best_stretch(record, measures, seconds)
    assert 0 <= start < end <= record.duration + 1e-6
    assert end - start <= seconds + 1e-6 or (start, end) == (0.0, record.duration)
    assert best_stretch(record, measures, seconds) == (start, end)
