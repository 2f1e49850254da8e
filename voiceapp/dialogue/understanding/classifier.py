"""A linear classifier: softmax over the sum of the weights of the features present."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Classifier:
    """``weights`` is (features, labels); a feature vector is scaled to length ``scale``."""

    def __init__(self, labels: Sequence[str], vocabulary: Mapping[str, int], weights: Floats, bias: Floats) -> None:
        self.labels = tuple(labels)
        self.vocabulary = vocabulary
        self.weights = weights
        self.bias = bias

    def indices(self, features: Iterable[str]) -> NDArray[np.int64]:
        """The known features' rows, ascending."""
        found = [self.vocabulary[feature] for feature in features if feature in self.vocabulary]
        return np.array(sorted(found), dtype=np.int64)

    def probabilities(self, features: Iterable[str]) -> Floats:
        """Probabilities (labels,), summing to 1."""
        rows = self.indices(features)
        logits = self.bias.copy()
        if len(rows):
            logits += self.weights[rows].sum(axis=0) / np.sqrt(np.float32(len(rows)))
        return softmax(logits)

    def dumps(self) -> str:
        """As text: a header, the features one a line, the weights as bytes in base 64."""
        peak = float(np.abs(self.weights).max())
        quantised = np.round(self.weights / peak * 127).astype(np.int8)
        header = {"labels": self.labels, "peak": peak, "bias": [round(float(b), 4) for b in self.bias]}
        packed = base64.b64encode(zlib.compress(quantised.tobytes(), 9)).decode("ascii")
        return "\n".join([json.dumps(header), packed, *self.vocabulary]) + "\n"

    @classmethod
    def loads(cls, text: str) -> Classifier:
        """Read what ``dumps`` wrote."""
        head, packed, *names = text.rstrip("\n").split("\n")
        header = json.loads(head)
        quantised = np.frombuffer(zlib.decompress(base64.b64decode(packed)), dtype=np.int8)
        weights = quantised.reshape(len(names), -1).astype(np.float32) * np.float32(header["peak"] / 127)
        bias = np.array(header["bias"], dtype=np.float32)
        return cls(header["labels"], {name: row for row, name in enumerate(names)}, weights, bias)


def softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum(), dtype=np.float32)
