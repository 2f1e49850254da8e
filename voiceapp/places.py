"""The platform's folders for this user: everything voiceapp keeps by itself lies in one of these three."""

from __future__ import annotations

from pathlib import Path

_NAME = "voiceapp"


def cache_folder() -> Path:
    """What can be made or fetched again: speech models and rendered speech."""
    import platformdirs

    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))


def settings_folder() -> Path:
    """The window's settings and the list of past calls."""
    import platformdirs

    return Path(platformdirs.user_config_dir(_NAME, appauthor=False))


def calls_folder() -> Path:
    """Where the window keeps calls unless told otherwise."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_NAME, appauthor=False)) / "calls"
