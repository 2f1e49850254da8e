"""The surfaces of ``surfaces.py``, and a clock that stops what does not end."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def surfaces():
    """The module beside this file; the benchmark uses it too."""
    path = Path(__file__).parent / "surfaces.py"
    spec = importlib.util.spec_from_file_location("surfaces", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["surfaces"] = module  # dataclasses look there
    spec.loader.exec_module(module)
    yield module
    del sys.modules["surfaces"]
