"""The network in PyTorch, with the weights of model.safetensors.

    from model import load
    model, settings, encode = load(".")
    probability = model.probabilities([encode("A fine film.")[1]])[0]
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


class SentimentLSTM(nn.Module):
    """Embedding, stacked LSTM layers, pooling over each text's own words, one logit.

    PyTorch has two biases where the model has one, and uses their sum: the second one stays 0.
    """

    def __init__(self, config, vocabulary_count):
        super().__init__()
        self.config = config
        ways = 2 if config["bidirectional"] else 1
        self.embedding = nn.Embedding(vocabulary_count, config["embeddingSize"])
        self.layers = nn.ModuleList()
        width = config["embeddingSize"]
        for size in config["layerSizes"]:
            self.layers.append(nn.LSTM(width, size, batch_first=True, bidirectional=ways == 2))
            width = size * ways
        self.dense = nn.Linear(width * (2 if config["pooling"] == "mean-max" else 1), 1)
        # Each timestep has a mask of its own.
        self.drop_embedding = nn.Dropout(1 - config["embeddingKeepProb"])
        self.drop_output = nn.Dropout(1 - config["keepProb"])
        self.drop_features = nn.Dropout(1 - config["featureKeepProb"])
        for name, parameter in self.layers.named_parameters():
            if "bias_hh" in name:
                nn.init.zeros_(parameter)
                parameter.requires_grad_(False)

    def forward(self, ids, lengths):
        """Logits [B] of ids [B,T] with lengths [B]; the probability of class 1 is their sigmoid."""
        if self.training and self.config["wordKeepProb"] < 1:
            hidden = torch.rand(ids.shape, device=ids.device) >= self.config["wordKeepProb"]
            ids = torch.where(hidden, torch.full_like(ids, UNKNOWN_ID), ids)
        x = self.drop_embedding(self.embedding(ids))
        for layer in self.layers:
            packed = pack_padded_sequence(x, lengths.cpu(), batch_first=True, enforce_sorted=False)
            x, _ = pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=ids.shape[1])
            x = self.drop_output(x)
        return self.dense(self.drop_features(self.pool(x, lengths.to(x.device)))).squeeze(1)

    def pool(self, x, lengths):
        """[B,T,F] to the features of each text."""
        if self.config["pooling"] == "last":
            last = x[torch.arange(len(x), device=x.device), lengths - 1]
            if not self.config["bidirectional"]:
                return last
            # The layer that reads backwards ends at the first word.
            half = x.shape[2] // 2
            return torch.cat([last[:, :half], x[:, 0, half:]], 1)
        valid = (torch.arange(x.shape[1], device=x.device) < lengths[:, None])[:, :, None]
        pools = {
            "mean": lambda: x.masked_fill(~valid, 0).sum(1) / lengths[:, None],
            "max": lambda: x.masked_fill(~valid, float("-inf")).max(1).values,
        }
        return torch.cat([pools[name]() for name in self.config["pooling"].split("-")], 1)

    def probabilities(self, texts, batch=32):
        """Probabilities of class 1, of texts as lists of ids."""
        self.eval()
        answers = []
        device = self.embedding.weight.device
        with torch.no_grad():
            for start in range(0, len(texts), batch):
                ids, lengths = pad(texts[start : start + batch])
                answers.extend(torch.sigmoid(self(ids.to(device), lengths)).tolist())
        return answers

    def trained_parameters(self):
        """(name in the file, parameter, whether the file has it transposed), in the file's order."""
        yield "embedding", self.embedding.weight, False
        for number, layer in enumerate(self.layers):
            for way, suffix in [("forward", ""), ("backward", "_reverse")][: 1 + layer.bidirectional]:
                prefix = f"lstm_{number}/{way}"
                yield f"{prefix}/kernel", getattr(layer, f"weight_ih_l0{suffix}"), True
                yield f"{prefix}/recurrent_kernel", getattr(layer, f"weight_hh_l0{suffix}"), True
                yield f"{prefix}/bias", getattr(layer, f"bias_ih_l0{suffix}"), False
        yield "dense/kernel", self.dense.weight, True
        yield "dense/bias", self.dense.bias, False

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
    tensors, _ = read_weights(folder, settings["config"], encode.vocabulary_count)
    model = SentimentLSTM(settings["config"], encode.vocabulary_count)
    model.take(tensors)
    return model.eval(), settings, encode
