"""voiceapp: phone the hotline of a company that cannot be spoken to."""

__version__ = "0.1.0"
