"""Goes on training the model on your own reviews, in one process or in many.

    python3 train.py reviews.csv --text review --label sentiment --epochs 3 --out trained
    torchrun --nproc-per-node 4 train.py reviews.csv --text review --label sentiment --out trained

The label column has to hold the names of the two classes (in settings.json), or what --negative and --positive
say. Optimizer, learning rate, batch size, dropout and loss are those of settings.json; the learning rate stays as it
is. Where optimizer.safetensors is in the folder, the optimizer goes on from it. The batch is divided among the processes; each has a GPU of its own
where there are GPUs. `trained/model.safetensors` can be loaded on the page that the model came from.
"""

import argparse
import csv
import hashlib
import json
import os
import shutil
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Subset
from torch.utils.data.distributed import DistributedSampler

from forget_gate import read_safetensors, write_safetensors
from model import from_file, load, pad, to_file
from optimizer import SLOTS, make_optimizer

FOLDER = Path(__file__).resolve().parent
COPIED = ["settings.json", "vocabulary.json", "tokenizer.json", "*.py", "*.mjs"]


def read_reviews(arguments, class_names, encode):
    """[(ids, class)], and how many rows had another label."""
    names = [arguments.negative or class_names[0], arguments.positive or class_names[1]]
    reviews, skipped = [], 0
    with open(arguments.data, encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        for column in (arguments.text, arguments.label):
            if column not in (rows.fieldnames or []):
                raise SystemExit(f"The file has no column “{column}”. It has: {rows.fieldnames}.")
        for row in rows:
            label = (row[arguments.label] or "").strip()
            if label in names:
                reviews.append((encode(row[arguments.text] or "")[1], names.index(label)))
            else:
                skipped += 1
    if len(reviews) < 2:
        raise SystemExit(f"Only {len(reviews)} rows have a label of {names}. Say which: --negative, --positive.")
    return reviews, skipped


def collate(reviews):
    ids, lengths = pad([ids for ids, _ in reviews])
    return ids, lengths, torch.tensor([float(label) for _, label in reviews])


def parameter_groups(model, config):
    """The parameters that L2 acts on, and the biases."""
    trained = list(model.trained_parameters())
    return [
        {"params": [p for name, p, _ in trained if not name.endswith("bias")], "weight_decay": config["l2"]},
        {"params": [p for name, p, _ in trained if name.endswith("bias")], "weight_decay": 0.0},
    ]


def load_optimizer(path, optimizer, model, config):
    """Takes the running values of optimizer.safetensors; false where there are none of this optimizer."""
    if not path.exists():
        return False
    tensors, metadata = read_safetensors(path)
    if metadata.get("optimizer") != config["optimizer"]:
        return False
    for name, parameter, transposed in model.trained_parameters():
        state = optimizer.state[parameter]
        state["step"] = torch.tensor(float(metadata["steps"]))
        for key, slot in SLOTS.items():
            value = from_file(tensors[f"{name}/{slot}"], transposed)
            state[key] = value.contiguous().to(parameter.device)
    return True


def save_optimizer(path, optimizer, model, config, steps):
    tensors = {
        f"{name}/{slot}": to_file(optimizer.state[parameter][key], transposed)
        for name, parameter, transposed in model.trained_parameters()
        for key, slot in SLOTS.items()
    }
    metadata = {"format": "forget-gate-optimizer", "version": "1", "optimizer": config["optimizer"]}
    write_safetensors(path, tensors, {**metadata, "steps": str(steps)})


def total(*numbers):
    """The sums of these numbers over all processes."""
    device = "cuda" if dist.get_backend() == "nccl" else "cpu"
    sums = torch.tensor(numbers, dtype=torch.float64, device=device)
    dist.all_reduce(sums)
    return sums.tolist()


def run_epoch(network, loader, config, device, optimizer=None):
    """Mean loss and accuracy over all processes. Trains where there is an optimizer."""
    network.train(optimizer is not None)
    squared = config["loss"] == "mean-squared-error"
    loss_sum, right, count = 0.0, 0, 0
    for ids, lengths, labels in loader:
        ids, labels = ids.to(device), labels.to(device)
        with torch.set_grad_enabled(optimizer is not None):
            logits = network(ids, lengths)
            losses = nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
            if squared:
                losses = (torch.sigmoid(logits) - labels) ** 2
        if optimizer is not None:
            optimizer.zero_grad()
            losses.mean().backward()
            if config["gradientClip"] > 0:
                nn.utils.clip_grad_norm_(network.parameters(), config["gradientClip"])
            optimizer.step()
        loss_sum += losses.sum().item()
        right += ((logits > 0) == (labels > 0.5)).sum().item()
        count += len(labels)
    loss_sum, right, count = total(loss_sum, right, count)
    return loss_sum / max(1, count), right / max(1, count)


def check_equal(model):
    """All processes must have come to the same weights."""
    digest = hashlib.sha256()
    for _, parameter, _ in model.trained_parameters():
        digest.update(parameter.detach().cpu().numpy().tobytes())
    digests = [None] * dist.get_world_size()
    dist.all_gather_object(digests, digest.hexdigest())
    if len(set(digests)) > 1:
        raise RuntimeError("The processes have come to different weights.")
    return digests[0]


def save(folder, model, optimizer, config, steps):
    folder.mkdir(parents=True, exist_ok=True)
    _, metadata = read_safetensors(FOLDER / "model.safetensors")
    # Epochs and test of the first training say nothing about these weights.
    metadata = {**metadata, "metrics": json.dumps({"epochs": [], "test": None})}
    # Nor does the list of the texts that it has seen: these reviews are not in it, so the page must not test by it.
    settings = json.loads(metadata["settings"])
    settings.pop("seenTexts", None)
    metadata["settings"] = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    model.save_file(folder / "model.safetensors", metadata)
    if steps > 0:
        save_optimizer(folder / "optimizer.safetensors", optimizer, model, config, steps)
    for pattern in COPIED:
        for path in FOLDER.glob(pattern):
            if path.parent != folder.resolve():
                shutil.copy(path, folder)
    (folder / "settings.json").write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "seen-texts.bin").unlink(missing_ok=True)


def parse_arguments():
    parser = argparse.ArgumentParser(description="Goes on training the model on your own reviews.")
    parser.add_argument("data", help="a CSV file in UTF-8 with a header")
    parser.add_argument("--text", default="text", help="the column with the reviews")
    parser.add_argument("--label", default="label", help="the column with the labels")
    parser.add_argument("--negative", help="the label of class 0, where it is not the class's name")
    parser.add_argument("--positive", help="the label of class 1, where it is not the class's name")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", type=int, help="of all processes together")
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--validation", type=float, default=0.1, help="share that is only looked at")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("trained"))
    return parser.parse_args()


def start_processes():
    """Joins the other processes of torchrun, or makes a group of one. Rank and device."""
    os.environ.setdefault("RANK", "0")
    os.environ.setdefault("WORLD_SIZE", "1")
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    # Port 0: any free one. With several processes torchrun has set the port for all.
    os.environ.setdefault("MASTER_PORT", "0")
    gpus = torch.cuda.device_count()
    local_rank = int(os.environ.get("LOCAL_RANK", "0"))
    has_gpu = local_rank < gpus and gpus >= int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    device = torch.device(f"cuda:{local_rank}" if has_gpu else "cpu")
    if has_gpu:
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if has_gpu else "gloo")
    return dist.get_rank(), device


def make_loader(reviews, batch_size, seed, shuffle):
    sampler = DistributedSampler(reviews, shuffle=shuffle, seed=seed)
    return DataLoader(reviews, batch_size, sampler=sampler, collate_fn=collate), sampler


def train(arguments, rank, device):
    say = print if rank == 0 else lambda *_: None
    model, settings, encode = load(FOLDER)
    config = settings["config"]
    reviews, skipped = read_reviews(arguments, settings["classNames"], encode)
    order = torch.randperm(len(reviews), generator=torch.Generator().manual_seed(arguments.seed)).tolist()
    held = min(len(reviews) - 1, round(arguments.validation * len(reviews)))
    say(f"{len(reviews) - held} reviews to train on, {held} held out, {skipped} with another label left out.")
    world = dist.get_world_size()
    batch = max(1, (arguments.batch_size or config["batchSize"]) // world)
    loader, sampler = make_loader(Subset(reviews, order[held:]), batch, arguments.seed, True)
    # Not padded to equal shares, as the sampler would: each held-out review counts once.
    held_out = DataLoader(Subset(reviews, order[rank:held:world]), batch, collate_fn=collate)

    model.to(device)
    optimizer = make_optimizer(
        parameter_groups(model, config), arguments.learning_rate or config["learningRate"]
    )
    path = FOLDER / "optimizer.safetensors"
    steps = 0
    if load_optimizer(path, optimizer, model, config):
        steps = int(read_safetensors(path)[1]["steps"])
        say(f"The optimizer goes on from step {steps}.")
    network = DistributedDataParallel(model, device_ids=[device.index] if device.type == "cuda" else None)
    # Each process draws masks of its own.
    torch.manual_seed(arguments.seed * 1009 + rank)
    for epoch in range(1, arguments.epochs + 1):
        sampler.set_epoch(epoch)
        loss, accuracy = run_epoch(network, loader, config, device, optimizer)
        steps += len(loader)
        line = f"Epoch {epoch}/{arguments.epochs}: loss {loss:.4f}, accuracy {100 * accuracy:.1f}%"
        # Without the wrapper, which would wait for processes that have fewer batches.
        held_loss, held_accuracy = run_epoch(model, held_out, config, device)
        if held > 0:
            line += f", validation loss {held_loss:.4f}, accuracy {100 * held_accuracy:.1f}%"
        say(line)
    digest = check_equal(model)
    say(f"All {world} processes have the same weights: {digest}." if world > 1 else f"Weights: {digest}.")
    if rank == 0:
        save(arguments.out, model, optimizer, config, steps)
        say(f"Saved in {arguments.out}.")


def main():
    arguments = parse_arguments()
    rank, device = start_processes()
    try:
        train(arguments, rank, device)
    finally:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
