"""Understanding French and Dutch, as a caller of the engine sees it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceapp.dialogue.understanding import INTENTS, SLOTS, Understander
from voiceapp.dialogue.understanding.number_words import DUTCH, FRENCH, NumberWords
from voiceapp.dialogue.understanding.words import Word
from voiceapp.dialogue.utterance import Alternative, Utterance
from voiceapp.languages import load_understander

FRENCH_INTENTS = {
    "il y a un conteneur devant ma porte": "report_problem",
    "mon téléphone ne marche plus": "report_problem",
    "déplacez ce conteneur": "request_action",
    "pouvez-vous me rappeler demain": "request_action",
    "je veux parler à un être humain": "ask_human",
    "passez-moi votre chef": "ask_supervisor",
    "vous pouvez répéter": "ask_repeat",
    "attendez un instant": "ask_wait",
    "qui êtes-vous": "ask_who",
    "pourquoi vous voulez savoir ça": "ask_why",
    "quand est-ce que vous venez": "ask_when",
    "combien ça coûte": "ask_price",
    "où en est mon dossier": "ask_status",
    "je m'appelle mathieu": "give_name",
    "quarante-deux": "give_number",
    "à namur": "give_place",
    "demain matin": "give_time",
    "m a t h i e u": "spell",
    "c'est inadmissible": "complain",
    "j'appelle mon avocat": "threaten",
    "bordel": "swear",
    "je veux annuler mon contrat": "cancel",
    "ne me transférez pas": "refuse_transfer",
    "je ne veux pas attendre": "refuse_hold",
    "je ne veux pas de service à fondue": "refuse_offer",
    "d'accord je prends la formule": "accept_offer",
    "je ne comprends pas": "confused",
    "il fait beau aujourd'hui": "small_talk",
    "i do not speak french": "other_language",
    "oui c'est ça": "yes",
    "non pas du tout": "no",
    "merci beaucoup": "thank",
    "bonjour madame": "greet",
    "au revoir": "goodbye",
}
DUTCH_INTENTS = {
    "er staat een container voor mijn deur": "report_problem",
    "mijn telefoon werkt niet meer": "report_problem",
    "verplaats die container": "request_action",
    "kunt u mij morgen terugbellen": "request_action",
    "ik wil een mens spreken": "ask_human",
    "geef mij uw baas": "ask_supervisor",
    "kunt u dat herhalen": "ask_repeat",
    "een ogenblik": "ask_wait",
    "wie bent u": "ask_who",
    "waarom wilt u dat weten": "ask_why",
    "wanneer komt u": "ask_when",
    "hoeveel kost dat": "ask_price",
    "hoe zit het met mijn dossier": "ask_status",
    "mijn naam is mathieu": "give_name",
    "tweeënveertig": "give_number",
    "in gent": "give_place",
    "morgenvroeg": "give_time",
    "m a t h i e u": "spell",
    "dat is onaanvaardbaar": "complain",
    "ik bel mijn advocaat": "threaten",
    "godverdomme": "swear",
    "ik wil mijn contract annuleren": "cancel",
    "verbind mij niet door": "refuse_transfer",
    "ik wil niet wachten": "refuse_hold",
    "ik wil geen fondueset": "refuse_offer",
    "goed ik neem de formule": "accept_offer",
    "ik begrijp het niet": "confused",
    "het is mooi weer vandaag": "small_talk",
    "i do not speak dutch": "other_language",
    "ja dat klopt": "yes",
    "nee helemaal niet": "no",
    "dank u wel": "thank",
    "dag mevrouw": "greet",
    "tot ziens": "goodbye",
}


@pytest.fixture(params=["fr", "nl"])
def understander(request: pytest.FixtureRequest) -> Understander:
    return load_understander(request.param)


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [("fr", *pair) for pair in FRENCH_INTENTS.items()] + [("nl", *pair) for pair in DUTCH_INTENTS.items()],
)
def test_intents(language: str, text: str, intent: str) -> None:
    assert load_understander(language).understand(text).intent == intent


@pytest.mark.parametrize(
    ("language", "text", "slots"),
    [
        (
            "fr",
            "il y a un conteneur devant l'entrée du personnel depuis mardi",
            {"object": ("conteneur",), "place": ("entrée du personnel",), "time": ("depuis mardi",)},
        ),
        ("fr", "IL Y A UN CONTENEUR DEVANT L’ENTREE DU PERSONNEL", {"place": ("entree du personnel",)}),
        ("fr", "je m'appelle Mathieu Peeters", {"name": ("mathieu peeters",)}),
        ("fr", "mon numéro c'est le zéro quatre septante-six douze treize", {"number": ("04761213",)}),
        ("fr", "ça s'écrit p deux e t e r s", {"name": ("peeters",)}),
        ("fr", "pouvez-vous déplacer le conteneur demain à dix heures", {"wish": ("déplacer le conteneur",)}),
        ("fr", "je veux que vous enleviez cette caisse", {"wish": ("enlever cette caisse",)}),
        ("fr", "venez le chercher", {"wish": ("venir le chercher",)}),
        ("fr", "rappelez-moi ce soir", {"wish": ("rappeler",), "time": ("ce soir",)}),
        ("fr", "c'est un grand conteneur vert", {"object": ("conteneur",)}),
        ("nl", "het is een grote groene container", {"object": ("container",)}),
        ("fr", "mon mari a cassé la machine à laver", {"object": ("mari", "machine à laver")}),
        (
            "nl",
            "er staat een container voor de personeelsingang sinds dinsdag",
            {"object": ("container",), "place": ("personeelsingang",), "time": ("sinds dinsdag",)},
        ),
        ("nl", "mijn naam is Mathieu Peeters", {"name": ("mathieu peeters",)}),
        ("nl", "mijn nummer is nul vier zevenenzestig twaalf dertien", {"number": ("04671213",)}),
        ("nl", "je schrijft dat p dubbel e t e r s", {"name": ("peeters",)}),
        ("nl", "kunt u de container verplaatsen alstublieft", {"wish": ("de container verplaatsen",)}),
        ("nl", "ik wil dat u die container weghaalt", {"wish": ("die container weghalen",)}),
        ("nl", "bel mij vanavond terug", {"time": ("vanavond",)}),
        ("nl", "maandag om negen uur", {"time": ("maandag om 9 uur",)}),
    ],
)
def test_slots(language: str, text: str, slots: dict[str, tuple[str, ...]]) -> None:
    found = load_understander(language).understand(text).slots
    assert {slot: found.get(slot, ()) for slot in slots} == slots


@pytest.mark.parametrize(
    ("numbers", "text", "digits"),
    [
        (FRENCH, "quatre vingt dix sept", "97"),
        (FRENCH, "soixante et onze", "71"),
        (FRENCH, "nonante deux", "92"),
        (FRENCH, "mille neuf cent nonante huit", "1998"),
        (FRENCH, "deux mille six", "2006"),
        (FRENCH, "douze cents", "1200"),
        (DUTCH, "vierhonderd tweeëntwintig", "422"),
        (DUTCH, "vierhonderdtweeëntwintig", "422"),
        (DUTCH, "negentienhonderd achtennegentig", "1998"),
        (DUTCH, "nul nul zeven", "007"),
    ],
)
def test_numbers(numbers: NumberWords, text: str, digits: str) -> None:
    (piece,) = numbers.pieces([Word(word) for word in text.split()])
    assert (piece.text, piece.kind) == (digits, "number")


@pytest.mark.parametrize(("numbers", "text"), [(FRENCH, "un chat neuf"), (FRENCH, "une porte"), (DUTCH, "een deur")])
def test_articles_are_no_numbers(numbers: NumberWords, text: str) -> None:
    assert all(piece.kind == "word" for piece in numbers.pieces([Word(word) for word in text.split()]))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "je voudrais que vous"),
        ("fr", "il y a un"),
        ("fr", "mon numéro c'est le zéro quatre sept six"),
        ("nl", "ik wil dat u"),
        ("nl", "er staat een"),
        ("nl", "mijn nummer is nul vier zeven zes"),
    ],
)
def test_what_goes_on_is_not_finished(language: str, text: str) -> None:
    understander = load_understander(language)
    assert not understander.finished(text)
    assert not understander.understand(text).finished


def test_the_alternatives_are_weighed(understander: Understander) -> None:
    text = {"fr": ("non", "nom"), "nl": ("nee", "mee")}
    language = "fr" if understander is load_understander("fr") else "nl"
    best, other = text[language]
    alternatives = (Alternative(text=best, probability=0.7), Alternative(text=other, probability=0.3))
    assert understander.understand(Utterance(text=best, alternatives=alternatives)).intent == "no"


def test_a_scenario_adds_its_own(understander: Understander) -> None:
    extended = understander.extended({"knocked": ["toc toc toc", "klop klop klop"]})
    assert extended.understand("toc toc toc").intent == "knocked"


@given(text=st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_anything_can_be_said(text: str) -> None:
    for language in ("fr", "nl"):
        meaning = load_understander(language).understand(text)
        assert meaning.intent in INTENTS
        assert set(meaning.slots) <= set(SLOTS)
        assert all(value for values in meaning.slots.values() for value in values)
        assert -1 <= meaning.sentiment <= 1
