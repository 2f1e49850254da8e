"""Wrong readings that are close enough to be believed: from the sound, phonetics, meaning and procedure."""

from voiceapp.dialogue.mishearing.candidate import Candidate, Source
from voiceapp.dialogue.mishearing.frames import LanguageModel
from voiceapp.dialogue.mishearing.lexicon import Lexicon, WordLists, build_lexicon
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.mishearing.mishearer import Mishearer

__all__ = ["Candidate", "LanguageModel", "Lexicon", "Memory", "Mishearer", "Source", "WordLists", "build_lexicon"]
