"""A Forget Gate model's files, read with Python's standard library alone.

From a text to its ids just as the training did it, and safetensors files. What each file holds stands in
README.md beside it.
"""

import json
import math
import os
import re
import struct
import sys
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path

from markup import SPACE, MarkupStripper

UNKNOWN_ID = 1

# What windows-1252 has at 0x80 to 0x9f; its five empty places are removed.
WINDOWS_1252 = (
    "\u20ac\0\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\0\u017d\0"
    "\0\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\0\u017e\u0178"
)
REMOVED = re.compile("[\0-\x08\x0e-\x1f\x7f\u00ad\u200b]")
LINE_BREAK = re.compile(f"</?[bB][rR]{SPACE}{{0,4}}/?{SPACE}{{0,4}}>")
SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
SURROGATE = re.compile("[\ud800-\udfff]")
# Characters of scripts that write no spaces between words.
SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)
MOST_MARKS = 30
# A mark that joins nothing and sorts nowhere, and that is not counted.
JOINER = "\u034f"
# Words that are looked for in the place of a segmenter have at most so many characters.
LONGEST_PIECE = 12


def join_pair(match):
    high, low = (ord(unit) for unit in match.group())
    return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def bound_marks(text):
    """A text in which U+034F comes after every 30th mark in a row (Unicode's Stream-Safe Text Format)."""
    pieces, marks = [], 0
    for character in text:
        is_mark = unicodedata.category(character)[0] == "M" and character != JOINER
        if is_mark and marks == MOST_MARKS:
            pieces.append(JOINER)
            marks = 0
        marks = marks + 1 if is_mark else 0
        pieces.append(character)
    return "".join(pieces)


def nfc(text):
    """NFC in time that grows with the length; marks are bounded behind it too, since it writes some as two."""
    if text.isascii():
        return text
    return bound_marks(unicodedata.normalize("NFC", bound_marks(text)))


def clean(text):
    """A text as the training read it."""
    text = re.sub("[\x80-\x9f]", lambda match: WINDOWS_1252[ord(match.group()) - 0x80], text)
    text = REMOVED.sub("", text)
    # Python may hold a character as two halves, or half of one; JavaScript sees the whole, or U+FFFD.
    text = SURROGATE.sub("\ufffd", SURROGATE_PAIR.sub(join_pair, text))
    text = nfc(LINE_BREAK.sub(" ", text))
    # U+FEFF among them: left in, it would not end a word for the lower case of a last sigma.
    return re.sub(f"{SPACE}+", " ", text)


def is_word(character):
    """Letters, marks and digits: Unicode's L, M and N."""
    return unicodedata.category(character)[0] in "LMN"


def word_end(text, start):
    """Behind the word that starts at `start`; `start` itself when none does."""
    at = start
    while at < len(text):
        if is_word(text[at]):
            at += 1
        elif text[at] == "'" and at > start and at + 1 < len(text) and is_word(text[at + 1]):
            # An apostrophe belongs to a word only between two of its letters.
            at += 1
        else:
            break
    return at


def character_end(text, start):
    """Behind the character at `start`, with the marks, vowels and voicing that belong to it."""
    at = start + 1
    while at < len(text) and (unicodedata.category(text[at])[0] == "M" or text[at] in "\u0e33\u0eb3\uff9e\uff9f"):
        at += 1
    return at


def characters(word):
    """The characters of a word, each with what belongs to it."""
    pieces, at = [], 0
    while at < len(word):
        end = character_end(word, at)
        pieces.append(word[at:end])
        at = end
    return pieces


def known_pieces(word, known):
    """In the place of a segmenter: again and again the longest piece that is known, else a character."""
    if not SPACELESS.search(word):
        return [word]
    pieces, at = [], 0
    while at < len(word):
        ends = range(min(len(word), at + LONGEST_PIECE), at, -1)
        end = next((end for end in ends if word[at:end] in known), None) or character_end(word, at)
        pieces.append(word[at:end])
        at = end
    return pieces


def tokenize(text, config, known=(), strip=MarkupStripper(None)):
    """The tokens of a text, in order.

    Words are runs of letters, marks and digits, with the apostrophes inside them. With `punctuation` each other
    mark and symbol is a token of its own; everything else only separates. `tokenization` may say that tokens are the
    words' characters, or what a segmenter makes of them: see `known_pieces`. `strip` takes markup out.
    """
    rule = config.get("tokenization", "words")
    text = clean(text)
    stripped = strip(text)
    if stripped != text:
        text = clean(stripped)
    if config["lowercase"]:
        text = text.lower()
    text = nfc(text).replace("\u2019", "'")
    tokens, at = [], 0
    while at < len(text):
        end = word_end(text, at)
        if end > at:
            word = text[at:end]
            if rule == "characters":
                tokens += characters(word)
            else:
                tokens += [word] if rule == "words" else known_pieces(word, known)
            at = end
            continue
        if config.get("punctuation") and unicodedata.category(text[at])[0] in "PS":
            tokens.append(text[at])
        at += 1
    return tokens


class Encoder:
    """From a text to the ids that the network reads."""

    def __init__(self, vocabulary, config, markup=None):
        self.config = config
        self.strip = MarkupStripper(markup)
        self.ids = {word: index for index, word in enumerate(vocabulary) if index > UNKNOWN_ID}
        self.lacks_segmenter = config.get("tokenization", "words").startswith("segmenter-")

    def is_exact(self, text):
        """Whether the tokens of a text are those of the training: Python has no segmenter."""
        return not (self.lacks_segmenter and SPACELESS.search(text))

    def __call__(self, text):
        """All tokens of the text, and the ids of those that are kept: at least one."""
        tokens = tokenize(text, self.config, self.ids, self.strip)
        limit = self.config["maxLength"]
        kept = tokens[-limit:] if self.config["keptEnd"] == "end" else tokens[:limit]
        return tokens, [self.ids.get(token, UNKNOWN_ID) for token in kept] or [UNKNOWN_ID]


class InputError(Exception):
    """One plain sentence: what is wrong with a file or with what was asked, and what to do."""


@contextmanager
def reading(path):
    """Whatever goes wrong while a file is read becomes an `InputError`."""
    path = Path(path)
    again = "Unpack the whole download again."
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{path.name} is not in {path.parent}. {again}") from None
    except OSError as error:
        raise InputError(f"{path.name} could not be read: {error.strerror}.") from None
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError, struct.error):
        raise InputError(f"{path.name} is damaged, or no file of this model. {again}") from None


def run(main):
    """Runs a program. What is wrong is one sentence on standard error, with exit code 1."""
    try:
        main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough: as a program ends that SIGPIPE ends, without a word.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except KeyboardInterrupt:
        sys.exit(130)
    except InputError as error:
        end(str(error))
    except OSError as error:
        end(f"{error.filename or 'The output'} could not be read or written: {error.strerror}.")


def notice(sentence):
    """Of several processes that have the same to say one says it."""
    if os.environ.get("RANK", "0") == "0":
        print(sentence, file=sys.stderr)


def end(sentence):
    notice(sentence)
    sys.exit(1)


def expect(condition):
    """For files: `reading` says which one is damaged."""
    if not condition:
        raise ValueError


def read_json(path):
    with reading(path):
        return json.loads(Path(path).read_text(encoding="utf-8"))


def read_settings(folder):
    """settings.json, and the encoder that goes with it."""
    path = Path(folder) / "settings.json"
    settings = read_json(path)
    with reading(path):
        config = settings["config"]
        shapes = parameter_shapes(settings["layers"])
        sizes = [config["maxLength"], *(size for shape in shapes.values() for size in shape)]
        expect(len(sizes) > 2 and all(type(size) is int and size > 0 for size in sizes))
        expect(type(config["lowercase"]) is bool and config["keptEnd"] in ("start", "end"))
        names, last = settings["classNames"], settings["layers"][-1]
        classes = {"sigmoid": 2, "softmax": last["units"]}[last["activation"]]
        expect(len(names) == classes > 1 and all(type(name) is str for name in names))
        decision = settings.setdefault("decision", {"temperature": 1, "weights": [1] * classes})
        expect(0 < decision["temperature"] < math.inf and len(decision["weights"]) == classes)
        expect(all(0 <= weight < math.inf for weight in decision["weights"]))
        markup = settings["tokenizer"].get("markup")
        rule = config.get("tokenization", "words")
        expect(rule in ("words", "characters") or rule.startswith("segmenter-"))
    path = Path(folder) / "vocabulary.json"
    vocabulary = read_json(path)
    with reading(path):
        expect(type(vocabulary) is list and all(type(word) is str for word in vocabulary))
        expect(len(vocabulary) == shapes["embedding"][0])
    encode = Encoder(vocabulary, config, markup)
    if encode.lacks_segmenter:
        notice("Python has no segmenter: texts without spaces are cut by the words the model knows, so answers may differ.")
    return settings, encode


def parameter_shapes(layers):
    """{name: shape} of all weights of `layers` in settings.json, in the file's order."""
    return {one["name"]: one["shape"] for layer in layers for one in layer["parameters"]}


def read_weights(folder, layers):
    """The tensors of model.safetensors, which are those of the layers, and its metadata."""
    path = Path(folder) / "model.safetensors"
    tensors, metadata = read_safetensors(path)
    with reading(path):
        shapes = {name: shape for name, (shape, _) in tensors.items()}
        expect(shapes == parameter_shapes(layers))
    return tensors, metadata


def read_safetensors(path):
    """{name: (shape, bytes of little-endian float32)}, and the metadata.

    8 bytes hold the header's length, then comes the header as JSON, then all tensors.
    """
    with reading(path):
        data = memoryview(Path(path).read_bytes())
        (length,) = struct.unpack("<Q", data[:8])
        start = 8 + length
        header = json.loads(bytes(data[8:start]))
        metadata = header.pop("__metadata__", {})
        tensors = {}
        for name, entry in header.items():
            first, last = entry["data_offsets"]
            values = data[start + first : start + last]
            expect(entry["dtype"] == "F32" and len(values) == 4 * math.prod(entry["shape"]))
            tensors[name] = (entry["shape"], values)
        return tensors, metadata


def write_safetensors(path, tensors, metadata):
    """Writes {name: (shape, bytes of little-endian float32)}; the names keep their order."""
    header, offset = {"__metadata__": metadata}, 0
    for name, (shape, values) in tensors.items():
        size = len(values)
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    # Filled up with spaces, so that the tensors start at a multiple of 8 bytes.
    text += b" " * (-len(text) % 8)
    with replacing(path) as unfinished, open(unfinished, "xb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, values in tensors.values():
            file.write(values)


@contextmanager
def replacing(path):
    """Another name to write a file under: it takes the place of what was there once it is whole, links included."""
    unfinished = Path(f"{path}.part")
    unfinished.unlink(missing_ok=True)
    try:
        yield unfinished
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def check_folder(folder):
    """Better known before the work than after it: whether a folder can be written to. Leaves no trace."""
    made = [path for path in [folder, *folder.parents] if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder):
            pass
    except OSError as error:
        reason = "a file stands there" if isinstance(error, FileExistsError) else error.strerror
        raise InputError(f"Nothing can be written to “{folder}”: {reason}. Name another folder.") from None
    finally:
        for path in made:
            if path.is_dir():
                path.rmdir()


def verdict(engine, differences, count, tolerance):
    """Says how a verification went; true when all are within the tolerance. NaN counts as wrong."""
    wrong = sum(not difference <= tolerance for difference in differences)
    worst = max(differences, key=lambda difference: (difference != difference, difference))
    result = "all the same" if wrong == 0 else f"{wrong} differ"
    print(f"{engine}: {count} texts, {result}; largest difference {worst:.1e}")
    return wrong == 0


def read_golden(folder):
    """golden.json: the cases to compare with, and how far an answer may be off."""
    path = Path(folder) / "golden.json"
    golden = read_json(path)
    with reading(path):
        expect(golden["tolerance"] > 0 and len(golden["cases"]) > 0)
        for case in golden["cases"]:
            expect(type(case["text"]) is str and type(case["tokens"]) is list and type(case["ids"]) is list)
            expect(all(0 <= probability <= 1 for probability in case_probabilities(case)))
            expect(0 <= case["class"] < len(case_probabilities(case)))
    return golden


def case_probabilities(case):
    """Of each class. A case of two classes has the probability of class 1 alone."""
    return case["probabilities"] if "probabilities" in case else [1 - case["probability"], case["probability"]]


def class_of(probabilities, weights):
    """The class with the highest product of probability and weight (`decision` in settings.json), of several the first."""
    products = [probability * weight for probability, weight in zip(probabilities, weights)]
    return products.index(max(products))


def uncalibrated(decision):
    """The decision that gives the same classes with the probabilities as the network gives them, of temperature 1."""
    largest = max(decision["weights"])
    weights = [(weight / largest) ** decision["temperature"] for weight in decision["weights"]]
    return {"temperature": 1, "weights": weights}


def is_class(found, answer, weights, tolerance):
    """Whether an answer is of this class. Where two classes are as good as equal, either is right."""
    products = [probability * weight for probability, weight in zip(answer, weights)]
    return max(products) - products[found] <= tolerance * max(weights)


def verify(engine, model, golden):
    """Compares what a model gives with golden.json. True when all is the same.

    `model`: `encode`, `probabilities(list of ids)` of each class, and the weights of its `decision`.

    Of texts that Python can't cut as the training did only the probabilities of their ids are compared.
    """
    encode, probabilities, weights = model
    cases = golden["cases"]
    encoded = [
        encode(case["text"]) if encode.is_exact(case["text"]) else (case["tokens"], case["ids"]) for case in cases
    ]
    answers = probabilities([ids for _, ids in encoded])
    differences = []
    for case, (tokens, ids), answer in zip(cases, encoded, answers):
        same = tokens == case["tokens"] and ids == case["ids"]
        # A few are enough to see what is wrong.
        if not same and differences.count(float("inf")) < 5:
            print(f"{case['text']!a}: other tokens or ids")
        expected = case_probabilities(case)
        same = same and len(answer) == len(expected) and is_class(case["class"], answer, weights, golden["tolerance"])
        own = [abs(one - other) for one, other in zip(answer, expected)]
        # NaN is the largest: whatever is no number counts as wrong.
        differences.append(max(own, key=lambda each: (each != each, each)) if same else float("inf"))
    return verdict(engine, differences, len(cases), golden["tolerance"])
