"""Many recordings, each a call: side by side as one by one, bad ones apart, stopped and continued."""

import json
import os
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from voiceapp.batch import Errand, Outcome, errands, held_before, hold_all, set_aside
from voiceapp.errors import BadInput

SPEECH = Path(__file__).parent / "data" / "speech"
NAMES = ("caller-04", "prompt-vm-sorry", "caller-02", "goforward")


@pytest.fixture
def recordings_folder(tmp_path):
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in NAMES:
        (folder / f"{name}.flac").symlink_to(SPEECH / f"{name}.flac")
    return folder


@pytest.fixture
def held(command):
    """Holds calls in a process of its own, as they are held: what forks must not have held calls itself."""

    def carry_out(*arguments):
        done = subprocess.run(command("run", *arguments), capture_output=True, text=True, timeout=120)
        assert "Traceback" not in done.stderr
        return done

    return carry_out


def left_by(folder):
    return {name: (folder / name).read_bytes() for name in ("journal.jsonl", "call.wav", "transcript.txt")}


@pytest.mark.slow
def test_side_by_side_they_are_the_same_calls(voiceapp, held, small_scenario, recordings_folder, tmp_path):
    (recordings_folder / "broken.wav").write_bytes(b"RIFF nothing")
    options = ("-q", "--scenario", small_scenario, "--seed", 7)
    outcome = held(*options, "--jobs", 2, "--json", "-o", tmp_path / "out", recordings_folder)
    assert outcome.returncode == 3
    told = {line["name"]: line for line in map(json.loads, outcome.stdout.splitlines())}
    assert told.keys() == {*NAMES, "broken"}
    assert "broken.wav" in told["broken"]["fault"]
    for name in NAMES:
        assert told[name]["reason"] and not told[name]["fault"]
        assert voiceapp("run", *options, "-o", tmp_path / name, SPEECH / f"{name}.flac").code == 0
        assert left_by(tmp_path / "out" / name) == left_by(tmp_path / name)
    table = (tmp_path / "out" / "calls.jsonl").read_text("utf-8").splitlines()
    assert sorted(table) == sorted(outcome.stdout.splitlines())


@pytest.mark.slow
def test_what_was_held_is_not_held_again(held, small_scenario, recordings_folder, tmp_path):
    options = ("--scenario", small_scenario, "--jobs", 2, "-o", tmp_path / "out")
    assert held(*options, SPEECH / "caller-04.flac").returncode == 0
    before = (tmp_path / "out" / "caller-04" / "journal.jsonl").stat().st_mtime_ns
    torn = tmp_path / "out" / "caller-02"
    torn.mkdir()
    (torn / "journal.jsonl").write_text('{"t": 0.0, "kind": "call.started"}\n', encoding="utf-8")
    outcome = held(*options, recordings_folder)
    assert outcome.returncode == 0
    assert "[1/4] caller-04: " in outcome.stdout
    assert outcome.stdout.count(", held before") == 1
    assert (tmp_path / "out" / "caller-04" / "journal.jsonl").stat().st_mtime_ns == before
    assert (tmp_path / "out" / "caller-02.unfinished-1" / "journal.jsonl").exists(), "nothing is lost"
    assert "call.ended" in (torn / "journal.jsonl").read_text("utf-8")


@pytest.mark.slow
def test_each_folder_is_a_caller_with_turns(held, small_scenario, tmp_path):
    for caller in ("anna", "bert"):
        (tmp_path / "callers" / caller).mkdir(parents=True)
        for name in NAMES[:2]:
            (tmp_path / "callers" / caller / f"{name}.flac").symlink_to(SPEECH / f"{name}.flac")
    out = tmp_path / "out"
    options = ("--turns", "--jobs", 2, "--scenario", small_scenario, "-q", "-o", out)
    assert held(*options, tmp_path / "callers").returncode == 0
    journals = [(out / caller / "journal.jsonl").read_text("utf-8") for caller in ("anna", "bert")]
    assert journals[0] == journals[1]
    assert journals[0].count('"caller.said"') == 2


@pytest.mark.slow
def test_an_interrupt_ends_the_calls_properly(command, small_scenario, tmp_path):
    out = tmp_path / "out"
    words = command(
        "run", "--jobs", 2, "--scenario", "anything", "-o", out, SPEECH / "austen-0870.flac", SPEECH / "caller-02.flac"
    )
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    journals = [out / name / "journal.jsonl" for name in ("austen-0870", "caller-02")]
    until = time.monotonic() + 60
    while (
        not all(path.exists() and b'"act"' in path.read_bytes() for path in journals)
        and process.poll() is None
        and time.monotonic() < until
    ):
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode in (130, 0), err
    assert "Traceback" not in err
    for path in journals:
        assert json.loads(path.read_text("utf-8").splitlines()[-1])["kind"] == "call.ended"


def errand(tmp_path, name):
    return Errand(name=name, audio=(), turns=False, folder=tmp_path / name)


@contextmanager
def office_of(hold):
    yield hold


def dies_of_b(errand):
    if errand.name == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return Outcome(name=errand.name, reason="completed")


class Office:
    """Holds calls by a function, in whatever process."""

    def __init__(self, hold):
        self.hold = hold

    def __call__(self):
        return office_of(self.hold)


def raises_for_b(errand):
    if errand.name == "b":
        raise RuntimeError("out of order")
    return Outcome(name=errand.name, reason="completed")


@pytest.mark.parametrize(("hold", "fault"), [(dies_of_b, "ended by SIGKILL"), (raises_for_b, "out of order")])
def test_a_call_that_takes_its_process_along_spoils_no_other(tmp_path, hold, fault):
    planned = [errand(tmp_path, name) for name in "abcdef"]
    outcomes = {outcome.name: outcome for outcome in hold_all(planned, Office(hold), 2, fork=True)}
    assert outcomes.keys() == set("abcdef")
    assert fault in outcomes["b"].fault
    assert all(outcomes[name].reason == "completed" for name in "acdef")


def test_plans(tmp_path):
    for name in ("one.wav", "one.mp3", "two.ogg"):
        (tmp_path / name).touch()
    names = [e.name for e in errands([str(tmp_path), str(tmp_path / "one.wav")], tmp_path / "out", turns=False)]
    assert names == ["one", "one.wav", "two", "one.wav-2"]
    with pytest.raises(BadInput):
        errands([str(tmp_path / "none")], tmp_path / "out", turns=True)


def test_what_counts_as_held(tmp_path):
    one = errand(tmp_path, "one")
    assert held_before(one) is None
    one.folder.mkdir()
    set_aside(one)
    assert one.folder.exists(), "an empty folder is in nobody's way"
    journal = one.folder / "journal.jsonl"
    journal.write_text('{"t": 3.0, "kind": "call.ended", "reason": "interrupted", "duration": 3.0}\n')
    assert held_before(one) is None
    journal.write_text('{"t": 3.0, "kind": "call.ended", "reason": "completed", "duration": 3.0}\n')
    assert held_before(one) == Outcome(name="one", reason="completed", duration=3.0, kept=True)


@pytest.mark.parametrize("jobs", ["0", "-1", "many", "65"])
def test_a_number_of_jobs_that_is_none(voiceapp, jobs):
    assert voiceapp("run", "--jobs", jobs, SPEECH / "caller-02.flac").code == 2
