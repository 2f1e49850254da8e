"""Fixtures shared by all tests."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import logging
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from voiceapp.audio.frames import Samples

if TYPE_CHECKING:  # the libraries load only in tests that use them
    from voiceapp.recognition.recogniser import Model, VoskRecogniser

SPEECH = Path(__file__).parent / "data" / "speech"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One file of ``tests/data/speech``: its samples and the words spoken in it."""

    name: str
    samples: Samples
    text: str

    @property
    def human(self) -> bool:
        return not self.name.startswith("caller-")


@pytest.fixture(autouse=True)
def nothing_to_warn_of(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What voiceapp logs as a warning or worse fails a test, unless it is expected: ``caplog.at_level(CRITICAL)``."""
    yield
    told = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
    grave = [record for record in told if record.levelno >= logging.WARNING and record.name.startswith("voiceapp")]
    assert not grave, [record.getMessage() for record in grave]


@pytest.fixture(scope="session")
def speech_model() -> Model:
    """The real model. A machine without it fails these tests: they are not skipped."""
    from voiceapp.recognition.model_store import find_model
    from voiceapp.recognition.recogniser import load_model

    return load_model(find_model())


@pytest.fixture(scope="session")
def shared_recogniser(speech_model: Model) -> VoskRecogniser:
    """One recogniser for the whole run; what it heard before has no influence on its results."""
    from voiceapp.recognition.recogniser import VoskRecogniser

    return VoskRecogniser(speech_model, warm_up=False)


@pytest.fixture
def recogniser(shared_recogniser: VoskRecogniser) -> Iterator[VoskRecogniser]:
    """A recogniser in the middle of no turn."""
    yield shared_recogniser
    shared_recogniser.finish()


@pytest.fixture(scope="session")
def recordings() -> dict[str, Recording]:
    """All recordings by name."""
    from voiceapp.audio.files import read_audio

    found = {}
    for line in (SPEECH / "transcripts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, _, text = line.split("\t")
            samples = np.concatenate(list(read_audio(SPEECH / f"{name}.flac")))
            found[name] = Recording(name=name, samples=samples, text=text)
    return found


SMALL_SCENARIO = Path(__file__).parent / "data" / "scenarios" / "small"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def small_scenario() -> Path:
    """A scenario of our own, whose words are known; a call of it takes under a minute of call time."""
    return SMALL_SCENARIO


@pytest.fixture
def voiceapp(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Outcome]:
    """Carries out a command line in this process, in a folder of its own, with the real parts."""
    from voiceapp.cli import main

    monkeypatch.chdir(tmp_path)

    def carry_out(*arguments: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfd.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leaving:  # argparse
            code = int(leaving.code or 0)
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Outcome(code=code, out=out, err=err)

    return carry_out


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[str]]:
    """The same command line for a process of its own; it too leaves its call folders where nobody works."""
    monkeypatch.chdir(tmp_path)

    def words(*arguments: object) -> list[str]:
        return [sys.executable, "-m", "voiceapp", *(str(argument) for argument in arguments)]

    return words


@pytest.fixture(scope="session")
def shared_sound_card() -> Iterator[Any]:
    """One for the whole run: it takes two seconds to start."""
    spec = importlib.util.spec_from_file_location("virtual_sound_card", Path(__file__).parent / "virtual_sound_card.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with contextlib.ExitStack() as running:
        try:
            card = running.enter_context(module.VirtualSoundCard())
        except module.Unavailable as missing:
            if os.environ.get("CI"):
                raise
            pytest.skip(str(missing))
        yield card


@pytest.fixture
def virtual_sound_card(shared_sound_card: Any) -> Iterator[Any]:
    """A sound card without hardware, see ``tests/virtual_sound_card.py``; outside CI it may be missing."""
    yield shared_sound_card
    shared_sound_card.hush()


REAL_TIME = {"virtual_sound_card", "server"}
"""What plays by the clock. Another program that takes the machine for a moment takes sound with it: such a test may try
again, and has to pass as it stands."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if REAL_TIME & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=2))
