import os
from pathlib import Path

import numpy as np
import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceapp.synthesis.cache import SpeechCache, default_folder

SAMPLES = np.arange(-500, 500, dtype=np.int16)


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_put_comes_back_in_another_process(tmp_path: Path) -> None:
    SpeechCache(tmp_path / "deep" / "er").put("a1", SAMPLES)
    found = SpeechCache(tmp_path / "deep" / "er").get("a1")
    assert found is not None
    assert found.tobytes() == SAMPLES.tobytes()
    assert found.dtype == np.int16
    assert not found.flags.writeable


def test_unknown_names_are_not_there(tmp_path: Path) -> None:
    assert SpeechCache(tmp_path / "none").get("a1") is None
    assert not (tmp_path / "none").exists()


def damaged(data: bytes) -> list[bytes]:
    flipped = bytearray(data)
    flipped[-7] ^= 4
    return [b"", data[:10], data[:-2], data[:-1], data + b"\0", bytes(flipped), b"RIFF" + data]


@pytest.mark.parametrize("damage", range(7))
def test_a_damaged_entry_is_not_there_and_is_removed(tmp_path: Path, damage: int) -> None:
    SpeechCache(tmp_path).put("a1", SAMPLES)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damaged(path.read_bytes())[damage])
    assert SpeechCache(tmp_path).get("a1") is None
    assert not path.exists()


@pytest.mark.parametrize("in_memory", [0, 2])
def test_without_a_folder_only_the_last_are_kept(in_memory: int) -> None:
    cache = SpeechCache(None, in_memory=in_memory)
    for name in ("a", "b", "c"):
        cache.put(name, SAMPLES)
    cache.get("b")
    cache.put("d", SAMPLES)
    kept = [name for name in "abcd" if cache.get(name) is not None]
    assert kept == (["b", "d"] if in_memory else [])


def test_a_folder_that_cannot_be_made_means_no_cache(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    cache = SpeechCache(blocker / "speech", in_memory=0)
    cache.put("a1", SAMPLES)
    assert cache.get("a1") is None
    assert blocker.read_text() == "not a folder"


def test_an_entry_that_cannot_be_replaced_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a1.speech").mkdir()
    cache = SpeechCache(tmp_path, in_memory=0)
    cache.put("a1", SAMPLES)
    assert cache.get("a1") is None
    assert entries(tmp_path) == ["a1.speech"]


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    size = 2 * len(SAMPLES) + 100
    cache = SpeechCache(tmp_path, limit=4 * size, in_memory=0)
    for age, name in enumerate("abcd"):
        cache.put(name, SAMPLES)
        os.utime(tmp_path / f"{name}.speech", (age, age))
    cache.get("a")  # used again: now the newest
    cache.put("e", SAMPLES)
    assert entries(tmp_path) == ["a.speech", "d.speech", "e.speech"]


@given(lengths=st.lists(st.integers(1, 3000), max_size=30))
def test_the_folder_never_outgrows_its_limit(tmp_path_factory: pytest.TempPathFactory, lengths: list[int]) -> None:
    folder = tmp_path_factory.mktemp("cache")
    cache = SpeechCache(folder, limit=10_000, in_memory=0)
    for index, length in enumerate(lengths):
        cache.put(f"{index}", np.zeros(length, dtype=np.int16))
        assert sum(path.stat().st_size for path in folder.iterdir()) <= 10_000


def test_leftovers_of_a_killed_writer_go_when_they_are_old(tmp_path: Path) -> None:
    for name, age in (("old.part", 0), ("new.part", None)):
        (tmp_path / name).write_bytes(b"half")
        if age is not None:
            os.utime(tmp_path / name, (age, age))
    SpeechCache(tmp_path).put("a1", SAMPLES)
    assert entries(tmp_path) == ["a1.speech", "new.part"]


def test_the_folder_is_the_users() -> None:
    assert default_folder() == Path(platformdirs.user_cache_dir("voiceapp"), "speech")
