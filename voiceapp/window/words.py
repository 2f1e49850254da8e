"""What the company calls things, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from voiceapp.pictures.text import clean


def field_name(field: str) -> str:
    """The name of a field of the case file; one that only a scenario knows goes by its own name."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Fields", text)

    known = {
        "name": QCoreApplication.translate("Fields", "Name"),
        "number": QCoreApplication.translate("Fields", "Customer number"),
        "object": QCoreApplication.translate("Fields", "Object"),
        "place": QCoreApplication.translate("Fields", "Place"),
        "problem": QCoreApplication.translate("Fields", "Problem"),
        "wish": QCoreApplication.translate("Fields", "Wish"),
        "time": QCoreApplication.translate("Fields", "Time"),
        "quantity": QCoreApplication.translate("Fields", "Quantity"),
        "gesture": QCoreApplication.translate("Fields", "Gesture"),
    }
    return known.get(field) or clean(field[:1].upper() + field[1:])
