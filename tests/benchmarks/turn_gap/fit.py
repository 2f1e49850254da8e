"""Fit the weights of ``voiceapp.recognition.end_of_turn`` on the prompts for tuning, and see what they give.

    python tests/benchmarks/turn_gap/fit.py          # the weights, and the tuning prompts, cross-validated eight times
    python tests/benchmarks/turn_gap/fit.py --test   # the weights as they are in the code, on the held-out prompts

Time is counted in frames here, so it does not matter how busy the machine is. Every silence of 0.1 s in the prompts,
and in the same with two hesitations each, is one case: the end of the prompt, or not. Ridge-penalised logistic
regression by Newton's method. ``gap`` is the silence after which the rule ends the turn; ``early``: it has ended it
before the voice comes back, were it by one frame.
"""

from __future__ import annotations

import sys
from dataclasses import astuple, dataclass, fields
from zlib import crc32

import numpy as np
import numpy.typing as npt
from material import Prompt, hesitating, other_voices, pauses, prompts

from voiceapp.languages import load_understander
from voiceapp.recognition.end_of_turn import EndOfTurn, Weights
from voiceapp.recognition.model_store import find_model
from voiceapp.recognition.prosody import Cadence
from voiceapp.recognition.recogniser import Model, VoskRecogniser, load_model

RIDGE = 5.0
FOLDS = 8

Floats = npt.NDArray[np.float64]


@dataclass
class Case:
    prompt: Prompt
    text: str
    cadence: Cadence
    silence: float
    end: bool
    words: float

    @property
    def hesitation(self) -> bool:
        return self.prompt.pause is not None and not self.end and self.silence >= 0.5

    @property
    def row(self) -> list[float]:
        return [1.0, *astuple(self.cadence), self.words]


def cases(model: Model, group: list[Prompt]) -> list[Case]:
    recogniser = VoskRecogniser(model)
    finishing = load_understander().finishing
    return [
        Case(prompt, pause.text, pause.cadence, pause.silence, pause.last, finishing(pause.text))
        for prompt in group
        for pause in pauses(recogniser, prompt)
    ]


def fitted(found: list[Case]) -> Floats:
    """Weights for ``Case.row``. A prompt's own pauses count once, not again for each hesitation put into it."""
    used = [case for case in found if case.prompt.pause is None or case.hesitation]
    rows, ends = np.array([case.row for case in used]), np.array([float(case.end) for case in used])
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    mean[0], spread[0] = 0.0, 1.0
    scaled = (rows - mean) / spread
    penalty = RIDGE * np.diag([0.0] + [1.0] * (rows.shape[1] - 1))
    w = np.zeros(rows.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-scaled @ w))
        gradient = scaled.T @ (p - ends) + penalty @ w
        w -= np.linalg.solve((scaled.T * (p * (1 - p))) @ scaled + penalty, gradient)
    raw = w / spread
    raw[0] -= (w[1:] * mean[1:] / spread[1:]).sum()
    return np.asarray(raw)


def report(title: str, found: list[Case], odds: Floats, rule: EndOfTurn) -> None:
    ends = np.array([o for case, o in zip(found, odds, strict=True) if case.end])
    others = np.array([o for case, o in zip(found, odds, strict=True) if not case.end])
    area = float((ends[:, None] > others[None, :]).mean())
    print(f"{title}: {len(ends)} ends, {len(others)} other silences, area under the curve {area:.3f}")
    for name, several, paused in (
        ("one sentence", False, False),
        ("several sentences", True, False),
        ("one sentence, hesitating", False, True),
    ):
        early, gaps = set(), []
        chosen = [
            (case, o)
            for case, o in zip(found, odds, strict=True)
            if case.prompt.several is several and (case.prompt.pause is not None) is paused
        ]
        for case, o in chosen:
            wait = rule.patience_for(o)
            if case.end:
                gaps.append(wait)
            elif wait <= case.silence:
                early.add(id(case.prompt))
        n = len({id(case.prompt) for case, _ in chosen})
        shown = " ".join(f"{q:.2f}" for q in np.percentile(gaps, [50, 90, 95, 100]))
        print(f"  {name:26}{n:4} early {len(early):3} ({len(early) / n:5.1%})   gap median, 90, 95 %, longest: {shown}")


def show_early(found: list[Case], odds: Floats, rule: EndOfTurn) -> None:
    for case, o in zip(found, odds, strict=True):
        if case.end and rule.patience_for(o) == rule.patient:
            print(f"    slow  {o:5.2f} {case.prompt.name}: {case.text}   {case.cadence} {case.words:.1f}")
        elif not case.end and rule.patience_for(o) <= case.silence:
            print(
                f"    early {o:5.2f} {case.silence:.2f} {case.prompt.name}: {case.text} {case.cadence} {case.words:.1f}"
            )


def main() -> None:
    model = load_model(find_model())
    use = "test" if "--test" in sys.argv else "dev"
    plain = prompts(use) + (other_voices() if use == "dev" else [])
    found = cases(model, plain + hesitating(model, plain, each=2))
    rows = np.array([case.row for case in found])
    rule = EndOfTurn()
    in_code = np.array(astuple(Weights()))
    if use == "dev":
        odds = np.zeros(len(found))
        fold = np.array([crc32(case.prompt.name.encode()) // 7 % FOLDS for case in found])
        for n in range(FOLDS):
            odds[fold == n] = rows[fold == n] @ fitted([case for case, f in zip(found, fold, strict=True) if f != n])
        report("tuning, cross-validated", found, odds, rule)
        print({field.name: round(float(w), 3) for field, w in zip(fields(Weights), fitted(found), strict=True)})
    report(f"{use}, weights in the code", found, rows @ in_code, rule)
    if "--list" in sys.argv:
        show_early(found, rows @ in_code, rule)


if __name__ == "__main__":
    main()
