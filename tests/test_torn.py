"""A call that is killed (-9) at any moment leaves all but its last second, and can be gone on with."""

import importlib.util
import random
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def torn():
    """``tests/benchmarks/torn.py``, which does the same a hundred times."""
    path = Path(__file__).parent / "benchmarks" / "torn.py"
    spec = importlib.util.spec_from_file_location("torn", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["torn"] = module  # dataclasses look there
    spec.loader.exec_module(module)
    yield module
    del sys.modules["torn"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["headless", "live"])
@pytest.mark.parametrize("place", [0.02, 0.4, 0.8])
def test_what_had_been_said_is_there_and_the_company_calls_back(torn, tmp_path, kind, place, capfd):
    at = random.Random(f"{kind} {place}").uniform(place, place + 0.15) * 40
    left = torn.torn(kind, tmp_path / "call", at)
    assert left.faults == ()
    assert at - torn.LOST <= left.recorded
    assert not left.ended
    assert torn.resumed(tmp_path / "call", left) == ""
