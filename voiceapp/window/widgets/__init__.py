"""What the window is made of: thin widgets around the painters, without any knowledge of how a call goes."""

from voiceapp.window.widgets.displays import CustomerScreen, JourneyView, Logo, NumberDisplay, QueueView, SurveyPanel
from voiceapp.window.widgets.gauges import LevelMeter, PatienceGauge
from voiceapp.window.widgets.keypad import Keypad
from voiceapp.window.widgets.portrait import Portrait
from voiceapp.window.widgets.shows import DeadLine, HoldShow

__all__ = [
    "CustomerScreen",
    "DeadLine",
    "HoldShow",
    "JourneyView",
    "Keypad",
    "LevelMeter",
    "Logo",
    "NumberDisplay",
    "PatienceGauge",
    "Portrait",
    "QueueView",
    "SurveyPanel",
]
