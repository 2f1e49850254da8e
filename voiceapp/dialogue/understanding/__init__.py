"""What the caller meant: intent, slots, sentiment, and whether the thought is finished."""

from voiceapp.dialogue.understanding.meaning import INTENTS, SLOTS, Meaning
from voiceapp.dialogue.understanding.understander import TEXTS, Understander, load

__all__ = ["INTENTS", "SLOTS", "TEXTS", "Meaning", "Understander", "load"]
