"""What .ci/run must not pass without: the model, the synthesiser, Qt."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from voiceapp.doctor import examine

IN_CI = bool(os.environ.get("CI"))


def test_every_part_of_a_headless_call_is_here() -> None:
    missing = [f"{part.name}: {part.what}" for part in examine() if part.headless and not part.found]
    assert not missing


def test_qt_makes_a_window() -> None:
    script = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "application = QApplication([])\n"
        "label = QLabel('Mobilimbo')\n"
        "label.show()\n"
        "print(label.grab().width() > 0)\n"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, env=environment, check=False
    )
    if not IN_CI and done.returncode != 0:
        pytest.skip(f"Qt is not here, and nothing needs it yet: {done.stderr.strip()[-200:]}")
    assert done.stdout.strip() == "True", done.stderr
