#!/usr/bin/env python3
"""Golden values for the trainer: whole runs of small networks, computed by PyTorch in float64.

Run with Debian's python3-torch:  /usr/bin/python3 bench/golden/make_trainer_golden.py
It writes src/model/training/golden.json. The same PyTorch gives the same file.

The order of the batches, the dropped words and the dropout masks are those of the trainer. They are computed here
anew, from the description of its random numbers: src/model/data/random.ts and src/model/ops/helpers/counter.ts.
"""

import itertools
import json
import math
import random
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from make_golden import RATES, Lion, Network, make_optimizer

UNKNOWN = 1
WORDS = 8  # token ids, with padding (0) and unknown (1)
LAYERS = {"embeddingSize": 2, "layerSizes": [3, 2]}
BATCH_SIZE, EPOCHS = 4, 2
# 18 reviews: five steps an epoch, one of them with two reviews.
REVIEWS = {"train": 18, "validation": 7, "test": 3}
LONGEST = 13
M = 0xFFFFFFFF

# By whether a layer has both: PyTorch's suffix of each direction.
DIRECTIONS = {False: {"forward": ""}, True: {"forward": "", "backward": "_reverse"}}
POOLINGS = ["last", "mean", "max", "mean-max"]
LEARNING_RATES = {"adam": 0.02, "adamw": 0.02, "adadelta": 1, "rmsprop": 0.01, "sgd": 0.1, "lion": 0.01}
# The papers' constants, which the trainer has.
EPSILONS = {"adadelta": {}, "sgd": {}, "lion": {}, **{name: {"epsilon": 1e-8} for name in ["adam", "adamw", "rmsprop"]}}
# The stream of random numbers that first values come from.
FIRST_VALUES = 99
# The norms of the gradients are between 0.05 and 2: this clips some steps, but not all.
CHOICES = {
    "cell": [{"cell": "lstm"}, {"cell": "gru"}, {"cell": "simple-rnn"}],
    "schedule": [{"schedule": "exponential", "learningRateDecay": 0.5}, {"schedule": "one-cycle"}],
    "loss": [{"loss": "cross-entropy"}, {"loss": "mean-squared-error"}],
    "direction": [{"bidirectional": False}, {"bidirectional": True}],
    "clip": [{"gradientClip": 0}, {"gradientClip": 0.3}],
    "l2": [{"l2": 0}, {"l2": 0.05}],
    "dropout": [{}, {"embeddingKeepProb": 0.8, "keepProb": 0.75, "featureKeepProb": 0.9, "wordKeepProb": 0.85}],
    "adversarial": [{"adversarialNoise": 0}, {"adversarialNoise": 0.4}],
}
NO_DROPOUT = {"embeddingKeepProb": 1, "keepProb": 1, "featureKeepProb": 1, "wordKeepProb": 1}


def short(numbers):
    """Eight digits: more than float32 has."""
    return [float(f"{number:.8g}") for number in numbers]


class Sfc32:
    """sfc32 (Chris Doty-Humphrey, PractRand)."""

    def __init__(self, seed, stream):
        self.a, self.b, self.c, self.counter = seed & M, stream & M, 0x9E3779B9, 1
        for _ in range(16):
            self.uint32()

    def uint32(self):
        total = (self.a + self.b + self.counter) & M
        self.counter = (self.counter + 1) & M
        self.a = self.b ^ (self.b >> 9)
        self.b = (self.c + (self.c << 3)) & M
        self.c = (((self.c << 21 | self.c >> 11) & M) + total) & M
        return total

    def below(self, limit):
        uniform = ((self.uint32() >> 5) * 2**26 + (self.uint32() >> 6)) / 2**53
        return math.floor(uniform * limit)

    def shuffle(self, items):
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


def stream_of(purpose, index):
    return (purpose * 0x85EBCA6B ^ index * 0x9E3779B1) & M


def mix32(x):
    h = (x ^ x >> 16) * 0x21F0AAAD & M
    h = (h ^ h >> 15) * 0xD35A2D97 & M
    return h ^ h >> 15


class Masks:
    """The masks of one step; each dropout of each direction is a stream of its own."""

    def __init__(self, seed, step):
        self.key, self.stream = mix32((mix32(seed ^ 0x5BD1E995) + step) & M), 0

    def drop(self, x, keep):
        key = mix32(self.key ^ mix32(self.stream + 0x27D4EB2F))
        self.stream += 1
        if keep == 1:
            return x
        bits = [mix32(mix32((index + self.key) & M) ^ key) for index in range(x.numel())]
        kept = torch.tensor([bit < math.floor(keep * 2**32) for bit in bits], dtype=x.dtype)
        return x * kept.reshape(x.shape) / keep


def as_trained(name, tensor):
    """A parameter in the trainer's layout: PyTorch has matrices the other way round."""
    values = tensor.detach()
    return values.t() if name != "embedding" and values.ndim == 2 else values


class Gru(nn.Module):
    """Cho et al. 2014: the reset gate acts on the state before the product. In PyTorch's own it comes after."""

    def __init__(self, inputs, size, bidirectional):
        super().__init__()
        self.hidden_size, self.bidirectional = size, bidirectional
        shapes = {"weight_ih": (3 * size, inputs), "weight_hh": (3 * size, size), "bias_ih": (3 * size,)}
        for suffix in DIRECTIONS[bidirectional].values():
            for kind, shape in shapes.items():
                self.register_parameter(f"{kind}_l0{suffix}", nn.Parameter(torch.zeros(shape)))

    def forward(self, x, lengths):
        """[B,T,D] to [B,T,H] or [B,T,2H]; 0 where a row has ended."""
        rows = [
            torch.cat([self.read(row[:length], suffix) for suffix in DIRECTIONS[self.bidirectional].values()], 1)
            for row, length in zip(x, lengths)
        ]
        return torch.stack([nn.functional.pad(row, (0, 0, 0, x.shape[1] - len(row))) for row in rows])

    def read(self, words, suffix):
        named = lambda kind: getattr(self, f"{kind}_l0{suffix}")
        kernel, recurrent, bias = named("weight_ih"), named("weight_hh"), named("bias_ih")
        of_update, of_reset, of_candidate = recurrent.chunk(3)
        state, states = torch.zeros(self.hidden_size), []
        for word in words.flip(0) if suffix else words:
            update, reset, candidate = (kernel @ word + bias).chunk(3)
            update = torch.sigmoid(update + of_update @ state)
            reset = torch.sigmoid(reset + of_reset @ state)
            candidate = torch.tanh(candidate + of_candidate @ (reset * state))
            state = update * state + (1 - update) * candidate
            states.append(state)
        return torch.stack(states[::-1] if suffix else states)


class Packed(nn.Module):
    """A recurrent layer of PyTorch's, over rows of these lengths."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def __getattr__(self, name):
        return super().__getattr__(name) if name == "layer" else getattr(self.layer, name)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        return pad_packed_sequence(self.layer(packed)[0], batch_first=True, total_length=x.shape[1])[0]


CELLS = {
    "lstm": lambda inputs, size, both: Packed(nn.LSTM(inputs, size, batch_first=True, bidirectional=both)),
    "gru": Gru,
    "simple-rnn": lambda inputs, size, both: Packed(nn.RNN(inputs, size, batch_first=True, bidirectional=both)),
}


class Trained(Network):
    """The network with every cell, dropout and pooling, and the names of its parameters in the trainer."""

    def __init__(self, case):
        super().__init__(case)
        width, self.layers = case["embeddingSize"], nn.ModuleList()
        for size in case["layerSizes"]:
            self.layers.append(CELLS[case["cell"]](width, size, case["bidirectional"]))
            width = size * len(DIRECTIONS[case["bidirectional"]])
        self.dense = nn.Linear(width * len(case["pooling"].split("-")), 1)

    def forward(self, ids, lengths, drop, noise=0):
        self.read = self.embedding(ids) + noise
        parts = [drop(self.read, self.case["embeddingKeepProb"])]
        for layer in self.layers:
            x = layer(torch.cat(parts, 2), lengths)
            parts = [drop(part, self.case["keepProb"]) for part in x.split(layer.hidden_size, 2)]
        return self.dense(drop(self.pool(parts, lengths), self.case["featureKeepProb"])).squeeze(1)

    def pool(self, parts, lengths):
        # The layer that reads backwards ends at the first word.
        modes = {
            "last": lambda row, backward: row[0 if backward else -1],
            "mean": lambda row, _: row.mean(0),
            "max": lambda row, _: row.max(0).values,
        }
        pooled = [
            torch.stack([modes[mode](row[:length], backward) for row, length in zip(part, lengths)])
            for mode in self.case["pooling"].split("-")
            for backward, part in enumerate(parts)
        ]
        return torch.cat(pooled, 1)

    def trained(self):
        """Tensors by name, and whether L2 pulls them to zero."""
        yield "embedding", self.embedding.weight, True
        prefix = self.case["cell"].replace("-", "_")
        for n, layer in enumerate(self.layers):
            for direction, suffix in DIRECTIONS[layer.bidirectional].items():
                for name, kind in [("kernel", "weight_ih"), ("recurrent_kernel", "weight_hh"), ("bias", "bias_ih")]:
                    yield f"{prefix}_{n}/{direction}/{name}", getattr(layer, f"{kind}_l0{suffix}"), name != "bias"
        yield "dense/kernel", self.dense.weight, True
        yield "dense/bias", self.dense.bias, False

    def draw(self, seed):
        """First values from -1.5 to 1.5 with four decimals, in the order in which the trainer holds them."""
        numbers = Sfc32(seed, FIRST_VALUES)
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                # PyTorch would update both of its biases; with one held at 0 their sum moves as our one does.
                if "bias_hh" in name:
                    parameter.zero_()
                    parameter.requires_grad_(False)
            for name, tensor, _ in self.trained():
                values = torch.tensor([(numbers.below(30001) - 15000) / 1e4 for _ in range(tensor.numel())])
                kept = as_trained(name, tensor)
                kept.copy_(values.reshape(kept.shape))

    def values(self):
        return {name: short(as_trained(name, tensor).reshape(-1).tolist()) for name, tensor, _ in self.trained()}


def draw_reviews():
    draw = random.Random(5)
    lengths = {part: [draw.randint(1, LONGEST) for _ in range(count)] for part, count in REVIEWS.items()}
    return {
        part: {
            "reviews": [[draw.randint(UNKNOWN, WORDS - 1) for _ in range(length)] for length in lengths[part]],
            "classes": [n % 2 for n in range(len(lengths[part]))],
        }
        for part in REVIEWS
    }


def batches_of(reviews, seed, epoch):
    """Rows of each batch in order: what fills no batch is drawn first, then all are sorted by length and cut."""
    numbers = Sfc32(seed, stream_of(2, epoch))
    order = list(range(len(reviews)))
    numbers.shuffle(order)
    whole = len(order) - len(order) % BATCH_SIZE
    longest_first = lambda rows: sorted(rows, key=lambda row: -len(reviews[row]))
    sorted_rows = longest_first(order[:whole])
    batches = [longest_first(order[whole:])] + [sorted_rows[at : at + BATCH_SIZE] for at in range(0, whole, BATCH_SIZE)]
    numbers.shuffle(batches)
    return batches


def fill(part, rows, step, case):
    """Ids [B,T] with T the smallest multiple of 8 (or the longest review) that fits, some of them unknown."""
    numbers = Sfc32(case["seed"], stream_of(3, step))
    texts = [part["reviews"][row] for row in rows]
    time = min(LONGEST, 8 * math.ceil(len(texts[0]) / 8))
    if case["wordKeepProb"] < 1:
        limit = case["wordKeepProb"] * 2**32
        texts = [[UNKNOWN if numbers.uint32() >= limit else word for word in text] for text in texts]
    ids = torch.tensor([text + [0] * (time - len(text)) for text in texts])
    labels = torch.tensor([float(part["classes"][row]) for row in rows])
    return ids, torch.tensor([len(text) for text in texts]), labels


def loss_of(case, logits, labels):
    if case["loss"] == "mean-squared-error":
        return nn.functional.mse_loss(torch.sigmoid(logits), labels)
    return nn.functional.binary_cross_entropy_with_logits(logits, labels)


def noise_of(network, loss, ids, lengths, share):
    """A step along the loss's slope by each review's vectors, as long as a share of its words (Miyato et al. 2017)."""
    (slope,) = torch.autograd.grad(loss, network.read, retain_graph=True)
    is_token = (torch.arange(ids.shape[1]) < lengths[:, None])[..., None]
    steepness, length = (((x * is_token) ** 2).sum((1, 2), keepdim=True).sqrt() for x in (slope, network.read.detach()))
    word = length / lengths[:, None, None].sqrt()
    # Dropout can leave a review no slope.
    return torch.where(steepness > 0, share * word / steepness, 0 * word) * slope * is_token


def rates_of(case, steps_per_epoch):
    """The rate of each step by PyTorch's own schedules."""
    dummy = torch.optim.SGD([nn.Parameter(torch.zeros(1))], case["learningRate"])
    one_cycle = case["schedule"] == "one-cycle"
    if one_cycle:
        steps = EPOCHS * steps_per_epoch
        schedule = torch.optim.lr_scheduler.OneCycleLR(dummy, case["learningRate"], steps, cycle_momentum=False)
    else:
        schedule = torch.optim.lr_scheduler.ExponentialLR(dummy, case["learningRateDecay"])
    rates = []
    for step in range(EPOCHS * steps_per_epoch):
        rates.append(dummy.param_groups[0]["lr"])
        dummy.step()
        if one_cycle or (step + 1) % steps_per_epoch == 0:
            schedule.step()
    return rates


def set_rate(optimizer, rate):
    if isinstance(optimizer, Lion):
        optimizer.rates = {**optimizer.rates, "learningRate": rate}
    else:
        optimizer.param_groups[0]["lr"] = rate


def accuracy_of(logits, labels):
    return float(((logits > 0) == (labels > 0)).double().mean())


def validate(network, part, case):
    rows = range(len(part["reviews"]))
    batches = [fill(part, [row], 0, {**case, **NO_DROPOUT}) for row in rows]
    logits = torch.cat([network(ids, lengths, lambda x, _: x) for ids, lengths, _ in batches])
    labels = torch.cat([labels for _, _, labels in batches])
    return float(loss_of(case, logits, labels)), accuracy_of(logits, labels)


def run(case, data):
    network = Trained({**LAYERS, **case, "vocabularySize": WORDS})
    network.draw(case["seed"])
    trained = list(network.trained())
    constants = {**RATES[case["optimizer"]], **EPSILONS[case["optimizer"]]}
    optimizers = [
        make_optimizer(case["optimizer"], [tensor for _, tensor, decays in trained if decays == decayed], l2, constants)
        for decayed, l2 in [(True, case["l2"]), (False, 0)]
    ]
    part = data["train"]
    plans = [batches_of(part["reviews"], case["seed"], epoch) for epoch in range(1, EPOCHS + 1)]
    rates = rates_of(case, len(plans[0]))
    names = ["losses", "accuracies", "gradientNorms", "validationLosses", "validationAccuracies"]
    told = {name: [] for name in names}
    for step, rows in enumerate(itertools.chain(*plans)):
        ids, lengths, labels = fill(part, rows, step, case)
        network.zero_grad()
        logits = network(ids, lengths, Masks(case["seed"], step).drop)
        loss = loss_of(case, logits, labels)
        learned = loss
        if case["adversarialNoise"] > 0:
            noise = noise_of(network, loss, ids, lengths, case["adversarialNoise"])
            hard = loss_of(case, network(ids, lengths, Masks(case["seed"], step).drop, noise), labels)
            learned = (loss + hard) / 2
        learned.backward()
        norm = nn.utils.clip_grad_norm_([tensor for _, tensor, _ in trained], case["gradientClip"] or math.inf)
        for optimizer in optimizers:
            set_rate(optimizer, rates[step])
            optimizer.step()
        told["losses"].append(float(loss))
        told["gradientNorms"].append(float(norm))
        told["accuracies"].append(accuracy_of(logits, labels))
        if (step + 1) % len(plans[0]) == 0:
            loss, accuracy = validate(network, data["validation"], case)
            told["validationLosses"].append(loss)
            told["validationAccuracies"].append(accuracy)
    figures = {name: short(values) for name, values in {**told, "learningRates": rates}.items()}
    return {"settings": case, **figures, "parameters": network.values()}


def cases():
    """Each optimizer with each pooling; the other choices are drawn until any two choices meet in some run."""
    draw = random.Random(1)
    columns = list(zip(*itertools.product(LEARNING_RATES, POOLINGS)))
    for choices in CHOICES.values():
        met = False
        while not met:
            column = [draw.randrange(len(choices)) for _ in columns[0]]
            met = all(len(set(zip(column, other))) == len(choices) * len(set(other)) for other in columns)
        columns.append(column)
    for seed, (optimizer, pooling, *picks) in enumerate(zip(*columns), 1):
        settings = {"optimizer": optimizer, "pooling": pooling, "seed": seed, **NO_DROPOUT}
        settings["learningRate"] = LEARNING_RATES[optimizer]
        for choices, pick in zip(CHOICES.values(), picks):
            settings.update(choices[pick])
        yield settings


def main():
    data = draw_reviews()
    golden = {
        "madeWith": f"PyTorch {torch.__version__}, float64",
        "settings": {**LAYERS, "batchSize": BATCH_SIZE, "epochs": EPOCHS},
        "words": WORDS,
        "data": data,
        "runs": [run(case, data) for case in cases()],
    }
    path = Path(__file__).parents[2] / "src/model/training/golden.json"
    path.write_text(json.dumps(golden, separators=(",", ":")).replace("},{", "},\n{") + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
