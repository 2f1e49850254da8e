"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
