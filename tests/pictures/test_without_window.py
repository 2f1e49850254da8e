"""The video paints without a window, and not on the main thread."""

import os
import subprocess
import sys

PROGRAM = """
import sys, threading
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from voiceapp.pictures.brand import Style
from voiceapp.pictures.cards import paint_title
from voiceapp.pictures.character import Portrait

application = QGuiApplication([])
image = QImage(640, 360, QImage.Format.Format_RGB32)

def paint():
    painter = QPainter(image)
    paint_title(painter, QRectF(0, 0, 640, 360), Style(), "The container", "0800", 3.0)
    Portrait().paint(painter, QRectF(400, 60, 200, 240), "gunther", t=1.0)
    painter.end()

thread = threading.Thread(target=paint)
thread.start()
thread.join()
colours = {image.pixel(x, y) for x in range(0, 640, 3) for y in range(0, 360, 3)}
print(len(colours) > 100, "PySide6.QtWidgets" in sys.modules)
"""


def test_a_frame_is_painted_without_widgets_on_another_thread():
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["True", "False"], done.stderr
