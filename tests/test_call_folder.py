"""The call folder: made for its owner, never over something that is there."""

from datetime import datetime

import pytest

from voiceapp.call_folder import CallFolder
from voiceapp.errors import BadInput

NEW_YEAR = datetime(2011, 1, 1, 0, 0, 59)


def test_it_is_made_with_its_parents_and_for_its_owner(tmp_path):
    folder = CallFolder.create(tmp_path / "a" / "b")
    assert folder.path.is_dir()
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert list(folder.path.iterdir()) == []
    assert [folder.recording.name, folder.journal.name, folder.transcript.name] == [
        "call.wav",
        "journal.jsonl",
        "transcript.txt",
    ]


def test_an_empty_one_is_taken(tmp_path):
    assert CallFolder.create(tmp_path).path == tmp_path


def test_one_with_anything_in_it_is_not(tmp_path):
    (tmp_path / ".hidden").touch()
    with pytest.raises(BadInput, match=r"is not empty .* give another folder with -o"):
        CallFolder.create(tmp_path)


@pytest.mark.parametrize("below", ["", "c", "c/d"])
def test_a_file_in_its_place_or_on_the_way(tmp_path, below):
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="is a file, or goes through one"):
        CallFolder.create(tmp_path / "file" / below)


def test_a_name_that_is_too_long(tmp_path):
    with pytest.raises(BadInput, match="cannot be written: file name too long"):
        CallFolder.create(tmp_path / ("x" * 300))


def test_without_a_name_it_is_dated_and_new(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = [CallFolder.create(None, NEW_YEAR).path for _ in range(3)]
    assert [path.as_posix() for path in made] == [
        "calls/2011-01-01-000059",
        "calls/2011-01-01-000059-2",
        "calls/2011-01-01-000059-3",
    ]
