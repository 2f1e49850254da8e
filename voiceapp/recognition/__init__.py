"""From the caller's frames to words: voice activity, end of turn, vosk, the speech model."""
