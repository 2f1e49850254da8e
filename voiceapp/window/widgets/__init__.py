"""What the window is made of: thin widgets around the painters, without any knowledge of a call."""

from voiceapp.window.widgets.captions import CaptionList
from voiceapp.window.widgets.gauges import LevelMeter, PatienceGauge
from voiceapp.window.widgets.keypad import Keypad
from voiceapp.window.widgets.panels import (
    CustomerScreen,
    DeadLine,
    HoldShow,
    JourneyMap,
    Logo,
    NumberDisplay,
    QueueDisplay,
    SurveyPanel,
)
from voiceapp.window.widgets.portrait import PortraitWidget

__all__ = [
    "CaptionList",
    "CustomerScreen",
    "DeadLine",
    "HoldShow",
    "JourneyMap",
    "Keypad",
    "LevelMeter",
    "Logo",
    "NumberDisplay",
    "PatienceGauge",
    "PortraitWidget",
    "QueueDisplay",
    "SurveyPanel",
]
