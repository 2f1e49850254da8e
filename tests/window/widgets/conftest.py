"""Widgets without a screen, and without a clock."""

import os
from importlib.util import find_spec

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

collect_ignore_glob = [] if find_spec("PySide6") else ["test_*.py"]


class Clock:
    """A time that goes on when it is told to."""

    def __init__(self) -> None:
        self.t = 100.0

    def __call__(self) -> float:
        return self.t


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """The clock of all that moves."""
    from voiceapp.window.widgets.painted import Moving

    made = Clock()
    monkeypatch.setattr(Moving, "now", made)
    return made
