"""What the caller meant: intent, slots, sentiment, and whether the thought is finished."""

from voiceapp.dialogue.understanding.meaning import INTENTS, SLOTS, Meaning
from voiceapp.dialogue.understanding.understander import NOT_NEEDED, TEXTS, Understander, load

__all__ = ["INTENTS", "NOT_NEEDED", "SLOTS", "TEXTS", "Meaning", "Understander", "load"]
