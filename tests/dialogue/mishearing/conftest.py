"""One engine for all tests: loading it takes a quarter of a second."""

from __future__ import annotations

import pytest

from voiceapp.dialogue.mishearing import Lexicon, Mishearer
from voiceapp.lexicon import load_mishearer


@pytest.fixture(scope="session")
def mishearer() -> Mishearer:
    return load_mishearer()


@pytest.fixture(scope="session")
def lexicon(mishearer: Mishearer) -> Lexicon:
    return mishearer.lexicon
