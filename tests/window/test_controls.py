"""What the buttons do in each phase, and how far a mouth opens."""

import math

import pytest

from voiceapp.call_view import CallView, Phase
from voiceapp.window.controls import Green, Red, State, controls, mouth


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("live", [True, False])
def test_every_phase_has_its_controls(phase, live):
    view = CallView()
    view.phase = phase
    now = controls(view, live=live)
    assert now.state in State
    expected = {Phase.DEAD: Green.RING_BACK, Phase.HUNG_UP: Green.RING_BACK, Phase.CALLED: Green.ANSWER}
    if phase is Phase.OVER or (phase is Phase.IDLE and not live):
        assert (now.green, now.red) == (Green.CALL, Red.NOTHING)
    elif live:
        assert now.green is expected.get(phase, Green.NOTHING)
        assert now.red is not Red.NOTHING, "one can always hang up"
        assert now.speak
    else:
        assert (now.green, now.red, now.speak, now.keys) == (Green.NOTHING, Red.NOTHING, False, False)


@pytest.mark.parametrize(
    ("level", "open_"), [(-math.inf, 0.0), (-90.0, 0.0), (-28.0, 0.5), (0.0, 1.0), (math.nan, 0.0)]
)
def test_a_mouth_opens_with_the_voice(level, open_):
    assert mouth(level) == pytest.approx(open_)
