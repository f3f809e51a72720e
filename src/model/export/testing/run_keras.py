"""Computes a .keras file with NumPy: reads config.json as Keras does, layer by layer, and model.weights.h5 with h5py.

    python3 run_keras.py < input        a line: ["model.keras", [[ids of a text, filled up with 0], ...]]

Prints a line of JSON for each, with the outputs of each text: the probability of class 1, or of every class.

Masks go along with values, as in Keras: the embedding makes one, recurrent layers skip masked steps and keep their
state, the mean ignores masked steps, the maximum knows no mask.
"""

import io
import json
import re
import sys
import zipfile

import h5py
import numpy as np


def snake(name):
    """As keras.src.utils.naming.to_snake_case."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    shares = np.exp(x - x.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


ACTIVATIONS = {"sigmoid": sigmoid, "softmax": softmax, "linear": lambda x: x}


def lstm(config, kernel, recurrent, bias):
    assert config["recurrent_activation"] == "sigmoid"

    def step(x, h, c):
        i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        return sigmoid(o) * np.tanh(c), c

    return step, 2


def gru(config, kernel, recurrent, bias):
    assert config["recurrent_activation"] == "sigmoid" and config["reset_after"] is False
    units = config["units"]

    def step(x, h):
        sums = x @ kernel + bias
        z, r = np.split(sigmoid(sums[:, : 2 * units] + h @ recurrent[:, : 2 * units]), 2, axis=1)
        candidate = np.tanh(sums[:, 2 * units :] + (r * h) @ recurrent[:, 2 * units :])
        return (z * h + (1 - z) * candidate,)

    return step, 1


def simple_rnn(config, kernel, recurrent, bias):
    return lambda x, h: (np.tanh(x @ kernel + h @ recurrent + bias),), 1


# Each class: from a layer's config and weights to its step, from x and the states to the states, and how many these are.
CELLS = {"LSTM": lstm, "GRU": gru, "SimpleRNN": simple_rnn}


def recur(kind, config, weights, x, mask):
    """[B,T,H] or [B,H]. A masked step repeats the last output, or gives 0 where `zero_masked` is set."""
    assert config["activation"] == "tanh"
    step, count = CELLS[kind](config, *weights)
    batch, time, _ = x.shape
    states = [np.zeros((batch, config["units"]))] * count
    outputs, output = [], states[0]
    steps = reversed(range(time)) if config["go_backwards"] else range(time)
    for t in steps:
        valid = mask[:, t, None]
        following = step(x[:, t], *states)
        states = [np.where(valid, new, old) for new, old in zip(following, states)]
        masked = np.zeros_like(output) if config.get("zero_masked") else output
        output = np.where(valid, following[0], masked)
        outputs.append(output)
    return np.stack(outputs, 1) if config["return_sequences"] else output


class Runner:
    def __init__(self, path):
        archive = zipfile.ZipFile(path)
        self.model = json.loads(archive.read("config.json"))["config"]
        assert "keras_version" in json.loads(archive.read("metadata.json"))
        self.file = h5py.File(io.BytesIO(archive.read("model.weights.h5")), "r")
        assert len(self.file["vars"]) == 0
        self.read = set()

    def variables(self, path):
        if path not in self.file or "vars" not in self.file[path]:
            return []
        group = self.file[path]["vars"]
        self.read.update(f"{path}/vars/{name}" for name in group)
        return [group[str(i)][()].astype(np.float64) for i in range(len(group))]

    def call(self, kind, config, path, inputs):
        """(value, mask) of one layer."""
        x, mask = inputs[0]
        weights = self.variables(path)
        if kind == "Embedding":
            assert weights[0].shape == (config["input_dim"], config["output_dim"])
            return weights[0][x], (x != 0 if config["mask_zero"] else None)
        if kind == "Dropout":
            return x, mask
        if kind in CELLS:
            value = recur(kind, config, self.variables(f"{path}/cell"), x, mask)
            return value, mask if config["return_sequences"] else None
        if kind == "Bidirectional":
            return self.bidirectional(config, path, x, mask)
        if kind == "GlobalAveragePooling1D":
            weight = mask[:, :, None].astype(float)
            return (x * weight).sum(1) / weight.sum(1), None
        if kind == "GlobalMaxPooling1D":
            return x.max(1), None
        if kind == "Add":
            return sum(value for value, _ in inputs), None
        if kind == "Concatenate":
            return np.concatenate([value for value, _ in inputs], config["axis"]), None
        if kind == "Rescaling":
            return x * config["scale"] + config["offset"], mask
        if kind == "Activation":
            return ACTIVATIONS[config["activation"]](x), mask
        assert kind == "Dense" and config["units"] == len(weights[1]), kind
        return ACTIVATIONS[config["activation"]](x @ weights[0] + weights[1]), None

    def bidirectional(self, config, path, x, mask):
        outputs = []
        for way in ("layer", "backward_layer"):
            own = config[way]["config"]
            name = "forward_layer" if way == "layer" else way
            # In a Bidirectional, masked steps of a sequence are 0.
            own = {**own, "zero_masked": own["return_sequences"]}
            output = recur(config[way]["class_name"], own, self.variables(f"{path}/{name}/cell"), x, mask)
            if way == "backward_layer" and own["return_sequences"]:
                output = output[:, ::-1]
            outputs.append(output)
        sequences = config["layer"]["config"]["return_sequences"]
        return np.concatenate(outputs, -1), mask if sequences else None

    def __call__(self, ids):
        values, used = {}, {}
        for layer in self.model["layers"]:
            kind, name = layer["class_name"], layer["name"]
            path = snake(kind)
            number = used.get(path, 0)
            used[path] = number + 1
            path = f"layers/{path}_{number}" if number else f"layers/{path}"
            if kind == "InputLayer":
                values[name] = (ids, None)
                continue
            arguments = layer["inbound_nodes"][0]["args"]
            tensors = arguments[0] if isinstance(arguments[0], list) else arguments
            inputs = [values[tensor["config"]["keras_history"][0]] for tensor in tensors]
            values[name] = self.call(kind, layer["config"], path, inputs)
        stored = []
        self.file.visititems(lambda path, node: stored.append(path) if isinstance(node, h5py.Dataset) else None)
        assert self.read == set(stored), "the file holds variables that no layer reads"
        return values[self.model["output_layers"][0][0]][0]


if __name__ == "__main__":
    for line in sys.stdin:
        path, ids = json.loads(line)
        print(json.dumps(Runner(path)(np.array(ids)).tolist()))
