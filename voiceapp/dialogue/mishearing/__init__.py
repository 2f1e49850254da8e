"""Wrong readings that are close enough to be believed: from the sound, phonetics, meaning and procedure."""

from voiceapp.dialogue.mishearing.candidate import Candidate, Source
from voiceapp.dialogue.mishearing.frames import LanguageModel
from voiceapp.dialogue.mishearing.lexicon import Lexicon, WordLists, build_lexicon
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.mishearing.mishearer import Mishearer
from voiceapp.dialogue.mishearing.phrase_mishearer import PhraseMishearer
from voiceapp.dialogue.mishearing.wordbook import WordBook, build_wordbook

__all__ = [
    "Candidate",
    "LanguageModel",
    "Lexicon",
    "Memory",
    "Mishearer",
    "PhraseMishearer",
    "Source",
    "WordBook",
    "WordLists",
    "build_lexicon",
    "build_wordbook",
]
