"""Whether a window can be shown here. Qt ends the process when it cannot, so this is asked before Qt is."""

from __future__ import annotations

import ctypes
import os
import re
import socket
import sys
from pathlib import Path

from voiceapp.errors import Missing

WITHOUT_WINDOW = "Without a window: voiceapp demo, voiceapp rehearse."

PACKAGES = {
    "libEGL": "libegl1",
    "libGL": "libgl1",
    "libglib-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libfontconfig": "libfontconfig1",
    "libfreetype": "libfreetype6",
    "libdbus-1": "libdbus-1-3",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxkbcommon": "libxkbcommon0",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-image": "libxcb-image0",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-randr": "libxcb-randr0",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-render": "libxcb-render0",
    "libxcb-shape": "libxcb-shape0",
    "libxcb-shm": "libxcb-shm0",
    "libxcb-sync": "libxcb-sync1",
    "libxcb-util": "libxcb-util1",
    "libxcb-xfixes": "libxcb-xfixes0",
    "libxcb-xkb": "libxcb-xkb1",
    "libxcb": "libxcb1",
    "libX11-xcb": "libx11-xcb1",
    "libX11": "libx11-6",
    "libwayland-client": "libwayland-client0",
}
"""Debian's and Ubuntu's packages of the system libraries that Qt loads."""


def require_window() -> None:
    """Raise ``Missing``, with the name of the package, when Qt or what it needs for a window is not here."""
    try:
        import PySide6.QtWidgets
    except ImportError as fault:
        raise _without_qt(str(fault)) from None
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if not sys.platform.startswith("linux") or platform not in {"", "xcb", "wayland"}:
        return
    if platform in {"", "wayland"} and _wayland_answers():
        return
    if platform == "wayland":
        raise Missing(f"No Wayland display answers. Log in to a desktop. {WITHOUT_WINDOW}")
    if not os.environ.get("DISPLAY"):
        raise Missing(f"There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. {WITHOUT_WINDOW}")
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
    if missing := _cannot_load(plugins / "libqxcb.so"):
        raise Missing(f"The window needs a library that is missing: {_package(missing)}. {WITHOUT_WINDOW}")
    if not _x_answers():
        raise Missing(f"No display answers at DISPLAY={os.environ['DISPLAY']}. {WITHOUT_WINDOW}")


def _without_qt(fault: str) -> Missing:
    if "No module named" in fault:
        return Missing(f'PySide6 is not installed. Type: pip install "voiceapp[window]". {WITHOUT_WINDOW}')
    return Missing(f"Qt cannot be loaded: {_package(fault)}. {WITHOUT_WINDOW}")


def _package(fault: str) -> str:
    """What to install for a loader's "libxcb-cursor.so.0: cannot open shared object file"."""
    found = re.match(r"(\S+?)\.so", fault)
    package = PACKAGES.get(found[1]) if found else None
    return f"{fault.partition(': ')[0]}; type: sudo apt install {package}" if package else fault


def _cannot_load(library: Path) -> str:
    """The loader's words when a library is there and does not load."""
    if not library.is_file():
        return ""
    try:
        ctypes.CDLL(str(library))
    except OSError as fault:
        return str(fault)
    return ""


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/run"), name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as telephone:
        telephone.settimeout(2.0)
        try:
            telephone.connect(str(path))
        except OSError:
            return False
    return True


def _x_answers() -> bool:
    """Whether the X server takes a connection, with its rights: what Qt asks, and aborts without."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # the plugin was loaded, so Qt brings its own
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    answers: bool = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return answers
