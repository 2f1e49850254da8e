"""The call as one looks at it: driven by journals of real calls, and by lines no call would write."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.aftercall.transcript import journal_lines
from voiceapp.call_view import PATIENCE_OF_CUT, CallView, Heard, Person, Phase, Speech
from voiceapp.dialogue.call import Call
from voiceapp.journal import Journal
from voiceapp.languages import load_comprehension
from voiceapp.rehearsal import Rehearsal
from voiceapp.scenarios import load

ALL_PHASES = Path(__file__).parent / "data" / "scenarios" / "all_phases"
TYPED = ["#1", "there is a container at my door", "i want your manager", "", "very unhappy", "a cup of coffee", "yes"]


@pytest.fixture(scope="module")
def scenario():
    return load(str(ALL_PHASES))


@pytest.fixture(scope="module")
def lines(scenario):
    """The journal of a typed call through every phase."""
    heard = []
    journal = Journal(None, heard.append)
    journal.write(0.0, "call.started", {"scenario": scenario.name, "seed": 7, "version": "0"})
    call = Call(scenario, seed=7, comprehension=load_comprehension(scenario))
    Rehearsal(call, journal, iter(TYPED), max_seconds=600).run()
    return [json.loads(json.dumps(line)) for line in heard]


def test_the_phases_come_in_the_order_of_the_scenario(scenario, lines):
    view = CallView.of(scenario)
    assert view.phase is Phase.IDLE
    phases = [view.phase]
    for line in lines:
        view.apply(line)
        if view.phase is not phases[-1]:
            phases.append(view.phase)
    assert phases == [
        Phase.IDLE,
        Phase.RINGING,
        Phase.MENU,
        Phase.HOLD,
        Phase.AGENT,
        Phase.DEAD,
        Phase.RINGING,
        Phase.SURVEY,
        Phase.AWAY,
        Phase.CALLED,
        Phase.GESTURE,
        Phase.AGENT,
        Phase.OVER,
    ]
    assert view.ended == "completed"
    assert (view.transfers, view.cuts, view.times_rung) == (1, 1, 2)
    assert view.keys[0][1] == "1"
    assert view.seed == 7


def test_the_journey_is_gap_free_where_somebody_was_and_knows_who_handed_over(scenario, lines):
    view = CallView.of(scenario)
    for line in lines:
        view.apply(line)
    for before, after in zip(view.journey, view.journey[1:], strict=False):
        assert before.arrived <= before.left <= after.arrived
    assert view.journey[-1].left is not None, "the call is over"
    stops = [(station.phase, station.by.name if station.by else None) for station in view.journey]
    assert stops[:4] == [(Phase.MENU, "Machine"), (Phase.HOLD, None), (Phase.AGENT, "Ann"), (Phase.AGENT, "Bob")]
    bob = view.journey[3]
    assert bob.giver.name == "Ann"
    assert bob.warm and bob.cut
    assert [station.phase for station in view.journey if station.cut] == [Phase.AGENT]


def test_what_is_said_stands_beside_what_was_taken_down(scenario, lines):
    view = CallView.of(scenario)
    for line in lines:
        view.apply(line)
    heard = [caption for caption in view.captions if isinstance(caption, Heard)]
    assert [caption.text for caption in heard][:2] == TYPED[1:3]
    noted = heard[0].taken_down[0]
    assert noted.said in heard[0].text
    assert noted.recorded not in heard[0].text
    assert heard[0].reading, "the answer was built on a wrong reading"
    changed = [line["field"] for line in lines if line["kind"] == "case.changed"]
    assert set(view.case.filled) == set(changed)
    surveyed = next(caption for caption in heard if caption.text == view.survey[0].said)
    assert surveyed.reading == "ten" == view.survey[0].recorded
    assert view.gift.recorded


def test_speech_is_spoken_from_its_start_to_its_end(scenario, lines):
    view = CallView.of(scenario)
    for line in lines:
        view.apply(line)
        if line["kind"] == "agent.started":
            assert view.speaking.text == line["text"]
            assert view.speaking.end is None
        if line["kind"] == "agent.said":
            assert view.speaking is None or view.speaking.number != line["speech"]
    speeches = [caption for caption in view.captions if isinstance(caption, Speech)]
    assert len(speeches) == len({speech.number for speech in speeches})
    assert all(speech.end >= speech.start for speech in speeches)


def test_hold_is_counted_while_it_lasts_and_the_queue_is_as_announced(scenario, lines):
    view = CallView.of(scenario)
    announced = None
    for line in lines:
        view.apply(line)
        if line["kind"] == "hold.started":
            assert view.place is None
            view.advance(view.t + 1.5)
            assert view.holding == pytest.approx(1.5)
        if line["kind"] == "agent.started" and line["agent"] == "queue":
            announced = view.place
    assert announced.position == 3, "number three was said"
    assert announced.before == 2
    assert view.hold_seconds == pytest.approx(sum(x["duration"] for x in lines if x["kind"] == "hold.ended"), abs=0.02)


def test_patience_only_falls(scenario, lines):
    view = CallView.of(scenario)
    last = 1.0
    for line in lines:
        view.apply(line)
        assert 0.0 <= view.patience <= last
        last = view.patience
    assert last < 1 - PATIENCE_OF_CUT


def test_without_its_scenario_a_call_can_still_be_followed(lines):
    view = CallView()
    phases = set()
    for line in lines:
        view.apply(line)
        phases.add(view.phase)
    assert phases >= {Phase.RINGING, Phase.MENU, Phase.HOLD, Phase.AGENT, Phase.DEAD, Phase.SURVEY, Phase.CALLED}
    assert view.person("ann") == Person(key="ann", name="Ann")
    assert {station.by.name for station in view.journey if station.by} >= {"Ann", "Bob"}


def test_a_fresh_view_knows_the_cast_and_nothing_of_the_call(scenario, lines):
    view = CallView.of(scenario)
    for line in lines:
        view.apply(line)
    fresh = view.fresh()
    assert fresh.phase is Phase.IDLE
    assert not fresh.captions and not fresh.case.filled
    assert fresh.person("ann").department == "Entrances"


def said(text, start, end, t=None):
    return {"t": t or end, "kind": "caller.said", "start": start, "end": end, "text": text}


def speech(kind, number, start, end=None, **more):
    line = {"t": end or start, "kind": kind, "speech": number, "agent": "ann", "start": start, "text": "Well.", **more}
    return line if end is None else {**line, "end": end}


def test_being_talked_over_is_counted_when_they_talk_on(scenario):
    view = CallView.of(scenario)
    for line in (
        speech("agent.started", 1, 1.0),
        said("wait", 2.0, 2.5),
        speech("agent.said", 1, 1.0, 4.0),
        speech("agent.started", 2, 5.0),
        said("stop", 5.5, 6.0),
        speech("agent.said", 2, 5.0, 6.0, interrupted=True),
    ):
        view.apply(line)
    assert view.talked_over == 1


def test_captions_are_given_in_a_language_or_as_they_were_spoken(scenario):
    view = CallView.of(scenario)
    view.apply(speech("agent.started", 1, 1.0, captions={"fr": "Bien.", "nl": ""}))
    assert view.speaking.caption("fr") == "Bien."
    assert view.speaking.caption("nl") == "Well."


def test_a_caller_who_hangs_up_and_dials_again(scenario):
    view = CallView.of(scenario)
    for line in (
        {"t": 0.0, "kind": "call.started", "scenario": "x", "seed": 1},
        {"t": 1.0, "kind": "act", "act": "music"},
        {"t": 1.0, "kind": "hold.started", "music": "hold"},
        {"t": 4.0, "kind": "caller.hung_up"},
    ):
        view.apply(line)
    assert view.phase is Phase.HUNG_UP
    assert view.hold_seconds == 3.0
    view.apply({"t": 6.0, "kind": "call.resumed", "times": 2})
    assert view.phase is Phase.RINGING
    assert view.times_rung == 2
    assert view.journey[-1].left == 6.0


KINDS = (
    "call.started|act|menu|agent.started|agent.said|caller.said|key.pressed|hold.started|hold.ended|transfer|cut.off"
    "|call.resumed|caller.hung_up|callback|case.changed|survey.asked|survey.recorded|gesture|call.ended"
    "|synthesis.failed|something.new"
).split("|")
VALUES = (
    st.none() | st.booleans() | st.integers(-9, 99) | st.floats(0, 99) | st.text(max_size=8) | st.just([]) | st.just({})
)
FIELDS = st.sampled_from(
    "start end speech agent text captions trick heard interrupted act menu music duration from to warm field said"
    " recorded by question asked reason scenario seed times key fault".split()
)
LINES = st.builds(
    lambda t, kind, fields: {**fields, "t": t, "kind": kind},
    st.floats(0, 1000) | st.integers(0, 1000),
    st.sampled_from(KINDS),
    st.dictionaries(FIELDS, VALUES, max_size=6),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=20))
def test_any_lines_are_accepted(lines):
    view = CallView()
    for line in lines:
        before = view.t
        view.apply(line)
        assert view.t >= before
        assert 0.0 <= view.patience <= 1.0
    assert sum(station.left is None for station in view.journey) <= 1


def test_the_journal_of_a_folder_can_be_read_with_torn_lines(tmp_path, lines):
    journal = tmp_path / "journal.jsonl"
    text = "\n".join(map(json.dumps, lines[:20])) + '\n{"t": 5, "kind": "call.en'
    journal.write_text(text, encoding="utf-8")
    view = CallView()
    for line in journal_lines(journal):
        view.apply(line)
    assert view.captions
