"""``voiceapp rehearse``: the call typed, from a pipe, in virtual time."""

import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.call import Call
from voiceapp.journal import Journal
from voiceapp.languages import load_comprehension
from voiceapp.rehearsal import Rehearsal
from voiceapp.scenarios import load

SMALL = Path(__file__).parent / "data" / "scenarios" / "small"


CAPTIONS = [f"captions.{language}.{form}" for language in ("en", "fr", "nl") for form in ("srt", "vtt")]
LEFT = [*CAPTIONS, "journal.jsonl", "report.html", "report.json", "transcript.txt"]
"""What a typed call leaves."""


@pytest.fixture
def rehearse(voiceapp, small_scenario):
    return lambda *arguments, stdin: voiceapp("rehearse", "--scenario", small_scenario, *arguments, stdin=stdin)


def journal(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()]


def test_lines_are_said_keys_pressed_and_silence_kept(rehearse, tmp_path):
    outcome = rehearse("-o", tmp_path / "call", stdin=b"\n#1\nmove  the container\t please\r\nmy name is jane\n")
    assert (outcome.code, outcome.err) == (0, "")
    lines = journal(tmp_path / "call")
    happened = [(line["kind"], line.get("text") or line.get("key")) for line in lines]
    assert ("key.pressed", "1") in happened
    assert ("caller.said", "move the container please") in happened
    assert ("caller.said", "my name is jane") in happened
    assert "Nothing." in outcome.out, "the empty line was taken for silence"
    assert lines[-1]["kind"] == "call.ended"
    assert [line["t"] for line in lines] == sorted(line["t"] for line in lines)
    assert sorted(file.name for file in (tmp_path / "call").iterdir()) == LEFT
    assert (tmp_path / "call" / "transcript.txt").read_text(encoding="utf-8") in outcome.out


def test_keys_are_pressed_one_after_the_other(rehearse, tmp_path):
    rehearse("-o", tmp_path / "call", stdin=b"#*0#9\n")
    assert [line["key"] for line in journal(tmp_path / "call") if line["kind"] == "key.pressed"] == list("*0#9")


@pytest.mark.parametrize("typed", [b"#\n", b"#12a\n", b"# 1\n", b"number #1\n"])
def test_what_is_no_key_is_said(rehearse, tmp_path, typed):
    rehearse("-o", tmp_path / "call", stdin=typed)
    assert [line["text"] for line in journal(tmp_path / "call") if line["kind"] == "caller.said"] == [
        " ".join(typed.decode().split())
    ]


@pytest.mark.parametrize(
    "typed",
    [
        b"",
        b"\n" * 50,
        b"\xff\xfe\x80 container\n",
        "Ça va? \u202eyas ot tahw\u202c \U0001f600 ﷽\n".encode(),
        b"\x00\x1b[31m\x07\n",
        "line\u2028separator\x85next\n".encode(),
        b"no line end",
        b"word " * 3000 + b"\n",
        b"a" * 20_000 + b"\n",
    ],
    ids=["nothing", "silence", "bytes", "unicode", "control", "separators", "unended", "many words", "long word"],
)
def test_whatever_is_typed_the_call_ends(rehearse, tmp_path, typed):
    outcome = rehearse("-o", tmp_path / "call", stdin=typed)
    assert (outcome.code, outcome.err) == (0, "")
    assert journal(tmp_path / "call")[-1]["reason"] == "completed"


def test_more_than_a_call_can_take_is_left_unread(rehearse):
    outcome = rehearse(stdin=b"hello\n" * 5000)
    assert outcome.code == 0
    assert "the call is over" in outcome.out


def test_no_standard_input_at_all(command, small_scenario):
    done = subprocess.run(["sh", "-c", '"$@" <&-', "sh", *command("rehearse", "--scenario", small_scenario)],
                          capture_output=True)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"the call is over" in done.stdout


def test_time_is_bounded(rehearse, tmp_path):
    assert rehearse("-o", tmp_path / "call", "--max-minutes", "0.05", stdin=b"hello\n" * 9).code == 0
    assert journal(tmp_path / "call")[-1] == {
        "t": pytest.approx(3, abs=3),
        "kind": "call.ended",
        "reason": "time is up",
        "duration": pytest.approx(3, abs=3),
    }


def test_an_act_to_begin_with(rehearse):
    assert rehearse("--from", "nowhere", stdin=b"").code == 2
    outcome = rehearse("--from", "goodbye", stdin=b"")
    assert "Goodbye from us all." in outcome.out
    assert "Press one." not in outcome.out


def test_every_turn_can_be_explained(rehearse):
    outcome = rehearse("--explain", stdin=b"#1\nmy name is jane\nplease move the container\n")
    assert outcome.code == 0
    assert "understood: give_name" in outcome.out
    assert "-> mishear" in outcome.out


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal to play with")
def test_a_typist_who_interrupts_leaves_a_whole_folder(command, small_scenario, tmp_path):
    master, slave = pty.openpty()
    words = command("rehearse", "--scenario", small_scenario, "-o", tmp_path / "call")
    process = subprocess.Popen(words, stdin=slave, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(master, b"#1\n")
    file = tmp_path / "call" / "journal.jsonl"
    deadline = time.monotonic() + 60
    while not (file.exists() and b"Your name?" in file.read_bytes()):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    os.close(master)
    os.close(slave)
    assert process.returncode == 130
    assert err == b"voiceapp: interrupted\n"
    assert journal(tmp_path / "call")[-1]["reason"] == "interrupted"
    assert "interrupted" in (tmp_path / "call" / "transcript.txt").read_text(encoding="utf-8")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lines=st.lists(st.sampled_from(["", "#1", "#0*#", "hello", "my name is jane", "no", "yes", "goodbye"])))
def test_any_typed_call_ends_and_time_never_runs_back(lines):
    heard: list[dict] = []
    scenario = load(str(SMALL))
    call = Call(scenario, seed=3, comprehension=load_comprehension(scenario))
    reason = Rehearsal(call, Journal(None, heard.append), iter(lines), max_seconds=1800).run()
    assert reason == "completed"
    times = [line["t"] for line in heard]
    assert times == sorted(times)
    assert times[-1] < 600


def test_a_typed_call_leaves_a_dated_folder_too(voiceapp, small_scenario, tmp_path):
    outcome = voiceapp("rehearse", "--scenario", small_scenario, stdin=b"there is a container\n")
    assert outcome.code == 0
    (folder,) = (tmp_path / "calls").iterdir()
    assert sorted(part.name for part in folder.iterdir()) == LEFT
    assert str(folder.relative_to(tmp_path)) in outcome.out
