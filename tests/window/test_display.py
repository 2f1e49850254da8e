"""No display, no library, no Qt: a sentence with the package's name and exit code 4, never an abort."""

import os
import subprocess
import sys

import pytest

from voiceapp.errors import Missing
from voiceapp.window import display


def start(*arguments, **environment):
    clean = {key: value for key, value in os.environ.items() if key not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    clean.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-m", "voiceapp", *arguments]
    return subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is a display")
@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
        ({"DISPLAY": ":4711"}, "No display answers at DISPLAY=:4711"),
        ({"WAYLAND_DISPLAY": "nothing-there"}, "There is no display"),
        ({"QT_QPA_PLATFORM": "wayland", "WAYLAND_DISPLAY": "nothing-there"}, "No Wayland display answers"),
    ],
)
def test_without_a_display(environment, says, tmp_path):
    ended = start(**environment)
    assert ended.returncode == 4
    assert says in ended.stderr
    assert "voiceapp demo" in ended.stderr, "the way out"
    assert ended.stderr.count("\n") == 1


def test_without_pyside(tmp_path):
    (tmp_path / "PySide6.py").write_text("raise ImportError(\"No module named 'PySide6'\")")
    ended = start("window", PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 4
    assert 'pip install "voiceapp[window]"' in ended.stderr


@pytest.mark.parametrize(
    ("fault", "package"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libegl1"),
        ("libxcb-cursor.so.0: cannot open shared object file", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0: cannot open shared object file", "libxkbcommon-x11-0"),
    ],
)
def test_a_missing_library_is_named_with_its_package(monkeypatch, fault, package):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(display, "_cannot_load", lambda library: fault)
    with pytest.raises(Missing, match=f"sudo apt install {package}"):
        display.require_window()
    assert package in str(display._without_qt(fault))


def test_a_platform_without_a_screen_needs_none(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.delenv("DISPLAY", raising=False)
    display.require_window()
