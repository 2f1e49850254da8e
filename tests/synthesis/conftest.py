import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from voiceapp.synthesis.cache import SpeechCache
from voiceapp.synthesis.cast import Voice, describe
from voiceapp.synthesis.process import Engine
from voiceapp.synthesis.speaker import Speaker


@pytest.fixture(scope="session")
def engine() -> Engine:
    return describe()


@pytest.fixture(scope="module")
def speaker() -> Iterator[Speaker]:
    with Speaker(cache=SpeechCache(None, in_memory=0)) as speaker:
        yield speaker


@pytest.fixture
def voice() -> Voice:
    return Voice(id="en-us+f3")


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which temporary files are made during the test."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder
