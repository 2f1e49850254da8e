"""Parts of speech: the tag set, and the words whose part of speech is fixed.

The tags are the Penn Treebank's where it has them; the closed classes are split a little more finely, since what may
follow "my" differs from what may follow "me".
"""

from __future__ import annotations

OPEN_TAGS = ("NN", "NNS", "VB", "VBZ", "VBD", "VBN", "VBG", "JJ", "RB", "NNP")
CLOSED_TAGS = (
    "DT PRPS PRP PRPO IN TO MD BE HV DO PRPV NEG CC WP WRB CD UH RP PDT EX".split()
)  # PRPV: pronoun with its verb ("i'm"); NEG: verb with "not" ("don't"); RP: particle
TAGS = (*OPEN_TAGS, *CLOSED_TAGS, "<s>", "</s>")
NOUN_TAGS = frozenset(("NN", "NNS", "NNP"))
CONTENT_TAGS = frozenset(OPEN_TAGS) - {"RB"}

_CLOSED = {
    "DT": "the a an this that these those each every another any some no either neither",
    "PDT": "all both half such",
    "PRPS": "my your his her its our their whose",
    "PRP": "i he she we they y'all",
    "PRPO": "me him us them it you myself yourself himself herself ourselves themselves itself someone somebody anyone "
    "anybody nobody everybody everyone something anything nothing everything one mine yours ours theirs hers",
    "IN": "of in on at by for with from about into through over under between after before since until till during "
    "without within against among around behind beside besides beyond near off onto outside inside upon toward towards "
    "than like because if although though while whether unless as per via across along except despite above below",
    "TO": "to",
    "RP": "up out down away back",
    "MD": "will would can could shall should may might must ought",
    "BE": "is are was were be been being am",
    "HV": "has have had having",
    "DO": "do does did",
    "PRPV": "i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll we're we've "
    "we'll we'd they're they've they'll they'd that's there's who's what's where's how's here's let's i'ma that'll",
    "NEG": "don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't isn't aren't wasn't weren't hasn't "
    "haven't hadn't ain't mustn't needn't",
    "CC": "and or but nor yet so plus",
    "WP": "who what which whom whoever whatever whichever",
    "WRB": "when where why how whenever wherever however",
    "CD": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million zero double "
    "triple",
    "UH": "oh yes yeah no okay ok hello hi hey bye goodbye please well um uh er ah thanks",
    "EX": "there",
    "RB": "not very too also just now then here still again never always ever already only even quite rather really "
    "soon often once twice today tomorrow yesterday maybe perhaps "
    "everywhere nowhere somewhere anywhere instead anyway together almost else ago o'clock",
}
FUNCTION_WORDS: dict[str, str] = {}
for _tag, _words in _CLOSED.items():
    for _word in _words.split():
        FUNCTION_WORDS.setdefault(_word, _tag)
