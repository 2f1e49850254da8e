"""Forgetting: what is kept is shown, asked about, and gone; nothing else is touched."""

import os
import pty
import subprocess

import pytest

from voiceapp.places import cache_folder, calls_folder, settings_folder


@pytest.fixture
def home(monkeypatch, tmp_path):
    for name, folder in (("CACHE", "cache"), ("CONFIG", "config"), ("DATA", "data")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / folder))
    for folder in (cache_folder() / "speech", settings_folder(), calls_folder() / "2026-01-01"):
        folder.mkdir(parents=True)
        (folder / "something").write_bytes(b"x" * 1000)
    return tmp_path / "home"


def left(home):
    return sorted(path.name for path in home.rglob("something"))


def test_nobody_is_asked_so_nothing_goes(voiceapp, home):
    outcome = voiceapp("forget")
    assert outcome.code == 2
    assert "--yes" in outcome.err
    assert len(left(home)) == 3


def test_all_of_it_goes_and_calls_elsewhere_stay(voiceapp, home, tmp_path):
    for name in ("mine", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "journal.jsonl").touch()
    neighbour = home / "config" / "another-program"
    neighbour.mkdir()
    outcome = voiceapp("forget", "--yes", tmp_path / "mine")
    assert outcome.code == 0
    assert str(cache_folder()) in outcome.out and "recordings" in outcome.out
    assert left(home) == []
    assert neighbour.is_dir() and (tmp_path / "other").is_dir()
    assert not (tmp_path / "mine").exists()
    assert voiceapp("forget").out == "Nothing is kept.\n"


def test_what_is_no_call_folder_is_left_alone(voiceapp, home, tmp_path):
    (tmp_path / "photos").mkdir()
    outcome = voiceapp("forget", "--yes", tmp_path / "photos")
    assert outcome.code == 3
    assert "left alone" in outcome.err
    assert (tmp_path / "photos").is_dir() and len(left(home)) == 3


@pytest.mark.parametrize(("answer", "remain"), [(b"yes\n", 0), (b"no\n", 3), (b"\n", 3)])
def test_it_asks(command, home, answer, remain):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command("forget"), stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    os.write(ours, answer)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert len(left(home)) == remain
