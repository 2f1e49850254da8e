"""Mishearing French and Dutch: near, a sentence, different, and nothing that hurts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.mishearing import PhraseMishearer, phones
from voiceapp.dialogue.mishearing.memory import Memory
from voiceapp.dialogue.mishearing.phrase_mishearer import GATE
from voiceapp.dialogue.utterance import Alternative, Utterance
from voiceapp.lexicon import load_mishearer

SENTENCES = {
    "fr": [
        "il y a un conteneur devant l'entrée du personnel",
        "la facture que vous m'avez envoyée est fausse",
        "je veux résilier mon contrat",
        "ma machine à laver est en panne",
        "je n'ai jamais reçu mon colis",
        "les ouvriers attendent dans la cour",
        "pouvez-vous déplacer le conteneur",
    ],
    "nl": [
        "er staat een container voor de personeelsingang",
        "de factuur die jullie gestuurd hebben is verkeerd",
        "ik wil mijn contract opzeggen",
        "mijn wasmachine is kapot",
        "ik heb mijn pakje nooit gekregen",
        "de arbeiders wachten op de koer",
        "kunt u de container verplaatsen",
    ],
}
EVERY = [(language, sentence) for language, sentences in SENTENCES.items() for sentence in sentences]


@pytest.fixture(scope="module")
def engines() -> dict[str, PhraseMishearer]:
    found = {language: load_mishearer(language=language) for language in SENTENCES}
    assert all(isinstance(engine, PhraseMishearer) for engine in found.values())
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(("language", "sentence"), EVERY)
def test_readings_are_near_different_and_whole(
    engines: dict[str, PhraseMishearer], language: str, sentence: str
) -> None:
    engine = engines[language]
    for seed in range(6):
        found = engine.candidates(sentence, seed=seed, n=4)
        assert found and len({c.text for c in found}) == len(found)
        for candidate in found:
            assert candidate.text != sentence
            if candidate.source == "phonetics" and candidate.text != candidate.phrase:
                assert 0 < candidate.distance <= GATE
                assert candidate.with_.casefold() in candidate.text.casefold()
                assert len(candidate.text.split()) >= len(sentence.split()) - 2
        assert found == engine.candidates(sentence, seed=seed, n=4), "pure"
    firsts = {engine.candidates(sentence, seed=seed, n=1)[0].text for seed in range(12)}
    assert len(firsts) > 2, "another call mishears otherwise"


@pytest.mark.parametrize("language", SENTENCES)
def test_a_determiner_fits_its_noun(engines: dict[str, PhraseMishearer], language: str) -> None:
    book = engines[language].book
    wrong = []
    for sentence in SENTENCES[language]:
        for seed in range(20):
            for candidate in engines[language].candidates(sentence, seed=seed, n=6):
                words = candidate.text.casefold().replace("'", "' ").split()
                for before, noun in itertools.pairwise(words):
                    kind, reading = book.articles.kind_of(before), book.reading(noun)
                    if kind and reading.kind == 1 and reading.gender:
                        vowel = book.begins_with_vowel(noun)
                        fitting = book.articles.form(kind, reading.gender, plural=reading.plural, vowel=vowel)
                        wrong += [f"{before} {noun}"] if fitting and fitting != before else []
    assert not wrong


def test_a_domain_pulls(engines: dict[str, PhraseMishearer]) -> None:
    for language, sentence in (("fr", "votre responsable a perdu la commande"), ("nl", "ik heb mijn pakje niet")):
        engine = engines[language]
        assert "weddings" in engine.domains
        own = {w for phrase in engine.book.lists.domains["weddings"] for w in phrase.split()}
        heard = [c.with_ for s in range(20) for c in engine.candidates(sentence, domain="weddings", seed=s, n=3)]
        plain = [c.with_ for s in range(20) for c in engine.candidates(sentence, seed=s, n=3)]
        assert sum(w in own for w in heard) >= sum(w in own for w in plain)
    own_words = load_mishearer({"zoo": ["dromadaire"]}, "fr").candidates("mon dossier dormait là", domain="zoo", seed=1)
    assert own_words


def test_a_mistake_once_made_is_kept(engines: dict[str, PhraseMishearer]) -> None:
    for language, said, heard in (("fr", "conteneur", "contrôleur"), ("nl", "container", "komkommer")):
        sentence = next(s for s in SENTENCES[language] if said in s)
        memory = Memory(((said, heard),))
        found = engines[language].candidates(sentence, memory=memory, seed=3, n=1)[0]
        assert heard in found.text
        worse = engines[language].candidates(sentence, memory=memory.remember(found), seed=3, n=3)
        assert all(c.text != found.text for c in worse)


@pytest.mark.parametrize(
    ("language", "oath", "bad"),
    [
        ("fr", "putain de merde il est là ce connard", "putain merde connard"),
        ("nl", "godverdomme klootzak", "klootzak"),
    ],
)
def test_oaths_are_never_said_back(engines: dict[str, PhraseMishearer], language: str, oath: str, bad: str) -> None:
    for seed in range(10):
        for candidate in engines[language].candidates(oath, seed=seed, n=5):
            assert not set(candidate.text.casefold().split()) & set(bad.split())


@pytest.mark.parametrize("language", SENTENCES)
def test_nothing_that_hurts_comes_out(engines: dict[str, PhraseMishearer], language: str) -> None:
    book = engines[language].book
    for pool in ("noun", "verb"):
        texts = {book.words[i] for i in book.ids[pool]}
        assert texts and not texts & (book.lists.taste | book.lists.profane)
    for sentence in SENTENCES[language]:
        for seed in range(20):
            for candidate in engines[language].candidates(sentence, seed=seed):
                assert not any(book.is_blocked(word) for word in candidate.with_.casefold().split())


@pytest.mark.parametrize(
    ("language", "said", "slips"),
    [("fr", "quarante-deux", "quarante"), ("nl", "tweeënveertig", "vierentwintig"), ("nl", "4711", "7411")],
)
def test_digits_slip(engines: dict[str, PhraseMishearer], language: str, said: str, slips: str) -> None:
    found = engines[language].candidates(said, n=9)
    assert any(slips in c.text and c.source == "procedure" for c in found)


def test_what_else_the_recogniser_heard(engines: dict[str, PhraseMishearer]) -> None:
    alternatives = (
        Alternative(text="la porte est là", probability=0.6),
        Alternative(text="la corde est là", probability=0.4),
    )
    found = engines["fr"].candidates(Utterance(text="la porte est là", alternatives=alternatives), n=9)
    assert any(c.source == "sound" and c.text == "la corde est là" for c in found)


@pytest.mark.parametrize(
    ("inventory", "near", "far"),
    [
        (phones.FRENCH, ("p ɔ1 ʁ t", "t ɔ1 ʁ ʃ"), ("p ɔ1 ʁ t", "ʃ a1")),
        (phones.DUTCH, ("k ɔ1 n t ɑ0 j n ə0 r", "k ɔ0 m k ɔ1 m ə0 r"), ("d ø1 r", "s x o1 l")),
    ],
)
def test_sounds_are_nearer_that_are_made_alike(
    inventory: phones.Inventory, near: tuple[str, str], far: tuple[str, str]
) -> None:
    a, b = (inventory.distance(*(inventory.encode(run.split()) for run in pair)) for pair in (near, far))
    assert a < b
    for symbol in inventory.symbols:
        assert inventory.decode(inventory.encode([symbol])) == (symbol,)
    assert np.allclose(inventory.substitution, inventory.substitution.T)


@given(text=st.text(max_size=60), seed=st.integers(0, 99))
@settings(max_examples=120, deadline=None)
def test_anything_can_be_misheard(engines: dict[str, PhraseMishearer], text: str, seed: int) -> None:
    for engine in engines.values():
        found = engine.candidates(text, seed=seed, n=2)
        assert found and all(c.text for c in found)
