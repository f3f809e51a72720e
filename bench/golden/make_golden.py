#!/usr/bin/env python3
"""Golden values for the optimizers and for a small network's training, computed by PyTorch in float64.

Run with Debian's python3-torch:  /usr/bin/python3 bench/golden/make_golden.py
It writes src/model/ops/parity/golden.json. The same PyTorch gives the same file.
"""

import json
import math
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

STEPS = 100
# An epsilon of 1e-6, larger than PyTorch's defaults, shows whether it stands in the right place.
RATES = {
    "adam": {"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-6},
    "adadelta": {"learningRate": 10.0, "rho": 0.95, "epsilon": 1e-6},
    "rmsprop": {"learningRate": 0.02, "rho": 0.9, "epsilon": 1e-6},
    "sgd": {"learningRate": 0.5, "momentum": 0.9},
    "lion": {"learningRate": 0.003, "beta1": 0.9, "beta2": 0.99},
    "adamw": {"learningRate": 0.02, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-6},
}
# maxNorm 0: no clipping. The gradients' norm is about 2.5, so that 1.5 clips most steps, but not all.
VARIANTS = [{"l2": 0, "maxNorm": 0}, {"l2": 0.01, "maxNorm": 0}, {"l2": 0, "maxNorm": 1.5}, {"l2": 0.01, "maxNorm": 1.5}]


class Lion:
    """Chen et al. 2023, algorithm 2."""

    def __init__(self, parameters, rates, l2):
        self.parameters, self.rates, self.l2 = parameters, rates, l2
        self.m = [torch.zeros_like(parameter) for parameter in parameters]

    def step(self):
        rates = self.rates
        for n, parameter in enumerate(self.parameters):
            g, m = parameter.grad, self.m[n]
            update = torch.sign(rates["beta1"] * m + (1 - rates["beta1"]) * g)
            parameter.data -= rates["learningRate"] * (update + self.l2 * parameter.data)
            self.m[n] = rates["beta2"] * m + (1 - rates["beta2"]) * g


def make_optimizer(name, parameters, l2, rates):
    lr = rates["learningRate"]
    if name == "adam":
        betas = (rates["beta1"], rates["beta2"])
        return torch.optim.Adam(parameters, lr, betas, rates["epsilon"], l2)
    if name == "lion":
        return Lion(parameters, rates, l2)
    if name == "adamw":
        betas = (rates["beta1"], rates["beta2"])
        return torch.optim.AdamW(parameters, lr, betas, rates["epsilon"], l2)
    if name == "adadelta":
        return torch.optim.Adadelta(parameters, lr, rates["rho"], rates["epsilon"], l2)
    if name == "rmsprop":
        return torch.optim.RMSprop(parameters, lr, rates["rho"], rates["epsilon"], l2)
    return torch.optim.SGD(parameters, lr, rates["momentum"], weight_decay=l2)


def short(number):
    """Twelve digits: more than any check asks for."""
    return float(f"{number:.12g}")


def flat(tensor):
    return [short(number) for number in tensor.detach().reshape(-1).tolist()]


def rounded(tensor):
    """Four decimals, so that what is written is exactly what is computed with."""
    return (tensor * 1e4).round() / 1e4


def optimizer_case(name, variant, start, gradients):
    """Parameters after 1 and after all steps, for one optimizer with or without L2 and clipping."""
    parameters = [nn.Parameter(values.clone()) for values in start]
    optimizer = make_optimizer(name, parameters, variant["l2"], RATES[name])
    after = {}
    for step, gradient in enumerate(gradients, 1):
        for parameter, values in zip(parameters, gradient):
            parameter.grad = values.clone()
        if variant["maxNorm"] > 0:
            nn.utils.clip_grad_norm_(parameters, variant["maxNorm"])
        optimizer.step()
        if step in (1, STEPS):
            after[step] = [flat(parameter) for parameter in parameters]
    return {
        "optimizer": name,
        **variant,
        "rates": RATES[name],
        "afterOne": after[1],
        "afterAll": after[STEPS],
    }


def optimizer_golden():
    generator = torch.Generator().manual_seed(1)
    shapes = [[2, 3], [2]]
    draw = lambda: [rounded(torch.randn(shape, generator=generator)) for shape in shapes]
    start = draw()
    gradients = [draw() for _ in range(STEPS)]
    return {
        "shapes": shapes,
        "start": [flat(one) for one in start],
        "gradients": [[flat(one) for one in gradient] for gradient in gradients],
        "cases": [optimizer_case(name, variant, start, gradients) for name in RATES for variant in VARIANTS],
    }


class Network(nn.Module):
    """Embedding, LSTM layers, pooling over each row's words, one logit."""

    def __init__(self, case):
        super().__init__()
        self.case = case
        self.embedding = nn.Embedding(case["vocabularySize"], case["embeddingSize"])
        directions = 2 if case["bidirectional"] else 1
        width = case["embeddingSize"]
        self.layers = nn.ModuleList()
        for size in case["layerSizes"]:
            self.layers.append(nn.LSTM(width, size, batch_first=True, bidirectional=case["bidirectional"]))
            width = size * directions
        self.dense = nn.Linear(width * (2 if case["pooling"] == "mean-max" else 1), 1)

    def forward(self, ids, lengths):
        x = self.embedding(ids)
        for layer in self.layers:
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            x, _ = pad_packed_sequence(layer(packed)[0], batch_first=True, total_length=ids.shape[1])
        return self.dense(self.pool(x, lengths)).squeeze(1)

    def pool(self, x, lengths):
        rows = [x[b, : lengths[b]] for b in range(len(lengths))]
        if self.case["pooling"] == "last":
            return torch.stack([row[-1] for row in rows])
        mean = torch.stack([row.mean(0) for row in rows])
        return torch.cat([mean, torch.stack([row.max(0).values for row in rows])], 1)

    def named_values(self, gradient):
        """Parameters, or their gradients, under our names and in Keras's layout."""
        get = (lambda p: p.grad) if gradient else (lambda p: p.detach())
        values = {"embedding": get(self.embedding.weight)}
        for n, layer in enumerate(self.layers, 1):
            for suffix in ["", "_reverse"] if layer.bidirectional else [""]:
                part = lambda kind: get(getattr(layer, f"{kind}_l0{suffix}"))
                name = f"lstm{n}{'.backward' if suffix else ''}"
                values[f"{name}.kernel"] = part("weight_ih").T
                values[f"{name}.recurrentKernel"] = part("weight_hh").T
                values[f"{name}.bias"] = part("bias_ih")
        values["dense.kernel"] = get(self.dense.weight).T
        values["dense.bias"] = get(self.dense.bias)
        return {name: {"shape": list(value.shape), "values": flat(value)} for name, value in values.items()}


def network_case(seed, **case):
    torch.manual_seed(seed)
    network = Network(case)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(rounded(parameter.uniform_(-1.5, 1.5)))
            # PyTorch would update both of its biases; with one held at 0 their sum moves as our one does.
            if "bias_hh" in name:
                parameter.zero_()
                parameter.requires_grad_(False)
    lengths = torch.tensor(case["lengths"])
    batch, time = len(lengths), int(lengths.max())
    ids = torch.randint(0, case["vocabularySize"], (batch, time))
    ids[torch.arange(time)[None] >= lengths[:, None]] = 0
    labels = torch.tensor([float(b % 2) for b in range(batch)])
    start = network.named_values(gradient=False)
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimizer = make_optimizer(case["optimizer"], parameters, 0, RATES[case["optimizer"]])
    losses, norms, gradients = [], [], None
    for _ in range(10):
        optimizer.zero_grad()
        logits = network(ids, lengths)
        if case["loss"] == "mean-squared-error":
            loss = nn.functional.mse_loss(torch.sigmoid(logits), labels)
        else:
            loss = nn.functional.binary_cross_entropy_with_logits(logits, labels)
        loss.backward()
        gradients = gradients or network.named_values(gradient=True)
        norms.append(short(float(nn.utils.clip_grad_norm_(parameters, case["maxNorm"] or math.inf))))
        optimizer.step()
        losses.append(short(float(loss)))
    return {
        **case,
        "rates": RATES[case["optimizer"]],
        "ids": ids.reshape(-1).tolist(),
        "labels": labels.tolist(),
        "parameters": start,
        "gradients": gradients,
        "losses": losses,
        "gradientNorms": norms,
    }


def network_golden():
    sizes = {"vocabularySize": 9, "embeddingSize": 3, "lengths": [7, 2, 1, 5, 4]}
    stacked = {**sizes, "layerSizes": [5, 3], "bidirectional": False, "pooling": "last"}
    both_ways = {**sizes, "layerSizes": [4], "bidirectional": True, "pooling": "mean-max"}
    mse, bce = "mean-squared-error", "cross-entropy"
    return [
        network_case(1, **stacked, loss=mse, optimizer="adadelta", maxNorm=0),
        network_case(2, **stacked, loss=bce, optimizer="adam", maxNorm=0.1),
        network_case(3, **both_ways, loss=bce, optimizer="rmsprop", maxNorm=0.2),
        network_case(4, **both_ways, loss=mse, optimizer="sgd", maxNorm=0),
    ]


def main():
    golden = {
        "madeWith": f"PyTorch {torch.__version__}, float64",
        "optimizers": optimizer_golden(),
        "networks": network_golden(),
    }
    path = Path(__file__).parents[2] / "src/model/ops/parity/golden.json"
    path.write_text(json.dumps(golden, separators=(",", ":")).replace("},{", "},\n{") + "\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
