"""The official statement: made of this call, the same every time, and never with a hole in it."""

import pytest

from voiceapp.aftercall.measures import measured
from voiceapp.aftercall.record import Record
from voiceapp.aftercall.statement import statement_on
from voiceapp.aftercall.texts import LANGUAGES, polished, texts
from voiceapp.dialogue import template


def official_statement(lines, language="en", seed=None):
    return statement_on(measured(Record(lines)), language, seed)


def whole(statement):
    return "\n".join([statement.headline, *statement.paragraphs, statement.fame])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_was_said_to_the_public(call_lines, language):
    statement = official_statement(call_lines, language)
    understood = {"en": "massage", "fr": "massage", "nl": "boodschappen"}[language]
    measures = {"en": "Measures", "fr": "mesures", "nl": "maatregelen"}[language]
    hiring = {"en": "hiring", "fr": "engageons", "nl": "werven"}[language]
    assert understood in statement.headline
    assert any(measures in paragraph for paragraph in statement.paragraphs)
    assert any(hiring in paragraph for paragraph in statement.paragraphs)
    assert statement.fame


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(12))
def test_it_is_made_of_this_call(call_lines, language, seed):
    statement = whole(official_statement(call_lines, language, seed))
    assert "campaigner" in statement.casefold()
    assert "club" in statement


def test_the_same_call_gives_the_same_statement_and_another_seed_another(call_lines):
    assert official_statement(call_lines) == official_statement(call_lines)
    assert official_statement(call_lines, seed=7) == official_statement(call_lines)
    assert len({whole(official_statement(call_lines, "en", seed)) for seed in range(30)}) > 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("length", [1, 6, 10, 24, 40, 60])
def test_a_call_of_which_little_is_known_has_one_too(call_lines, language, length):
    for seed in range(8):
        text = whole(official_statement(call_lines[:length], language, seed))
        assert text.count("\n") >= 2
        for hole in ("  ", " .", "“”", "«\u00a0\u00a0»", "{", "}", "None", "a .", " ,"):
            assert hole not in text.replace("\u202f", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caller_who_said_nothing_is_quoted_nowhere(call_lines, language):
    silent = [line for line in call_lines if line["kind"] not in ("caller.said", "case.changed")]
    text = whole(official_statement(silent, language))
    assert "campaigner" not in text and "turnip" not in text


def test_the_words_of_a_caller_are_no_template(call_lines):
    for line in call_lines:
        if line["kind"] == "case.changed":
            line["recorded"] = "{{ company }}"
    assert "{{" not in whole(official_statement(call_lines)) or "Mobilimbo" in whole(official_statement(call_lines))


@pytest.mark.parametrize("name", ["statement", "letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_can_be_drawn_for_some_call(name, language):
    pools = texts(name, language)
    lines = [line for pool in pools.values() if isinstance(pool, list) for line in pool]
    assert len(lines) > 20 and len(set(lines)) == len(lines)
    for line in lines:
        template.check(line)


def test_the_languages_have_the_same_pools_and_labels():
    for name in ("statement", "letter", "words"):
        pools = [set(texts(name, language)) for language in LANGUAGES]
        assert pools[0] == pools[1] == pools[2]
    labels = [set(texts("letter", language)["labels"]) for language in LANGUAGES]
    assert labels[0] == labels[1] == labels[2]


def test_typography():
    assert polished("what i said, i'm told: i", "en") == "what I said, I'm told: I"
    assert polished("« steamer » : oui ; non ?", "fr") == "«\u00a0steamer\u00a0»\u00a0: oui\u202f; non\u202f?"


def test_plural_things_are_second_choice(call_lines):
    filed = [line for line in call_lines if line["kind"] == "case.changed"]
    filed[0]["recorded"] = "campaigners"
    more = {**filed[0], "said": "crane", "recorded": "train", "t": 58.0}
    measures = measured(Record(sorted([*call_lines, more], key=lambda line: line["t"])))
    assert "train" in whole(statement_on(measures))


def test_articles_of_what_was_recorded_are_not_doubled(call_lines):
    for line in call_lines:
        if line["kind"] in ("gesture", "case.changed"):
            line["recorded"] = "a fondue set"
    for seed in range(12):
        text = whole(official_statement(call_lines, "en", seed)).casefold()
        assert "a a fondue" not in text and "the a fondue" not in text and "fondue set" in text
