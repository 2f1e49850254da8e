"""From agents' lines to sound: a supervised pyttsx3 worker, the voices, a cache."""
