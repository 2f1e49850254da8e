"""What of voiceapp's parts is on this machine, and what to type to get the rest."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

NEEDED_FOR_WINDOW = "libxcb-cursor0"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part: whether it was found, what was found, and how to get it. ``headless``: no call without it."""

    name: str
    found: bool
    what: str
    remedy: str = ""
    headless: bool = False


def examine(model: str | None = None) -> list[Part]:
    """Every part, in the order in which a call needs them. Takes a second or two; raises nothing."""
    checks: list[Callable[[], Part]] = [
        lambda: _model(model),
        _recogniser,
        _word_data,
        _synthesiser,
        _voices,
        _audio_files,
        _portaudio,
        _devices,
        _qt,
        _display,
    ]
    return [check() for check in checks]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _model(explicit: str | None) -> Part:
    from voiceapp.recognition.model_store import describe

    info = describe(explicit)
    what = f"{info.name} {info.version}, {info.size / 1e6:.0f} MB, {info.path}" if info.ok else str(info.problem)
    return Part(name="speech model", found=info.ok, what=what, remedy="voiceapp model --fetch", headless=True)


def _recogniser() -> Part:
    try:
        import vosk
    except (ImportError, OSError) as fault:
        return Part(name="recogniser", found=False, what=f"vosk: {fault}", remedy="pip install vosk", headless=True)
    return Part(
        name="recogniser", found=hasattr(vosk, "KaldiRecognizer"), what=f"vosk {_version('vosk')}", headless=True
    )


def _word_data() -> Part:
    from voiceapp.errors import VoiceappError

    try:
        from voiceapp.languages import load_comprehension

        load_comprehension()
    except (ImportError, OSError, VoiceappError) as fault:
        remedy = "pip install --force-reinstall voiceapp pocketsphinx"
        return Part(name="word data", found=False, what=str(fault), remedy=remedy, headless=True)
    return Part(name="word data", found=True, what=f"pocketsphinx {_version('pocketsphinx')}", headless=True)


def _synthesiser() -> Part:
    from voiceapp.synthesis.cast import probe

    result = probe()
    what = result.fault or f"pyttsx3 {_version('pyttsx3')}, {result.driver} ({result.library})"
    return Part(
        name="synthesiser",
        found=result.fault is None,
        what=what,
        remedy="pip install --force-reinstall pyttsx3 espeakng-loader, or apt install espeak-ng",
        headless=True,
    )


def _voices() -> Part:
    from voiceapp.company import voices
    from voiceapp.errors import VoiceappError
    from voiceapp.scenarios import built_in, load
    from voiceapp.synthesis.speaker import Speaker

    try:
        cast = [voice for name in built_in() for voice in voices(load(name)).values()]
        with Speaker() as speaker:
            speaker.check(*cast)
    except VoiceappError as fault:
        return Part(name="voices", found=False, what=str(fault), remedy="see synthesiser", headless=True)
    return Part(name="voices", found=True, what=f"all {len(set(cast))} of the cast", headless=True)


def _audio_files() -> Part:
    try:
        import av
    except (ImportError, OSError) as fault:
        return Part(name="audio files", found=False, what=f"PyAV: {fault}", remedy="pip install av", headless=True)
    return Part(name="audio files", found=True, what=f"PyAV {av.__version__}", headless=True)


def _portaudio() -> Part:
    from voiceapp.audio.devices import portaudio
    from voiceapp.errors import Missing

    try:
        version = portaudio().get_portaudio_version()[1]
    except Missing as fault:
        what, _, remedy = str(fault).rpartition("; ")
        return Part(name="PortAudio", found=False, what=what, remedy=remedy)
    return Part(name="PortAudio", found=True, what=str(version))


def _devices() -> Part:
    from voiceapp.audio.devices import choose, devices, no_device_remedy
    from voiceapp.errors import Missing

    try:
        there = devices()
    except Missing as fault:
        return Part(name="sound devices", found=False, what=str(fault), remedy="see PortAudio")
    ins, outs = (sum(bool(device.channels(side)) for device in there) for side in ("input", "output"))
    what = f"{ins} to record with, {outs} to play on"
    if not (ins and outs):
        return Part(name="sound devices", found=False, what=what, remedy=no_device_remedy())
    what += f"; microphone {choose('input').name}, loudspeaker {choose('output').name}"
    return Part(name="sound devices", found=True, what=what)


def _qt() -> Part:
    found = importlib.util.find_spec("PySide6") is not None
    what = f"PySide6 {_version('PySide6-Essentials')}" if found else "PySide6 is not installed"
    return Part(name="Qt", found=found, what=what, remedy='pip install "voiceapp[window]"')


def _display() -> Part:
    if not sys.platform.startswith("linux"):
        return Part(name="display", found=True, what="the platform's own")
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY")
    if not display:
        return Part(
            name="display", found=False, what="neither DISPLAY nor WAYLAND_DISPLAY is set", remedy="log in to a desktop"
        )
    import ctypes.util

    if os.environ.get("DISPLAY") and ctypes.util.find_library("xcb-cursor") is None:
        return Part(
            name="display",
            found=False,
            what=f"{display}, but the library xcb-cursor is missing",
            remedy=f"apt install {NEEDED_FOR_WINDOW}",
        )
    return Part(name="display", found=True, what=display)
