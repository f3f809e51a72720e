"""The network in PyTorch, with the weights of model.safetensors.

    from model import load
    model, settings, encode = load(".")
    probabilities = model.probabilities([encode("A fine film.")[1]])[0]  # of each class, in the order of classNames
"""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from forget_gate import UNKNOWN_ID, read_settings, read_weights, write_safetensors


def pad(rows):
    """Lists of ids as ids [B,T], filled up with 0, and lengths [B]."""
    lengths = torch.tensor([len(row) for row in rows])
    ids = torch.zeros(len(rows), int(lengths.max()), dtype=torch.long)
    for row, values in enumerate(rows):
        ids[row, : len(values)] = torch.tensor(values)
    return ids, lengths


class Packed(nn.Module):
    """A recurrent layer of PyTorch's own, over each row's own words.

    PyTorch has two biases where the model has one, and uses their sum: the second one stays 0.
    """

    def __init__(self, kind, layer):
        super().__init__()
        self.suffixes = ["", "_reverse"][: len(layer["directions"])]
        both = len(self.suffixes) == 2
        self.own = kind(layer["inputs"], layer["units"], batch_first=True, bidirectional=both)
        for name, parameter in self.own.named_parameters():
            if "bias_hh" in name:
                nn.init.zeros_(parameter)
                parameter.requires_grad_(False)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
        return pad_packed_sequence(self.own(packed)[0], batch_first=True, total_length=x.shape[1])[0]

    def weights(self):
        for suffix in self.suffixes:
            for name, transposed in [("weight_ih", True), ("weight_hh", True), ("bias_ih", False)]:
                yield getattr(self.own, f"{name}_l0{suffix}"), transposed


class Pooling(nn.Module):
    """[B,T,F] to the features of each text: each mode in turn, of each direction in turn."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x, lengths):
        lengths = lengths.to(x.device)
        valid = (torch.arange(x.shape[1], device=x.device) < lengths[:, None])[:, :, None]
        pools = {
            "last": lambda: self.last(x, lengths),
            "mean": lambda: x.masked_fill(~valid, 0).sum(1) / lengths[:, None],
            "max": lambda: x.masked_fill(~valid, float("-inf")).max(1).values,
        }
        return torch.cat([pools[mode]() for mode in self.layer["modes"]], 1)

    def last(self, x, lengths):
        # A layer that reads backwards ends at the first word.
        ends = {"forward": lengths - 1, "backward": torch.zeros_like(lengths)}
        rows = torch.arange(len(x), device=x.device)
        ways = self.layer["directions"]
        return torch.cat([part[rows, ends[way]] for way, part in zip(ways, x.chunk(len(ways), 2))], 1)

    def weights(self):
        return []


class Embedding(nn.Embedding):
    def weights(self):
        return [(self.weight, False)]


class Dropout(nn.Dropout):
    """Each timestep has a mask of its own."""

    def weights(self):
        return []


class Dense(nn.Linear):
    def weights(self):
        return [(self.weight, True), (self.bias, False)]


class ResetBeforeGRU(nn.Module):
    """A GRU whose reset gate acts on h before the product; PyTorch's own GRU has it act after that."""

    def __init__(self, layer):
        super().__init__()
        self.directions = layer["directions"]
        shapes = [one["shape"] for one in layer["parameters"]]
        self.own = nn.ParameterList(nn.Parameter(torch.zeros(shape)) for shape in shapes)

    def forward(self, x, lengths):
        valid = (torch.arange(x.shape[1]) < lengths.cpu()[:, None]).to(x)[:, :, None]
        return torch.cat([self.read(x, valid, number) for number in range(len(self.directions))], 2)

    def read(self, x, valid, number):
        """One direction. Until a row's first word comes, and after its last, h stays as it is."""
        kernel, recurrent, bias = list(self.own)[3 * number : 3 * number + 3]
        units = len(recurrent)
        sums = x @ kernel + bias
        h, outputs = x.new_zeros(len(x), units), []
        reverse = self.directions[number] == "backward"
        for t in reversed(range(x.shape[1])) if reverse else range(x.shape[1]):
            gates = torch.sigmoid(sums[:, t, : 2 * units] + h @ recurrent[:, : 2 * units])
            z, r = gates.chunk(2, 1)
            candidate = torch.tanh(sums[:, t, 2 * units :] + (r * h) @ recurrent[:, 2 * units :])
            h = torch.where(valid[:, t] > 0, z * h + (1 - z) * candidate, h)
            outputs.append(h)
        return torch.stack(outputs[::-1] if reverse else outputs, 1) * valid

    def weights(self):
        return [(parameter, False) for parameter in self.own]


# Each kind of cell: from a layer of settings.json to its module.
CELLS = {
    "lstm": lambda layer: Packed(nn.LSTM, layer),
    "gru": ResetBeforeGRU,
    "simple-rnn": lambda layer: Packed(nn.RNN, layer),
}

# Each has `weights`: (parameter, whether the file has it transposed), in the order of the layer's `parameters`.
STAGES = {
    "embedding": lambda layer: Embedding(layer["words"], layer["size"]),
    "dropout": lambda layer: Dropout(1 - layer["keepProb"]),
    "recurrent": lambda layer: CELLS[layer["cell"]](layer),
    "pooling": Pooling,
    "dense": lambda layer: Dense(layer["inputs"], layer["units"]),
}


class SentimentNetwork(nn.Module):
    """The layers of settings.json, one after the other."""

    def __init__(self, settings):
        super().__init__()
        self.word_keep_prob = settings["config"]["wordKeepProb"]
        self.temperature = settings["decision"]["temperature"]
        self.layers = settings["layers"]
        self.stages = nn.ModuleList(STAGES[layer["kind"]](layer) for layer in self.layers)

    def forward(self, ids, lengths):
        """Logits [B,K] of K classes from ids [B,T] with lengths [B]; their softmax is what the loss sees."""
        if self.training and self.word_keep_prob < 1:
            hidden = torch.rand(ids.shape, device=ids.device) >= self.word_keep_prob
            ids = torch.where(hidden, torch.full_like(ids, UNKNOWN_ID), ids)
        x = ids
        for layer, stage in zip(self.layers, self.stages):
            x = stage(x, lengths) if layer["kind"] in ("recurrent", "pooling") else stage(x)
        # Two classes share one logit: that of class 0 is 0, and the softmax of both is its sigmoid.
        shared = self.layers[-1]["activation"] == "sigmoid"
        return torch.cat([torch.zeros_like(x), x], 1) if shared else x

    def probabilities(self, texts, batch=32):
        """For each text, given as a list of ids, the probability of each class, by the model's temperature.

        Its class is `forget_gate.class_of(one, settings["decision"]["weights"])`. Set `temperature` to 1 for probabilities as
        the network gives them.
        """
        self.eval()
        answers = []
        device = next(self.parameters()).device
        with torch.no_grad():
            for start in range(0, len(texts), batch):
                ids, lengths = pad(texts[start : start + batch])
                answers.extend(torch.softmax(self(ids.to(device), lengths) / self.temperature, 1).tolist())
        return answers

    def trained_parameters(self):
        """(name in the file, parameter, whether the file has it transposed), in the file's order."""
        for layer, stage in zip(self.layers, self.stages):
            for own, (parameter, transposed) in zip(layer["parameters"], stage.weights()):
                yield own["name"], parameter, transposed

    def take(self, tensors):
        """Takes the weights of `read_weights`."""
        with torch.no_grad():
            for name, parameter, transposed in self.trained_parameters():
                parameter.copy_(from_file(tensors[name], transposed))

    def save_file(self, path, metadata):
        """Writes the weights as a safetensors file."""
        tensors = {
            name: to_file(parameter, transposed) for name, parameter, transposed in self.trained_parameters()
        }
        write_safetensors(path, tensors, metadata)


def from_file(entry, transposed):
    """A tensor of a safetensors file as PyTorch lays it out."""
    shape, values = entry
    tensor = torch.frombuffer(bytearray(values), dtype=torch.float32).reshape(shape)
    return tensor.T if transposed else tensor


def to_file(tensor, transposed):
    """The inverse of `from_file`."""
    tensor = tensor.detach().cpu().float()
    tensor = (tensor.T if transposed else tensor).contiguous()
    return list(tensor.shape), tensor.numpy().astype("<f4").tobytes()


def load(folder):
    """The model, its settings.json, and the function from a text to (tokens, ids)."""
    settings, encode = read_settings(folder)
    tensors, _ = read_weights(folder, settings["layers"])
    model = SentimentNetwork(settings)
    model.take(tensors)
    return model.eval(), settings, encode
