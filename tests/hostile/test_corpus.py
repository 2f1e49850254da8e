"""Files that were made to do harm, kept in ``tests/data/hostile``, and some too large to keep: used or refused."""

import json
import resource
import time
from pathlib import Path

import pytest

from voiceapp.aftercall.journal_reader import LARGEST, LONGEST_LINE
from voiceapp.audio.files import read_audio
from voiceapp.audio.frames import FRAME_SECONDS
from voiceapp.errors import BadInput
from voiceapp.scenarios import load

DATA = Path(__file__).parents[1] / "data" / "hostile"


def files(folder):
    return [pytest.param(file, id=file.stem) for file in sorted((DATA / folder).iterdir())]


def test_the_script_makes_what_is_kept(tmp_path, monkeypatch):
    import runpy

    made = runpy.run_path(str(DATA / "make.py"))
    for folder, make in (("scenarios", "scenarios"), ("journals", "journals"), ("heads", "heads")):
        kept = {file.stem: file.read_bytes() for file in (DATA / folder).iterdir()}
        new = {
            name: data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
            for name, data in made[make]().items()
        }
        assert kept == new


@pytest.mark.parametrize("file", files("scenarios"))
def test_scenarios(voiceapp, file, tmp_path):
    checked = voiceapp("scenario", "check", file)
    assert "a fault of ours" not in checked.err
    if file.stem.startswith("refused"):
        assert checked.code == 3
        assert str(file) in checked.err + checked.out
        return
    assert checked.code in (0, 3)  # doubts are told with 3
    typed = b"#1\nmy name is mathieu\nno\nyes\nno\nno\n"
    outcome = voiceapp("rehearse", "--scenario", file, "-o", tmp_path / "deep" / "call", stdin=typed)
    assert outcome.code == 0, outcome.err
    assert {path.name for path in tmp_path.iterdir()} == {"deep"}, "nothing was written anywhere else"


def test_a_scenario_of_megabytes(tmp_path, small_scenario):
    text = (small_scenario / "scenario.yaml").read_text("utf-8")
    for size in (100_000, 1_000_000, 3_000_000):
        (tmp_path / "scenario.yaml").write_text(text.replace("Press one.", "x" * size), "utf-8")
        with pytest.raises(BadInput, match=r"2000 is the most|larger than 2 MB"):
            load(str(tmp_path))


@pytest.mark.parametrize("file", files("journals"))
def test_journals(voiceapp, file, small_scenario, tmp_path):
    folder = tmp_path / "call"
    folder.mkdir()
    (folder / "journal.jsonl").write_bytes(file.read_bytes())
    codes = {
        name: voiceapp(*words, folder)
        for name, words in {
            "captions": ["captions"],
            "report": ["report"],
            "numbers": ["report", "--json"],
            "letter": ["letter"],
            "resume": ["run", "-q", "--scenario", small_scenario, "--max-minutes", "0.05", "--resume"],
        }.items()
    }
    assert not any("a fault of ours" in outcome.err for outcome in codes.values())
    if file.stem.startswith("refused"):
        assert {outcome.code for outcome in codes.values()} == {3}
        return
    assert [codes[name].code for name in ("captions", "report", "numbers")] == [0, 0, 0]
    assert json.loads(codes["numbers"].out)["time"]["total"] >= 0
    assert codes["letter"].code in (0, 3)
    assert codes["resume"].code in (0, 3)


def test_a_line_and_a_journal_without_end(voiceapp, tmp_path):
    folder = tmp_path / "call"
    folder.mkdir()
    begin = b'{"t": 0.0, "kind": "call.started", "scenario": "small", "seed": 1}\n'
    end = b'{"t": 9.0, "kind": "call.ended", "reason": "completed", "duration": 9.0}\n'
    long_line = b'{"t": 1.0, "kind": "act", "act": "' + b"x" * (LONGEST_LINE + 10) + b'"}\n'
    (folder / "journal.jsonl").write_bytes(begin + long_line + end)
    numbers = json.loads(voiceapp("report", "--json", folder).out)
    assert numbers["time"]["total"] == 9.0
    with (folder / "journal.jsonl").open("wb") as journal:
        journal.write(begin)
        journal.truncate(2 * LARGEST)  # a hole: nothing but zeros
    for command in ("captions", "report", "letter"):
        outcome = voiceapp(command, folder)
        assert outcome.code == 3
        assert "no journal of a call" in outcome.err


def test_a_day_of_calling_is_reported_in_bounded_time(voiceapp, tmp_path):
    """Processor time that grows with the square of the length took minutes here."""
    folder = tmp_path / "call"
    folder.mkdir()
    spoken = {"agent": "ann", "text": "What do you mean by bottle?", "captions": {}, "trick": "", "heard": "bottle"}
    with (folder / "journal.jsonl").open("w", encoding="utf-8") as journal:
        for n, t in enumerate(range(0, 86_000, 10)):
            said = {"start": t + 5, "end": t + 8, "text": "no it is a container", "intent": "complain"}
            for line in (
                {"t": t, "kind": "act", "act": f"act {n}"},
                {"t": t, "kind": "agent.started", "start": t, "speech": n, **spoken},
                {"t": t + 4, "kind": "agent.said", "start": t, "end": t + 4, "speech": n, **spoken},
                {"t": t + 9, "kind": "caller.said", **said},
            ):
                journal.write(json.dumps(line) + "\n")
    before = time.process_time()
    assert voiceapp("captions", folder).code == 0
    assert voiceapp("report", "--json", folder).code == 0
    assert time.process_time() - before < 60


@pytest.mark.parametrize("file", files("heads"))
def test_heads_that_lie(file):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        seconds = sum(FRAME_SECONDS for _ in read_audio(file, lambda warning: None))
    except BadInput as refused:
        assert str(file) in str(refused)
    else:
        assert seconds < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 100_000  # kilobytes
