"""Loads what a call needs - word data, model, voices - on a thread of its own, before it is asked for. No Qt here."""

from __future__ import annotations

import contextlib
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from voiceapp.errors import Missing

if TYPE_CHECKING:
    from voiceapp.company import Company
    from voiceapp.dialogue.scenario import Scenario
    from voiceapp.recognition.recogniser import Model


class Switchboard:
    """Companies to phone, by scenario. ``model`` is a folder or name as of ``--model``.

    Futures carry ``VoiceappError`` when something is missing or wrong.
    """

    def __init__(self, model: str | None = None) -> None:
        self._explicit = model
        self._models: dict[str, Model] = {}
        self._loader = ThreadPoolExecutor(1, thread_name_prefix="switchboard")
        self._scenarios: dict[tuple[str, str], Future[Scenario]] = {}
        self._companies: dict[tuple[str, str, bool], Future[Company]] = {}
        self._asking = threading.Lock()

    def scenario(self, name: str, language: str = "en") -> Future[Scenario]:
        """A scenario, read once. ``language`` is what the company speaks."""
        key = (name, language)
        with self._asking:
            if _is_to_be_made(self._scenarios.get(key)):
                self._scenarios[key] = self._loader.submit(_read, name, language)
            return self._scenarios[key]

    def company(self, name: str, language: str = "en", *, typed: bool = False) -> Future[Company]:
        """The company of a scenario, loaded once. ``typed``: one that needs no model, as it hears no voice."""
        key = (name, language, typed)
        scenario = self.scenario(name, language)
        with self._asking:
            if _is_to_be_made(self._companies.get(key)):
                self._companies[key] = self._loader.submit(self._load, scenario, typed)
            return self._companies[key]

    def _load(self, read: Future[Scenario], typed: bool) -> Company:
        from voiceapp.company import Company
        from voiceapp.languages import load_comprehension

        scenario = read.result()
        return Company(scenario, load_comprehension(scenario), None if typed else self._loaded_model(scenario.language))

    def _loaded_model(self, language: str) -> Model | None:
        """The model of a language; a company that speaks one without a model is typed to."""
        from voiceapp.recognition.model_store import find_model
        from voiceapp.recognition.recogniser import load_model

        if language not in self._models:
            try:
                self._models[language] = load_model(find_model(self._explicit, language=language))
            except Missing:
                if language == "en":
                    raise
                return None
        return self._models[language]

    def has_model(self) -> bool:
        """Whether there is a model; reads files, so not for the window's thread."""
        from voiceapp.recognition.model_store import find_model

        try:
            find_model(self._explicit)
        except Missing:
            return False
        return True

    def close(self) -> None:
        """Give everything back; what is being loaded is waited for."""
        self._loader.shutdown(cancel_futures=True)
        for future in self._companies.values():
            with contextlib.suppress(Exception):
                if not future.cancelled():
                    future.result().close()


def _is_to_be_made(known: Future[Any] | None) -> bool:
    """Whether there is none, or one that failed: what was missing may have come."""
    return known is None or (known.done() and (known.cancelled() or known.exception() is not None))


def _read(name: str, language: str) -> Scenario:
    from voiceapp.scenarios import load

    return load(name, language)
