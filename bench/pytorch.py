"""The benchmarked training step in native PyTorch: python3 bench/pytorch.py --shape 32,50,64,128:64,5000

Prints one JSON object: the median milliseconds of a step for each number of threads (and with CUDA
where PyTorch has it).
"""

import argparse
import json
import statistics
import time

import torch


class Sentiment(torch.nn.Module):
    def __init__(self, vocabulary, embedding, layers):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, embedding)
        inputs = [embedding, *layers[:-1]]
        self.lstms = torch.nn.ModuleList(
            torch.nn.LSTM(width, hidden, batch_first=True) for width, hidden in zip(inputs, layers)
        )
        self.dense = torch.nn.Linear(layers[-1], 1)

    def forward(self, ids):
        x = self.embedding(ids)
        for lstm in self.lstms:
            x, _ = lstm(x)
        return self.dense(x[:, -1]).squeeze(1)


def median_step(shape, device, warm_up, timed):
    batch, length, embedding, layers, vocabulary = shape
    torch.manual_seed(7)
    model = Sentiment(vocabulary, embedding, layers).to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss_of = torch.nn.BCEWithLogitsLoss()
    ids = torch.randint(2, vocabulary, (batch, length), device=device)
    labels = torch.randint(0, 2, (batch,), device=device).float()
    times = []
    for step in range(warm_up + timed):
        started = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(ids), labels)
        loss.backward()
        optimizer.step()
        loss.item()
        if step >= warm_up:
            times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def parse_shape(text):
    batch, length, embedding, layers, vocabulary = text.split(",")
    return int(batch), int(length), int(embedding), [int(h) for h in layers.split(":")], int(vocabulary)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--shape", type=parse_shape, default=parse_shape("32,50,64,128:64,5000"))
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--warm-up", type=int, default=5)
    parser.add_argument("--timed", type=int, default=30)
    arguments = parser.parse_args()
    results = {"torch": torch.__version__, "threads": {}}
    for threads in map(int, arguments.threads.split(",")):
        torch.set_num_threads(threads)
        milliseconds = median_step(arguments.shape, "cpu", arguments.warm_up, arguments.timed)
        results["threads"][threads] = milliseconds
    if torch.cuda.is_available():
        results["device"] = torch.cuda.get_device_name()
        results["cuda"] = median_step(arguments.shape, "cuda", arguments.warm_up, arguments.timed)
    print(json.dumps(results))


if __name__ == "__main__":
    main()
