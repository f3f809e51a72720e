"""Says of what class each text is, and how likely that is.

    python3 predict.py "A fine film." "Never again."
    python3 predict.py --json < texts.txt        a text a line, in UTF-8
    python3 predict.py reviews.csv --out answers.csv

Needs NumPy. With ONNX Runtime installed and model.onnx in the folder it computes with that, else with NumPy;
--engine numpy or --engine onnx chooses.

Probabilities are calibrated where the model has a temperature (`decision` in settings.json); --no-calibrated gives them
as the network does, by NumPy. The class is the same either way.

A line has the class, a probability and the text. Of two classes it is always the probability of the second, class 1; of
more that of the class itself. With --json: [{"text", "probability"}] of class 1, or for more than two classes
[{"text", "class", "probabilities": {"name": …}}]. A text without words has no answer: its probability is null there.
A file, in UTF-8, is CSV with the names of its columns in the first row, or has a text in each line; --file names one whose
name is like a text. The answers are the same table with the class, the probability of each class and the share of unknown
words behind its columns, as CSV that is safe in a spreadsheet: in the file that --out names, else printed. --text-column NAME
and --label-column NAME say what is guessed otherwise. Where there are labels standard error says how many are as predicted.

Exit code 0: at least one text has an answer.
"""

import argparse
import json
import re
import sys
from pathlib import Path

try:
    import numpy as np

    from forget_gate import UNKNOWN_ID, InputError, class_of, read_settings, read_weights, run, uncalibrated
    from table import answers_csv, classes_by_label, guess_text_column, no_table, parse_table, summary_of
except ImportError as error:
    raise SystemExit(f"This program needs {error.name}. Install it, or put its file beside this program.") from None

FOLDER = Path(__file__).resolve().parent


def sigmoid(x):
    # exp of a large number would overflow: each side is computed with the small one.
    small = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small))


def lstm(recurrent):
    """Gates stand in the order i, f, c, o."""
    c = 0

    def step(sums, h):
        nonlocal c
        i, f, candidate, o = np.split(sums + h @ recurrent, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
        return sigmoid(o) * np.tanh(c)

    return step


def gru(recurrent):
    """Gates stand in the order z, r, h̃; r acts on h before the product."""
    gates, candidate = np.split(recurrent, [2 * len(recurrent)], axis=1)

    def step(sums, h):
        z, r = np.split(sigmoid(sums[: 2 * len(h)] + h @ gates), 2)
        return z * h + (1 - z) * np.tanh(sums[2 * len(h) :] + (r * h) @ candidate)

    return step


def simple_rnn(recurrent):
    return lambda sums, h: np.tanh(sums + h @ recurrent)


def softmax(x):
    shares = np.exp(x - x.max())
    return shares / shares.sum()


# From the logits to the probability of each class. Two classes share one logit, which is that of class 1.
ACTIVATIONS = {"sigmoid": lambda x: np.concatenate([sigmoid(-x), sigmoid(x)]), "softmax": softmax}

# Each kind of cell: from its recurrent kernel [H,G·H] to a function from x·W + b and h to the next h.
CELLS = {"lstm": lstm, "gru": gru, "simple-rnn": simple_rnn}


class NumpyModel:
    """The network in float64, one text at a time."""

    def __init__(self, layers, tensors, temperature=1):
        self.layers = layers
        self.temperature = temperature
        self.parameters = {
            name: np.frombuffer(values, dtype="<f4").reshape(shape).astype(np.float64)
            for name, (shape, values) in tensors.items()
        }

    def recur(self, layer, way, x):
        """One layer in one direction, [T,D] to [T,H]."""
        name = f"{layer['name']}/{way}"
        step = CELLS[layer["cell"]](self.parameters[f"{name}/recurrent_kernel"])
        sums = x @ self.parameters[f"{name}/kernel"] + self.parameters[f"{name}/bias"]
        h, output = np.zeros(layer["units"]), np.zeros((len(x), layer["units"]))
        # An output stands at the place of its word, in both directions.
        for t in reversed(range(len(x))) if way == "backward" else range(len(x)):
            output[t] = h = step(sums[t], h)
        return output

    def features(self, layer, outputs):
        """Each pooling in turn, of each direction in turn. A layer that reads backwards ends at the first word."""
        pools = {"last": None, "mean": np.mean, "max": np.max}
        return [
            output[0 if way else -1] if mode == "last" else pools[mode](output, axis=0)
            for mode in layer["modes"]
            for way, output in enumerate(outputs)
        ]

    def apply(self, layer, parts, ids):
        """What a layer makes of the outputs of the one before it, an array for each direction."""
        kind, name = layer["kind"], layer["name"]
        if kind == "embedding":
            return [self.parameters[name][ids]]
        if kind == "recurrent":
            x = np.concatenate(parts, axis=1)
            return [self.recur(layer, way, x) for way in layer["directions"]]
        if kind == "pooling":
            return [np.concatenate(self.features(layer, parts))]
        if kind == "dense":
            logits = parts[0] @ self.parameters[f"{name}/kernel"] + self.parameters[f"{name}/bias"]
            return [ACTIVATIONS[layer["activation"]](logits / self.temperature)]
        return parts  # Dropout: nothing is dropped when a network answers.

    def probabilities(self, ids):
        parts = []
        for layer in self.layers:
            parts = self.apply(layer, parts, ids)
        return parts[0].tolist()

    def __call__(self, texts):
        """For each text, given as a list of ids, the probability of each class."""
        return [self.probabilities(ids) for ids in texts]


class OnnxModel:
    """model.onnx in ONNX Runtime, several texts at once."""

    batch = 32

    def __init__(self, path):
        import onnxruntime

        try:
            self.session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        except Exception as error:  # It has classes of its own for each fault, of which none is documented.
            reason = str(error).splitlines()[0]
            raise InputError(f"ONNX Runtime can't read model.onnx ({reason}). Unpack the download again.") from None

    def __call__(self, texts):
        """For each text, given as a list of ids, the probability of each class."""
        answers = []
        for start in range(0, len(texts), self.batch):
            rows = texts[start : start + self.batch]
            lengths = np.array([len(row) for row in rows], dtype=np.int32)
            ids = np.zeros((len(rows), lengths.max()), dtype=np.int64)
            for row, values in enumerate(rows):
                ids[row, : len(values)] = values
            # Of two classes the output is the probability of class 1, [batch], else [batch, classes].
            (output,) = self.session.run(None, {"ids": ids, "lengths": lengths})
            answers.extend((np.stack([1 - output, output], axis=1) if output.ndim == 1 else output).tolist())
        return answers


def onnx_model(folder):
    """None where ONNX Runtime or model.onnx is missing."""
    path = Path(folder) / "model.onnx"
    try:
        return OnnxModel(path) if path.exists() else None
    except ImportError:
        return None


def load(folder, engine="auto", calibrated=True):
    """The settings, the encoder, and a function from lists of ids to the probabilities of all classes."""
    settings, encode = read_settings(folder)
    temperature = settings["decision"]["temperature"]
    if not calibrated:
        settings["decision"] = uncalibrated(settings["decision"])
        if temperature != 1 and engine == "onnx":
            raise InputError("model.onnx gives calibrated probabilities. For others leave --engine onnx out.")
        engine = engine if temperature == 1 else "numpy"
        temperature = 1
    model = onnx_model(folder) if engine != "numpy" else None
    if engine == "onnx" and model is None:
        raise InputError("ONNX Runtime or model.onnx is missing. Install it: pip install onnxruntime.")
    if model is None:
        tensors, _ = read_weights(folder, settings["layers"])
        model = NumpyModel(settings["layers"], tensors, temperature)
    return settings, encode, model


def read_lines():
    """The lines of standard input that are not blank."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("The input is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.") from None
    return [line for line in re.split("\r\n|\r|\n", text) if line.strip()]


def answer_all(texts, encode, model):
    """The probability of each class, for each text; None for a text without words, which standard error names."""
    encoded = [encode(text) for text in texts]
    answers = iter(model([ids for tokens, ids in encoded if tokens]))
    for number, (text, (tokens, _)) in enumerate(zip(texts, encoded), 1):
        if not tokens:
            print(f"There is no word in text {number}, “{text}”: it has no answer.", file=sys.stderr)
    return [next(answers) if tokens else None for tokens, _ in encoded]


def as_json(names, weights, text, answer):
    if len(names) == 2:
        return {"text": text, "probability": answer and answer[1]}
    if answer is None:
        return {"text": text, "class": None, "probabilities": None}
    return {"text": text, "class": names[class_of(answer, weights)], "probabilities": dict(zip(names, answer))}


def as_line(names, weights, text, answer):
    if answer is None:
        return f"–\t–\t{text}"
    found = class_of(answer, weights)
    return f"{names[found]}\t{answer[1 if len(names) == 2 else found]:.4f}\t{text}"


def read_text(path):
    data = Path(path).read_bytes()
    if problem := no_table(path, data):
        raise InputError(problem)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8. Convert it first: iconv -f WINDOWS-1252 -t UTF-8.") from None


def answer_file(arguments, path, settings, encode, model):
    if arguments.out and Path(arguments.out).resolve() == Path(path).resolve():
        raise InputError("--out would write over the file that is read. Name another file.")
    columns, rows = parse_table(read_text(path))
    if not rows:
        raise InputError(f"{path} has no row with a text.")
    names, weights = settings["classNames"], settings["decision"]["weights"]

    def at(name):
        if name not in columns:
            raise InputError(f"{path} has no column “{name}”. Its columns: {', '.join(columns)}.")
        return columns.index(name)

    text = at(arguments.text_column) if arguments.text_column else guess_text_column(columns, rows)
    encoded = [encode(row[text]) for row in rows]
    found = iter(model([ids for tokens, ids in encoded if tokens]))
    answers = []
    for tokens, ids in encoded:
        probabilities = next(found) if tokens else None
        unknown = ids.count(UNKNOWN_ID) / len(ids)
        answers.append((class_of(probabilities, weights), probabilities, unknown) if tokens else None)
    named = arguments.label_column
    others = [at(named)] if named else [column for column in range(len(columns)) if column != text]
    labelled = [classes for classes in (classes_by_label(rows, other, names) for other in others) if classes]
    if named and not labelled:
        raise InputError(f"The column “{named}” has no labels of this model: {', '.join(names)}.")
    table = answers_csv(columns, rows, names, answers).encode()
    if arguments.out:
        Path(arguments.out).write_bytes(table)
    else:
        sys.stdout.buffer.write(table)
    told = " ".join(summary_of(answers, labelled[0] if labelled else None))
    print(f"The texts are those of “{columns[text]}”. {told}", file=sys.stderr)
    return all(answer is None for answer in answers)


def file_of(arguments):
    """The file that is to be answered; None where texts are."""
    if arguments.file or len(arguments.texts) != 1:
        return arguments.file
    try:
        return arguments.texts[0] if Path(arguments.texts[0]).exists() else None
    except (OSError, ValueError):  # A long text is no name of a file.
        return None


def main():
    parser = argparse.ArgumentParser(description="Says of what class each text is, and how likely that is.")
    parser.add_argument("texts", nargs="*", help="the texts; without any, each line of the input is one")
    parser.add_argument("--json", action="store_true", help="prints JSON")
    parser.add_argument("--file", help="a file whose rows are answered, whatever it is called")
    parser.add_argument("--text-column", metavar="NAME")
    parser.add_argument("--label-column", metavar="NAME")
    parser.add_argument("--out", metavar="FILE", help="where the answers to a file go")
    parser.add_argument("--calibrated", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--engine", choices=["auto", "numpy", "onnx"], default="auto")
    arguments = parser.parse_args()
    # A terminal that can't show a character shows another, and does not stop.
    sys.stdout.reconfigure(errors="replace")
    sys.stderr.reconfigure(errors="replace")
    path = file_of(arguments)
    if path and arguments.json:
        raise InputError("The answers to a file are CSV: leave --json out.")
    settings, encode, model = load(FOLDER, arguments.engine, arguments.calibrated)
    if path:
        if answer_file(arguments, path, settings, encode, model):
            sys.stdout.flush()
            sys.exit(1)
        return
    texts = read_lines() if arguments.texts in ([], ["-"]) else arguments.texts
    answers = answer_all(texts, encode, model)
    names, weights = settings["classNames"], settings["decision"]["weights"]
    if arguments.json:
        print(json.dumps([as_json(names, weights, text, answer) for text, answer in zip(texts, answers)]))
    else:
        for text, answer in zip(texts, answers):
            print(as_line(names, weights, text, answer))
    if all(answer is None for answer in answers):
        sys.stdout.flush()
        sys.exit(1)


if __name__ == "__main__":
    run(main)
