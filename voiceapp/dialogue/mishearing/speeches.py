"""What the mishearing engine needs of French and of Dutch besides their words."""

from __future__ import annotations

from voiceapp.dialogue.mishearing import counting
from voiceapp.dialogue.mishearing.phrase_mishearer import Speech


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))


FRENCH = Speech(
    counting=counting.FRENCH,
    name_cues=_phrases(
        "m' appelle|nom est|nom c' est|moi c' est|monsieur|madame|mademoiselle|s' appelle|prénom est|au nom de|docteur"
    ),
    light=frozenset(
        "être avoir faire aller pouvoir vouloir devoir falloir savoir venir dire voir prendre mettre passer parler "
        "laisser donner tenir croire rester trouver".split()
    ),
    related=frozenset("il elle lequel laquelle celui celle tout toute lui".split()),
    joints=frozenset("de d' du des à au en aux la le l' les".split()),
    fixed=frozenset(
        "matin matinée soir soirée midi minuit jour jours journée nuit semaine semaines mois an ans année années heure "
        "heures minute minutes seconde secondes lundi mardi mercredi jeudi vendredi samedi dimanche janvier février "
        "mars avril mai juin juillet août septembre octobre novembre décembre noël hier demain fois monsieur "
        "madame accord merci chose choses rien personne gens".split()
    ),
    idioms=frozenset("en sans par avec à de faire fait ai as a avoir avez ont".split()),
)

DUTCH = Speech(
    counting=counting.DUTCH,
    name_cues=_phrases("naam is|ik heet|meneer|mevrouw|spreekt met|op naam van|voornaam is|mijnheer|dokter"),
    light=frozenset(
        "zijn hebben worden kunnen willen moeten mogen zullen gaan komen doen zeggen zien laten maken geven nemen "
        "zitten staan liggen blijven vinden weten denken spreken praten".split()
    ),
    related=frozenset("die dat".split()),
    joints=frozenset(("van", "voor")),
    fixed=frozenset(
        "morgen ochtend middag namiddag avond nacht dag dagen week weken maand maanden jaar jaren uur uren minuut "
        "minuten seconde seconden maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart "
        "april mei juni juli augustus september oktober november december kerstmis keer keren meneer mevrouw mensen "
        "iemand ding dingen niemand man vrouw akkoord".split()
    ),
    idioms=frozenset("in op te aan van met zonder heb hebt heeft hebben".split()),
)
