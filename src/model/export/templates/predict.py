"""Says how likely each text is of class 1.

    python3 predict.py "A fine film." "Never again."
    python3 predict.py --json < texts.txt        a text a line

Needs NumPy. With ONNX Runtime installed and model.onnx in the folder it computes with that, else with NumPy;
--engine numpy or --engine onnx chooses.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from forget_gate import read_safetensors, read_settings

FOLDER = Path(__file__).resolve().parent


def sigmoid(x):
    # exp of a large number would overflow: each side is computed with the small one.
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


class NumpyModel:
    """The network in float64, one text at a time."""

    def __init__(self, config, path):
        tensors, _ = read_safetensors(path)
        self.config = config
        self.parameters = {
            name: np.frombuffer(values, dtype="<f4").reshape(shape).astype(np.float64)
            for name, (shape, values) in tensors.items()
        }

    def lstm(self, x, name, reverse):
        """One layer in one direction, [T,D] to [T,H]. Gates stand in the order i, f, c, o."""
        recurrent = self.parameters[f"{name}/recurrent_kernel"]
        sums = x @ self.parameters[f"{name}/kernel"] + self.parameters[f"{name}/bias"]
        hidden = recurrent.shape[0]
        h, c = np.zeros(hidden), np.zeros(hidden)
        output = np.zeros((len(x), hidden))
        # An output stands at the place of its word, in both directions.
        for t in reversed(range(len(x))) if reverse else range(len(x)):
            i, f, candidate, o = np.split(sums[t] + h @ recurrent, 4)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
            h = sigmoid(o) * np.tanh(c)
            output[t] = h
        return output

    def features(self, outputs):
        """Each pooling in turn, of each direction in turn. A layer that reads backwards ends at the first word."""
        pooling = self.config["pooling"]
        if pooling == "last":
            return [output[0 if way == 1 else -1] for way, output in enumerate(outputs)]
        pools = {"mean": [np.mean], "max": [np.max], "mean-max": [np.mean, np.max]}[pooling]
        return [pool(output, axis=0) for pool in pools for output in outputs]

    def probability(self, ids):
        outputs = [self.parameters["embedding"][ids]]
        ways = ["forward", "backward"] if self.config["bidirectional"] else ["forward"]
        for layer in range(len(self.config["layerSizes"])):
            x = np.concatenate(outputs, axis=1)
            outputs = [self.lstm(x, f"lstm_{layer}/{way}", way == "backward") for way in ways]
        logit = np.concatenate(self.features(outputs)) @ self.parameters["dense/kernel"][:, 0]
        return float(sigmoid(logit + self.parameters["dense/bias"][0]))

    def __call__(self, texts):
        """Probabilities of class 1, of texts as lists of ids."""
        return [self.probability(ids) for ids in texts]


class OnnxModel:
    """model.onnx in ONNX Runtime, several texts at once."""

    batch = 32

    def __init__(self, path):
        import onnxruntime

        self.session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])

    def __call__(self, texts):
        """Probabilities of class 1, of texts as lists of ids."""
        answers = []
        for start in range(0, len(texts), self.batch):
            rows = texts[start : start + self.batch]
            lengths = np.array([len(row) for row in rows], dtype=np.int32)
            ids = np.zeros((len(rows), lengths.max()), dtype=np.int64)
            for row, values in enumerate(rows):
                ids[row, : len(values)] = values
            answers.extend(self.session.run(["probability"], {"ids": ids, "lengths": lengths})[0].tolist())
        return answers


def onnx_model(folder):
    """None where ONNX Runtime or model.onnx is missing."""
    path = Path(folder) / "model.onnx"
    try:
        return OnnxModel(path) if path.exists() else None
    except ImportError:
        return None


def load(folder, engine="auto"):
    """The settings, the encoder, and a function from lists of ids to probabilities."""
    settings, encode = read_settings(folder)
    model = onnx_model(folder) if engine != "numpy" else None
    if engine == "onnx" and model is None:
        raise SystemExit("ONNX Runtime or model.onnx is missing. Install it: pip install onnxruntime.")
    return settings, encode, model or NumpyModel(settings["config"], Path(folder) / "model.safetensors")


def main():
    parser = argparse.ArgumentParser(description="Says how likely each text is of class 1.")
    parser.add_argument("texts", nargs="*", help="the texts; without any, each line of the input is one")
    parser.add_argument("--json", action="store_true", help="prints JSON")
    parser.add_argument("--engine", choices=["auto", "numpy", "onnx"], default="auto")
    arguments = parser.parse_args()
    texts = arguments.texts
    if not texts:
        lines = sys.stdin.buffer.read().decode("utf-8", "replace").split("\n")
        texts = [line for line in lines if line.strip()]
    settings, encode, model = load(FOLDER, arguments.engine)
    answers = model([encode(text)[1] for text in texts])
    if arguments.json:
        print(json.dumps([{"text": text, "probability": answer} for text, answer in zip(texts, answers)]))
        return
    # A terminal that can't show a character shows another, and does not stop.
    sys.stdout.reconfigure(errors="replace")
    for text, answer in zip(texts, answers):
        print(f"{settings['classNames'][int(answer > 0.5)]}\t{answer:.4f}\t{text}")


if __name__ == "__main__":
    main()
