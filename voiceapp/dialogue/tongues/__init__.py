"""The company's own words in each language: numbers of the queue, boxes of the form, the spelling alphabet.

What stands in lines and in scenarios is not here; these are the words the company puts into their slots.
"""

from voiceapp.dialogue.tongues.dutch import DUTCH
from voiceapp.dialogue.tongues.english import ENGLISH
from voiceapp.dialogue.tongues.french import FRENCH
from voiceapp.dialogue.tongues.own_words import OwnWords, Said, Worded
from voiceapp.dialogue.tongues.tongue import Tongue

TONGUES = {tongue.language: tongue for tongue in (ENGLISH, FRENCH, DUTCH)}
"""By language."""

__all__ = ["TONGUES", "OwnWords", "Said", "Tongue", "Worded"]
