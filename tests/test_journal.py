"""The journal: whole lines, at once, whatever happens."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.dialogue.actions import Say
from voiceapp.errors import BadInput
from voiceapp.journal import Journal

SAY = Say(speech=3, agent="ann", voice="ann", text="Good morning.", captions={"fr": "Bonjour."}, trick="t", heard="h")


def lines_of(path: Path) -> list[dict]:
    text = path.read_text(encoding="utf-8")
    assert not text or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_is_on_disk_as_soon_as_it_is_written(tmp_path):
    with Journal(tmp_path / "j") as journal:
        journal.write(0.12345, "menu", {"said": "é\n\u2028"})
        assert lines_of(tmp_path / "j") == [{"t": 0.123, "kind": "menu", "said": "é\n\u2028"}]
        journal.write(1, "cut.off")
        assert len(lines_of(tmp_path / "j")) == 2


def test_listeners_hear_every_line_with_or_without_a_file(tmp_path):
    heard: list = []
    for path in (None, tmp_path / "j"):
        with Journal(path, heard.append) as journal:
            journal.write(1, "menu")
    assert heard == [{"t": 1, "kind": "menu"}] * 2


def test_a_speech_is_told_when_it_begins_and_when_it_is_over(tmp_path):
    with Journal(tmp_path / "j") as journal:
        journal.speech_started(SAY, 1, 1.2)
        journal.speech_over(SAY, 3, 1.2, 2.9876)
        journal.speech_over(SAY, 3, 1.2, 2, interrupted=True)
    said = {"speech": 3, "agent": "ann", "text": "Good morning.", "captions": {"fr": "Bonjour."}, "trick": "t"}
    begun, over, broken = lines_of(tmp_path / "j")
    assert begun == {"t": 1, "kind": "agent.started", "start": 1.2, **said, "heard": "h"}
    assert over == {"t": 3, "kind": "agent.said", "start": 1.2, "end": 2.988, **said, "heard": "h"}
    assert broken["interrupted"] is True


def test_an_older_journal_is_never_written_over(tmp_path):
    (tmp_path / "j").write_text("mine")
    with pytest.raises(BadInput, match="cannot be written: file exists"):
        Journal(tmp_path / "j")
    assert (tmp_path / "j").read_text() == "mine"


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        Journal(tmp_path / "nowhere" / "j")


class FullDisk:
    """A file on a disk with room for so many bytes: the last write that fits is a short one, as POSIX has it."""

    def __init__(self, file, room):
        self._file, self.room = file, room

    def write(self, data):
        if self.room == 0:
            raise OSError(28, "No space left on device")
        n = self._file.write(data[: self.room])
        self.room -= n
        return n

    def __getattr__(self, name):
        return getattr(self._file, name)


def test_a_full_disk_leaves_whole_lines_and_room_for_the_last_one(tmp_path):
    with Journal(tmp_path / "j") as journal:
        journal.write(0, "call.started")
        journal._file = FullDisk(journal._file, 10)
        with pytest.raises(BadInput, match="no space left on device; give another folder"):
            journal.write(1, "menu", {"words": "x" * 99})
        assert lines_of(tmp_path / "j") == [{"t": 0, "kind": "call.started"}]
        journal._file.room = 99
        journal.write(2, "call.ended")
    assert [line["kind"] for line in lines_of(tmp_path / "j")] == ["call.started", "call.ended"]


def test_after_it_is_closed_only_listeners_hear(tmp_path):
    heard: list = []
    journal = Journal(tmp_path / "j", heard.append)
    journal.close()
    journal.write(1, "menu")
    journal.close()
    assert (lines_of(tmp_path / "j"), len(heard)) == ([], 1)


@given(text=st.text(st.characters(codec=None)))
def test_any_text_makes_one_line(text, tmp_path_factory):
    path = tmp_path_factory.mktemp("journal") / "j"
    with Journal(path) as journal:
        journal.write(1, "caller.said", {"text": text})
    (line,) = path.read_bytes().splitlines() if b"\r" not in path.read_bytes() else [path.read_bytes()]
    assert json.loads(line)["text"] == text.encode("utf-8", "replace").decode("utf-8")
