"""A company that speaks French or Dutch: whole typed calls, and the words of its own in the captions."""

import json
import re
from itertools import cycle, islice

import pytest

from voiceapp.company import CALLERS_VOICES, voices
from voiceapp.dialogue.scenario import LANGUAGES, Agent, Line, Transfer
from voiceapp.exchange import new_call, note_beginning
from voiceapp.journal import Journal
from voiceapp.languages import load_comprehension
from voiceapp.rehearsal import Rehearsal
from voiceapp.scenarios import load
from voiceapp.synthesis.speaker import Speaker

OTHERS = LANGUAGES[1:]
TYPED = {
    "en": """#1|#5|#4711|there is a container in front of the staff entrance|my name is mathieu peeters|yes
        can you move it please|no a container|i want to speak to a human||you are not listening|thank you|what
        my number is oh four seven six one two|i want your supervisor|okay|ten|a little silence|yes""",
    "fr": """#1|#5|#4711|il y a un conteneur devant l'entrée du personnel|je m'appelle mathieu peeters|oui
        pouvez-vous le déplacer s'il vous plaît|non un conteneur|je veux parler à un être humain||vous n'écoutez pas
        merci|comment|mon numéro c'est le zéro quatre septante-six douze|je veux votre responsable|d'accord|dix
        un peu de silence|oui""",
    "nl": """#1|#5|#4711|er staat een container voor de personeelsingang|mijn naam is mathieu peeters|ja
        kunt u hem verplaatsen alstublieft|nee een container|ik wil een mens spreken||u luistert niet|bedankt|wat
        mijn nummer is nul vier zesenzeventig twaalf|ik wil uw verantwoordelijke|oké|tien|een beetje stilte|ja""",
}
ENGLISH_COUNT = re.compile(r"\b(two|three|four|five|seven|eight|nine|eleven|twelve|several|minutes? and)\b")
QUOTED = re.compile("«[^»]*»|“[^”]*”")


def lines(language):
    return [line.strip() for line in re.split(r"[|\n]", TYPED[language])]


def hold(scenario, journal, seed=1):
    """Hold a typed call and return what the journal says of it."""
    call = new_call(scenario, load_comprehension(scenario), seed=seed, start=None)
    typed = islice(cycle(lines(scenario.language)), 160)
    with Journal(journal) as written:
        note_beginning(written, scenario, seed)
        Rehearsal(call, written, typed, max_seconds=3600).run()
    return [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(("name", "seed"), [("container", 1), ("container", 2), ("parcel", 3)])
def test_a_whole_call(language, name, seed, tmp_path):
    scenario, english = load(name, language), load(name)
    happened = hold(scenario, tmp_path / "journal.jsonl", seed)
    assert happened[-1]["kind"] == "call.ended"
    assert happened[-1]["reason"] == "completed"
    acts = [scenario.acts[line["act"]] for line in happened if line["kind"] == "act"]
    story = {type(act) for act in scenario.acts.values()}
    assert {type(act) for act in acts} == story, "every kind of act is gone through"
    agents = {act.agent for act in scenario.acts.values() if isinstance(act, Agent)}
    assert {act.agent for act in acts if isinstance(act, Agent)} == agents
    assert {act.warm for act in acts if isinstance(act, Transfer)} == {True, False}
    said = [line for line in happened if line["kind"] == "agent.said"]
    texts = [line["text"] for line in said]
    assert len(texts) == len({text.casefold() for text in texts}), "no line is said twice"
    known = {
        variant if isinstance(variant, str) else variant.en
        for member in english.cast.values()
        for variants in member.lines.values()
        for variant in variants
    }
    for line in said:
        own = QUOTED.sub("", line["text"])
        if line["agent"] != "lieve_abroad":  # who speaks Dutch in an English call too
            assert line["text"] not in known, "not in English"
            assert line["captions"]["en"] != line["text"]
        assert not ENGLISH_COUNT.search(own.casefold()), own
        assert "{" not in line["text"] and "None" not in line["text"]
        assert line["captions"][language] == line["text"]


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_call_again_is_the_same(language, tmp_path):
    scenario = load("container", language)
    once = hold(scenario, tmp_path / "one")
    assert hold(scenario, tmp_path / "two") == once
    assert hold(scenario, tmp_path / "three", seed=9) != once


def test_captions_of_an_english_call_count_in_their_own_language(tmp_path):
    counted = set()
    for seed in range(3):
        for line in hold(load("container"), tmp_path / f"{seed}", seed):
            if line["kind"] == "agent.said":
                for language in OTHERS:
                    if language in line["captions"]:
                        own = QUOTED.sub("", line["captions"][language])
                        assert not ENGLISH_COUNT.search(own.casefold()), own
                        counted |= set(re.findall(r"trois|quatre|drie|vier", own))
    assert counted == {"trois", "quatre", "drie", "vier"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_survey_records_is_in_the_language_of_the_call_and_of_the_caption(language, tmp_path):
    happened = hold(load("container", language), tmp_path / "journal")
    recorded = [line["recorded"] for line in happened if line["kind"] == "survey.recorded"]
    assert recorded[0] == {"en": "ten", "fr": "dix", "nl": "tien"}[language]
    thanks = [line["captions"] for line in happened if line["kind"] == "agent.said" and line["agent"] == "survey"]
    heard = " ".join(captions["fr"] for captions in thanks)
    assert "« ten »" not in heard and ("« dix »" in heard.casefold() or "dix" in heard)


def test_what_nobody_asked_for_is_called_in_each_language(tmp_path):
    from voiceapp.dialogue.acts.closing import GestureInPlay
    from voiceapp.dialogue.session import Session

    scenario = load("container", "fr")
    session = Session(scenario, seed=1, comprehension=load_comprehension(scenario))
    act = GestureInPlay(scenario.acts["gesture"])
    act.begin(session)
    act._deliver(session)
    assert str(session.case.gesture) == "un service à fondue"
    assert str(session.case.in_language("en").gesture) == "a fondue set"
    assert str(session.case.in_language("nl").beginnings.gesture) == "een fondueset"


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["container", "parcel", "anything"])
def test_every_language_file_is_whole(name, language):
    """Everybody has a voice of their own in the language, and everything that the acts say has a word."""
    scenario, english = load(name, language), load(name)
    theirs = [(m.voice.id, m.voice.pitch) for m in scenario.cast.values()]
    assert len(theirs) == len(set(theirs))
    assert CALLERS_VOICES[language].id not in {voice for voice, _ in theirs}
    assert all(voice.startswith(("roa/fr", "gmw/nl")) for voice, _ in theirs)
    own = scenario.wording[language]
    for act in english.acts.values():
        for question in getattr(act, "questions", ()):
            assert set(question.recorded) <= set(own)
        assert getattr(act, "otherwise", "") in {*own, ""}
        for option in getattr(act, "options", ()):
            assert set(option.words) <= set(own), option.words
    for key in ("intents", "domains"):
        for group, texts in getattr(scenario, key).items():
            same = set(texts) & set(getattr(english, key)[group])
            assert len(same) < len(texts) / 4, f"{group} is still English, but for words that both languages have"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translated_line_reads_no_english_filter(language):
    for name in ("container", "parcel"):
        for member in load(name, language).cast.values():
            for variants in member.lines.values():
                for variant in variants:
                    if isinstance(variant, Line):
                        assert "|article" not in getattr(variant, language)


@pytest.mark.parametrize("language", OTHERS)
def test_every_voice_is_there(language):
    """On this synthesiser, which is bundled: so on every machine."""
    with Speaker() as speaker:
        for name in ("container", "parcel", "anything"):
            speaker.check(*voices(load(name, language)).values(), CALLERS_VOICES[language])


def test_the_commands(voiceapp):
    meant = voiceapp("understand", "--language", "fr", "--json", "il y a un conteneur devant la porte")
    assert json.loads(meant.out)["intent"] == "report_problem"
    heard = voiceapp("mishear", "--language", "nl", "--domain", "cats", "--json", "er staat een container voor de deur")
    assert json.loads(heard.out)["candidates"]
    assert voiceapp("mishear", "--language", "nl", "--domain", "nothing", "ja").code == 2
    demo = voiceapp("demo", "--language", "fr")
    assert demo.code == 2
    assert "rehearse --language fr" in demo.err
    missing = voiceapp("run", "--language", "nl", "nothing.wav")
    assert missing.code in (3, 4)
