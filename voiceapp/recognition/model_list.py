"""The models vosk publishes, by the list whose address vosk's own Python package carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from voiceapp.errors import Missing
from voiceapp.recognition.download import CONNECT_SECONDS, READ_SECONDS, trusting_session


@dataclass(frozen=True, kw_only=True)
class ListedModel:
    """One model of the list: its name, where its zip is, bytes, and its MD5 (hexadecimal).

    The MD5 tells a broken transfer and nothing more; vosk's list has no better sum.
    """

    name: str
    address: str
    size: int
    md5: str


def listed_model(language: str) -> ListedModel:
    """The small model of a language that is not obsolete. Raises Missing without the list, or without such a model."""
    for entry in _entries():
        if entry.get("lang") == language and entry.get("type") == "small" and entry.get("obsolete") == "false":
            try:
                return ListedModel(
                    name=str(entry["name"]), address=str(entry["url"]), size=int(entry["size"]), md5=str(entry["md5"])
                )
            except (KeyError, ValueError, TypeError):
                break
    raise Missing(
        f"vosk lists no small model for the language {language!r}. "
        "Download a vosk model for it and type `voiceapp model --from FILE`."
    )


def _entries() -> list[dict[str, Any]]:
    import requests
    from vosk import MODEL_LIST_URL

    try:
        with trusting_session() as asked:
            response = asked.get(MODEL_LIST_URL, timeout=(CONNECT_SECONDS, READ_SECONDS))
            response.raise_for_status()
            found = response.json()
    except (requests.RequestException, ValueError) as fault:
        raise Missing(
            f"vosk's list of models cannot be read ({type(fault).__name__}). Check the network, or download a model "
            "elsewhere and type `voiceapp model --from FILE`."
        ) from fault
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
