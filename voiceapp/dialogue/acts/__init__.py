"""The acts a call is made of, in play."""

from __future__ import annotations

from voiceapp.dialogue import scenario
from voiceapp.dialogue.acts.agent import AgentInPlay
from voiceapp.dialogue.acts.base import ActInPlay
from voiceapp.dialogue.acts.closing import EndingInPlay, GestureInPlay, SurveyInPlay
from voiceapp.dialogue.acts.handover import CallbackInPlay, CutInPlay, HungUpInPlay, TransferInPlay
from voiceapp.dialogue.acts.hold import HoldInPlay
from voiceapp.dialogue.acts.menu import MenuInPlay, NumberInPlay

__all__ = ["ActInPlay", "EndingInPlay", "HungUpInPlay", "play"]


def play(act: scenario.Act, name: str) -> ActInPlay:
    """An act of the scenario, ready to begin."""
    match act:
        case scenario.Menu():
            return MenuInPlay(act, name)
        case scenario.Number():
            return NumberInPlay(act)
        case scenario.Hold():
            return HoldInPlay(act)
        case scenario.Agent():
            return AgentInPlay(act)
        case scenario.Transfer():
            return TransferInPlay(act)
        case scenario.Cut():
            return CutInPlay(act)
        case scenario.Survey():
            return SurveyInPlay(act)
        case scenario.Callback():
            return CallbackInPlay(act)
        case scenario.Gesture():
            return GestureInPlay(act)
        case scenario.Ending():
            return EndingInPlay(act)
