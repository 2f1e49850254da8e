"""What the window remembers from one time to the next, in one INI file in the platform's settings place."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QByteArray, QSettings

from voiceapp.commands.options import DEFAULT_SCENARIO, DEFAULT_SEED
from voiceapp.places import calls_folder, settings_folder

T = TypeVar("T", int, float, str, bool)

TEXT_SIZES = (75, 100, 125, 150, 200)
"""Per cent of the usual size of the letters."""

LANGUAGES = ("en", "fr", "nl")
APPEARANCES = ("system", "light", "dark")
MOST_RECENT = 12


def settings_file() -> Path:
    """Where the settings are kept on this platform."""
    return settings_folder() / "window.ini"


class Settings:
    """Read and written at once; a value that cannot be used reads as the usual one."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = QSettings(str(file or settings_file()), QSettings.Format.IniFormat)

    def _get(self, key: str, usual: T) -> T:
        raw = self._file.value(key)
        if raw is None:
            return usual
        try:
            if isinstance(usual, bool):
                return str(raw).lower() in {"true", "1"}
            return type(usual)(str(raw))
        except ValueError:
            return usual

    def _one_of(self, key: str, choices: tuple[T, ...], usual: T) -> T:
        value = self._get(key, usual)
        return value if value in choices else usual

    def _set(self, key: str, value: object) -> None:
        self._file.setValue(key, value)

    @property
    def scenario(self) -> str:
        """Name of the scenario, or its folder."""
        return self._get("call/scenario", DEFAULT_SCENARIO)

    @scenario.setter
    def scenario(self, name: str) -> None:
        self._set("call/scenario", name)

    @property
    def seed(self) -> int:
        """The seed of the next call."""
        return self._get("call/seed", DEFAULT_SEED)

    @seed.setter
    def seed(self, seed: int) -> None:
        self._set("call/seed", seed)

    @property
    def declined(self) -> str:
        """The folder of a call that was torn off and is not to be gone on with."""
        return self._get("call/declined", "")

    @declined.setter
    def declined(self, folder: str) -> None:
        self._set("call/declined", folder)

    @property
    def speaks(self) -> str:
        """Language the company speaks."""
        return self._one_of("call/language", LANGUAGES, "en")

    @speaks.setter
    def speaks(self, language: str) -> None:
        self._set("call/language", language)

    @property
    def captions(self) -> str:
        """Language of the captions."""
        return self._one_of("captions/language", LANGUAGES, "en")

    @captions.setter
    def captions(self, language: str) -> None:
        self._set("captions/language", language)

    @property
    def language(self) -> str:
        """Language of the window, or "system"."""
        return self._one_of("window/language", ("system", *LANGUAGES), "system")

    @language.setter
    def language(self, language: str) -> None:
        self._set("window/language", language)

    @property
    def appearance(self) -> str:
        """One of ``APPEARANCES``."""
        return self._one_of("window/appearance", APPEARANCES, "system")

    @appearance.setter
    def appearance(self, appearance: str) -> None:
        self._set("window/appearance", appearance)

    @property
    def text_size(self) -> int:
        """One of ``TEXT_SIZES``."""
        return self._one_of("window/text_size", TEXT_SIZES, 100)

    @text_size.setter
    def text_size(self, per_cent: int) -> None:
        self._set("window/text_size", per_cent)

    @property
    def microphone(self) -> str:
        """Name of the device, or empty for the system's."""
        return self._get("sound/microphone", "")

    @microphone.setter
    def microphone(self, name: str) -> None:
        self._set("sound/microphone", name)

    @property
    def loudspeaker(self) -> str:
        """Name of the device, or empty for the system's."""
        return self._get("sound/loudspeaker", "")

    @loudspeaker.setter
    def loudspeaker(self, name: str) -> None:
        self._set("sound/loudspeaker", name)

    @property
    def headset(self) -> bool:
        """Whether the microphone cannot hear the loudspeaker."""
        return self._get("sound/headset", True)

    @headset.setter
    def headset(self, worn: bool) -> None:
        self._set("sound/headset", worn)

    @property
    def typing(self) -> bool:
        """Whether the caller types and no sound device is opened."""
        return self._get("sound/typing", False)

    @typing.setter
    def typing(self, typing: bool) -> None:
        self._set("sound/typing", typing)

    @property
    def volume(self) -> float:
        """Of the earpiece, 0..1."""
        return min(1.0, max(0.0, self._get("sound/volume", 1.0)))

    @volume.setter
    def volume(self, volume: float) -> None:
        self._set("sound/volume", volume)

    @property
    def calls_folder(self) -> Path:
        """Where call folders go."""
        return Path(self._get("call/folder", "") or calls_folder())

    @calls_folder.setter
    def calls_folder(self, folder: Path) -> None:
        self._set("call/folder", str(folder))

    @property
    def recent(self) -> list[Path]:
        """Folders of the latest calls that are still there, newest first."""
        raw = self._file.value("call/recent")
        names = [raw] if isinstance(raw, str) else raw if isinstance(raw, list) else []
        return [folder for name in names if (folder := Path(str(name))).is_dir()]

    def remember(self, folder: Path) -> None:
        """Put a call first on the list of the latest."""
        others = [known for known in self.recent if known != folder]
        self._set("call/recent", [str(folder), *map(str, others)][:MOST_RECENT])

    def forget_recent(self) -> None:
        """Empty the list; the folders stay."""
        self._file.remove("call/recent")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        raw = self._file.value("window/geometry")
        return raw if isinstance(raw, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._set("window/geometry", geometry)

    def save(self) -> None:
        """Write the file now."""
        self._file.sync()
