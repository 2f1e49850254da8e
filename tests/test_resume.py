"""A call that was torn off is gone on with: the company calls back, and remembers all of it wrong."""

import json

import pytest

from voiceapp.dialogue.call import Call
from voiceapp.dialogue.events import CallerAnswered, CallPlaced
from voiceapp.languages import load_comprehension
from voiceapp.scenarios import load


def lines_of(folder):
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture
def torn(voiceapp, tmp_path):
    """A typed call of the container that was torn off with its first agent; the last line of its journal is half."""
    typed = b"#1\n#1\n12345\nmy name is mathieu\nthere is a container in front of the staff entrance\n" * 3
    assert voiceapp("rehearse", "--seed", 5, "-o", tmp_path / "torn", stdin=typed).code == 0
    journal = tmp_path / "torn" / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    agent = next(n for n, line in enumerate(lines) if b'"agent.said"' in line and b'"gunther"' in line)
    half = next(n for n, line in enumerate(lines) if n > agent + 4 and b'"agent.started"' in line)
    journal.write_bytes(b"".join(lines[:half]) + lines[half][:30])
    for name in ("transcript.txt", "report.html"):
        (tmp_path / "torn" / name).unlink()
    return tmp_path / "torn"


def test_the_company_calls_back_with_what_it_has_on_file(voiceapp, torn):
    before = lines_of_whole(torn)
    outcome = voiceapp("run", "--resume", torn)
    assert outcome.code == 0
    after = lines_of(torn.with_name("torn-resumed"))
    kinds = [line["kind"] for line in after]
    assert kinds.index("callback") < kinds.index("act") < kinds.index("agent.started")
    last_act = [line["act"] for line in before if line["kind"] == "act"][-1]
    assert next(line["act"] for line in after if line["kind"] == "act") == last_act
    first = next(line["text"] for line in after if line["kind"] == "agent.started")
    assert first in [line.en for line in load("container").cast["gunther"].lines["resumed"]]
    assert {line["text"] for line in before if line["kind"] == "agent.said"}.isdisjoint(
        line["text"] for line in after if line["kind"] == "agent.said"
    )
    assert (torn / "transcript.txt").exists(), "what can be made of the torn call is made"
    assert (torn / "report.html").exists()


def lines_of_whole(folder):
    found = []
    for line in (folder / "journal.jsonl").read_bytes().splitlines():
        try:
            found.append(json.loads(line))
        except ValueError:
            continue
    return found


def test_the_case_file_is_remembered():
    scenario, wits = load("container"), load_comprehension()
    lines = [
        {"t": 0.0, "kind": "call.started", "scenario": "container"},
        {"t": 9.0, "kind": "act", "act": "gunther_first"},
        {
            "t": 9.5,
            "kind": "case.changed",
            "field": "name",
            "said": "mathieu",
            "recorded": "Mister Achoo",
            "by": "gunther",
        },
        {"t": 9.9, "kind": "caller.said", "text": "no", "intent": "swear", "slots": {"name": ["a"]}},
        {"t": 9.9, "kind": "caller.said"},
        {"t": 9.9, "kind": "key.pressed", "key": "0"},
        {"t": 9.9, "kind": "call.resumed", "times": "many"},
    ]
    call = Call(scenario, seed=1, comprehension=wits, recalled=lines)
    assert call.session.case.name.recorded == "Mister Achoo"
    assert call.session.case.beginnings.name.said == "mathieu"
    assert call.session.mood.zeros == 1 and call.session.mood.swore == 1
    call.receive(CallPlaced(t=0.0))
    call.receive(CallerAnswered(t=4.0))
    assert call.session.visits["gunther_first"] == 1


def test_a_call_that_was_held_to_its_end_is_over(voiceapp, small_scenario, tmp_path):
    assert voiceapp("rehearse", "--scenario", small_scenario, "-o", tmp_path / "call", stdin=b"#1\n").code == 0
    outcome = voiceapp("run", "--resume", tmp_path / "call")
    assert outcome.code == 3
    assert "held to its end" in outcome.err


def test_a_call_of_a_scenario_of_ones_own(voiceapp, small_scenario, tmp_path):
    (tmp_path / "call").mkdir()
    (tmp_path / "call" / "journal.jsonl").write_text(
        '{"t": 0.0, "kind": "call.started", "scenario": "small", "seed": 1}\n'
    )
    outcome = voiceapp("run", "--resume", tmp_path / "call")
    assert outcome.code == 3
    assert "--scenario" in outcome.err
    assert voiceapp("run", "-q", "--resume", tmp_path / "call", "--scenario", small_scenario).code == 0
    assert voiceapp("run", "-q", "--resume", tmp_path / "call", "--scenario", small_scenario).code == 0
    assert (tmp_path / "call-resumed-2" / "call.wav").exists()


@pytest.mark.parametrize("arguments", [("--jobs", "2"), ("--from", "menu")])
def test_what_does_not_go_with_it(voiceapp, tmp_path, arguments):
    assert voiceapp("run", "--resume", tmp_path, *arguments).code == 2


def test_nothing_to_play_and_nothing_to_resume(voiceapp):
    outcome = voiceapp("run")
    assert outcome.code == 2
    assert "--resume" in outcome.err


def test_there_must_be_a_journal(voiceapp, tmp_path):
    assert voiceapp("run", "--resume", tmp_path).code == 3
