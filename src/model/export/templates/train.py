"""Continues training the model on your own reviews, in one process or in many.

    python3 train.py reviews.csv --text review --label sentiment --epochs 3 --out trained
    python3 train.py reviews.csv --text review --label sentiment --processes 4 --out trained

`torchrun` works too, on one machine or on several; `--redirects 9:1 --tee 9:1` sends nothing anywhere, and only
keeps PyTorch 1.13 under Python 3.11 from a fault in its own default:

    torchrun --nproc_per_node 4 --redirects 9:1 --tee 9:1 train.py reviews.csv --text review --label sentiment

The label column has to hold the names of the classes (`classNames` in settings.json), or what --label-of says, as in
`--label-of negative=1 --label-of negative=2 --label-of positive=5`; of two classes --negative and --positive say it,
too. Optimizer, learning rate, batch size, dropout, loss and class weights are those of settings.json; the learning
rate stays as it is. Words begin with the numbers that this model has for them, those of word vectors among them; no file of
vectors is read. Where optimizer.safetensors is in the folder, the optimizer continues from it. The batch is divided among the
processes; each has a GPU of its own where there are GPUs. `trained/model.safetensors` can be loaded on the page that the model came from.
"""

import argparse
import csv
import hashlib
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

try:
    import torch
    import torch.distributed as dist
    from torch import nn
    from torch.nn.parallel import DistributedDataParallel
    from torch.utils.data import DataLoader, Subset
    from torch.utils.data.distributed import DistributedSampler

    from forget_gate import InputError, check_folder, expect, read_safetensors, reading, replacing
    from forget_gate import run, write_safetensors
    from model import from_file, load, pad, to_file
    from optimizer import SLOTS, make_optimizer
except ImportError as error:
    raise SystemExit(f"This program needs {error.name}. Install it, or put its file beside this program.") from None

FOLDER = Path(__file__).resolve().parent
COPIED = ["settings.json", "vocabulary.json", "tokenizer.json", "*.py", "*.mjs"]
# Characters of a CSV's cell, as on the page: more is a quote that never closes.
LONGEST_CELL = 8_000_000


def read_rows(arguments):
    """(text, label) of each row of the CSV. Says in one sentence what is wrong with the file."""
    name, rows = arguments.data, None
    csv.field_size_limit(LONGEST_CELL)
    try:
        with open(name, encoding=arguments.encoding, newline="") as file:
            rows = csv.DictReader(file)
            columns = rows.fieldnames or []
            for column in (arguments.text, arguments.label):
                if column not in columns:
                    has = f"It has: {', '.join(columns)}." if columns else "It is empty."
                    raise InputError(f"“{name}” has no column “{column}”. {has} Name them: --text, --label.")
            return [(row[arguments.text] or "", (row[arguments.label] or "").strip()) for row in rows]
    except FileNotFoundError:
        raise InputError(f"There is no file “{name}”.") from None
    except OSError as error:
        raise InputError(f"“{name}” could not be read: {error.strerror}.") from None
    except UnicodeError:
        advice = "Save it as UTF-8, or name its encoding, such as --encoding cp1252"
        raise InputError(f"“{name}” is not {arguments.encoding.replace('-sig', '').upper()}. {advice}.") from None
    except csv.Error as error:
        line = 1 if rows is None else rows.line_num + 1
        raise InputError(f"“{name}” is no CSV that can be read: {error}, from line {line} on.") from None


def labels_of(arguments, names):
    """For each class the labels that mean it: its name, where no flag says another one."""
    said = [[] for _ in names]
    for number, label in enumerate([arguments.negative, arguments.positive]):
        if label and len(names) != 2:
            raise InputError("--negative and --positive are for two classes. Take --label-of NAME=LABEL.")
        if label:
            said[number].append(label)
    for pair in arguments.label_of:
        # A name may have a = in it: the longest one is meant.
        fitting = [number for number, name in enumerate(names) if pair.startswith(f"{name}=")]
        if not fitting:
            known = ", ".join(f"“{name}”" for name in names)
            raise InputError(f"--label-of “{pair}” names no class, as NAME=LABEL. The classes are: {known}.")
        number = max(fitting, key=lambda one: len(names[one]))
        said[number].append(pair[len(names[number]) + 1 :].strip())
    labels = [own or [name] for own, name in zip(said, names)]
    every = [label for own in labels for label in set(own)]
    twice = next((label for label in every if every.count(label) > 1), None)
    if twice is not None:
        raise InputError(f"The label “{twice}” means two classes. Say what each class's labels are with --label-of.")
    return labels


def read_reviews(arguments, class_names, encode):
    """[(ids, class)], and how many rows had another label."""
    labels = labels_of(arguments, class_names)
    class_of = {label: number for number, own in enumerate(labels) for label in own}
    rows = read_rows(arguments)
    reviews = [(encode(text)[1], class_of[label]) for text, label in rows if label in class_of]
    counts = class_counts(reviews, len(labels))
    if min(counts) == 0:
        shown = [(count, own) for count, own in zip(counts, labels) if len(labels) == 2 or count == 0]
        found = " and ".join(f"{count} rows have the label “{'” or “'.join(own)}”" for count, own in shown[:5])
        every, flags = "Every class is", "--label-of NAME=LABEL"
        if len(labels) == 2:
            every, flags = "Both classes are", "--negative and --positive"
        advice = f"{every} needed: say what their labels are with {flags}."
        raise InputError(f"“{arguments.data}”: {found}. {advice}")
    return reviews, len(rows) - len(reviews)


def class_counts(reviews, classes):
    counts = [0] * classes
    for _, label in reviews:
        counts[label] += 1
    return counts


def class_weights(config, reviews, classes):
    """[K] What the loss counts a review of each class; balanced, n / (K · reviews of the class)."""
    if config.get("classWeights", "none") == "none":
        return torch.ones(classes)
    counts = class_counts(reviews, classes)
    return torch.tensor([len(reviews) / (classes * count) if count else 1.0 for count in counts])


def collate(reviews):
    ids, lengths = pad([ids for ids, _ in reviews])
    return ids, lengths, torch.tensor([label for _, label in reviews])


def parameter_groups(model, config, learning_rate):
    """The parameters that L2 acts on, the biases, and an embedding that has a rate or began as word vectors."""
    trained = list(model.trained_parameters())
    rate = config.get("embeddingRate", 1)
    is_random = config.get("embeddingStart", "random") == "random"
    own = [] if is_random and rate == 1 else [p for name, p, _ in trained if name == "embedding"]
    others = [(name, p) for name, p, _ in trained if not own or name != "embedding"]
    groups = [
        {"params": [p for name, p in others if not name.endswith("bias")], "weight_decay": config["l2"]},
        {"params": [p for name, p in others if name.endswith("bias")], "weight_decay": 0.0},
    ]
    if own:
        # Where its rate is 0 it stays as it is, whatever L2 is.
        decay = config["l2"] if is_random and rate > 0 else 0.0
        groups.append({"params": own, "weight_decay": decay, "lr": rate * learning_rate})
    return groups


def load_optimizer(path, optimizer, model, config):
    """Takes the running values of optimizer.safetensors; false where there are none of this optimizer."""
    if not path.exists():
        return False
    tensors, metadata = read_safetensors(path)
    if metadata.get("optimizer") != config["optimizer"]:
        return False
    with reading(path):
        steps = int(metadata["steps"])
        for name, parameter, transposed in model.trained_parameters():
            state = optimizer.state[parameter]
            state["step"] = torch.tensor(float(steps))
            for key, slot in SLOTS.items():
                value = from_file(tensors[f"{name}/{slot}"], transposed)
                expect(value.shape == parameter.shape)
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


def losses_of(logits, labels, config):
    """[B] from logits [B,K] and labels [B]; mean squared error is the mean over the classes."""
    if config["loss"] == "mean-squared-error":
        wanted = nn.functional.one_hot(labels, logits.shape[1])
        return ((torch.softmax(logits, 1) - wanted) ** 2).mean(1)
    return nn.functional.cross_entropy(logits, labels, reduction="none")


def run_epoch(network, loader, config, device, optimizer=None, weights=None):
    """Mean loss and accuracy over all processes. Trains where there is an optimizer, with these weights [K] of classes."""
    network.train(optimizer is not None)
    loss_sum, right, count = 0.0, 0, 0
    for ids, lengths, labels in loader:
        ids, labels = ids.to(device), labels.to(device)
        with torch.set_grad_enabled(optimizer is not None):
            logits = network(ids, lengths)
            losses = losses_of(logits, labels, config)
        if optimizer is not None:
            own = weights[labels.cpu()].to(device)
            # The gradients of all processes are averaged, so the weights of all are what each divides by.
            (weight,) = total(own.sum().item())
            losses = losses * own * (dist.get_world_size() * len(labels) / weight)
            optimizer.zero_grad()
            losses.mean().backward()
            if config["gradientClip"] > 0:
                moving = [p for group in optimizer.param_groups if group["lr"] > 0 for p in group["params"]]
                nn.utils.clip_grad_norm_(moving, config["gradientClip"])
            optimizer.step()
        loss_sum += losses.sum().item()
        right += (logits.argmax(1) == labels).sum().item()
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
    # Nor does what was decided about the answers of other weights.
    settings.pop("decision", None)
    metadata["settings"] = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    model.save_file(folder / "model.safetensors", metadata)
    if steps > 0:
        save_optimizer(folder / "optimizer.safetensors", optimizer, model, config, steps)
    for pattern in COPIED:
        for path in FOLDER.glob(pattern):
            if path.parent != folder.resolve():
                with replacing(folder / path.name) as unfinished:
                    shutil.copy(path, unfinished)
    with replacing(folder / "settings.json") as unfinished:
        unfinished.write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / "seen-texts.bin").unlink(missing_ok=True)


def parse_arguments():
    parser = argparse.ArgumentParser(description="Continues training the model on your own reviews.")
    parser.add_argument("data", help="a CSV file with a header")
    parser.add_argument("--encoding", default="utf-8-sig", help="of the file, such as cp1252 (default: UTF-8)")
    parser.add_argument("--text", default="text", help="the column with the reviews")
    parser.add_argument("--label", default="label", help="the column with the labels")
    parser.add_argument(
        "--label-of",
        metavar="NAME=LABEL",
        action="append",
        default=[],
        help="a label of the class NAME, where it is not the class's name; as often as there are such labels",
    )
    parser.add_argument("--negative", help="of two classes: the label of class 0")
    parser.add_argument("--positive", help="of two classes: the label of class 1")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", type=int, help="of all processes together")
    parser.add_argument("--learning-rate", type=float)
    parser.add_argument("--validation", type=float, default=0.1, help="share that is only looked at")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path("trained"))
    parser.add_argument("--processes", type=int, help="how many train together on this machine (default: 1)")
    arguments = parser.parse_args()
    check_arguments(arguments)
    return arguments


def check_arguments(arguments):
    """Whatever can be known before anything is read."""
    rate = arguments.learning_rate
    wrong = {
        "--epochs must be 0 or more.": arguments.epochs < 0,
        "--batch-size must be 1 or more.": arguments.batch_size is not None and arguments.batch_size < 1,
        "--learning-rate must be more than 0.": rate is not None and not 0 < rate < math.inf,
        "--validation must be from 0 to less than 1.": not 0 <= arguments.validation < 1,
        "--seed must be a whole number from 0 to 2147483647.": not 0 <= arguments.seed < 2**31,
        "--processes must be from 1 to 64.": arguments.processes is not None and not 1 <= arguments.processes <= 64,
    }
    for sentence, is_wrong in wrong.items():
        if is_wrong:
            raise InputError(sentence)
    try:
        "".encode(arguments.encoding)
    except LookupError:
        raise InputError(f"There is no encoding “{arguments.encoding}”. Known are utf-8, utf-16, cp1252, …") from None
    # Processes on one machine would be in each other's way.
    if os.environ.get("RANK", "0") == "0":
        check_folder(arguments.out)


def start_together(count):
    """Runs this program in so many processes, and waits for them. When one fails, the others are ended."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shared = {**os.environ, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    shared.update({"WORLD_SIZE": str(count), "LOCAL_WORLD_SIZE": str(count)})
    command = [sys.executable, str(Path(__file__).resolve()), *sys.argv[1:]]
    ranks = [{"RANK": str(rank), "LOCAL_RANK": str(rank)} for rank in range(count)]
    started = [subprocess.Popen(command, env={**shared, **rank}) for rank in ranks]
    try:
        while any(process.poll() is None for process in started):
            time.sleep(0.1)
            if any(process.poll() for process in started):
                time.sleep(1)  # The one that says what is wrong may be later than the others.
                break
    finally:
        for process in started:
            if process.poll() is None:
                process.terminate()
    sys.exit(max(abs(process.wait()) for process in started) and 1)


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


def divide(reviews, share, seed):
    """Rows to train on and rows held out. Reviews that the network reads alike are all on one side."""
    alike = {}
    for row, (ids, _) in enumerate(reviews):
        alike.setdefault(tuple(ids), []).append(row)
    groups = list(alike.values())
    held, wanted = [], min(len(reviews) - 1, round(share * len(reviews)))
    for group in torch.randperm(len(groups), generator=torch.Generator().manual_seed(seed)).tolist():
        if len(held) + len(groups[group]) <= wanted:
            held += groups[group]
    chosen = set(held)
    return [row for row in range(len(reviews)) if row not in chosen], held


def train(arguments, rank, device):
    say = print if rank == 0 else lambda *_: None
    model, settings, encode = load(FOLDER)
    config = settings["config"]
    reviews, skipped = read_reviews(arguments, settings["classNames"], encode)
    rows, held_rows = divide(reviews, arguments.validation, arguments.seed)
    held = len(held_rows)
    weights = class_weights(config, [reviews[row] for row in rows], len(settings["classNames"]))
    if len({reviews[row][1] for row in rows}) < 2:
        raise InputError("The reviews to train on are all of one class: lower --validation, or add more reviews.")
    say(f"{len(rows)} reviews to train on, {held} held out, {skipped} with another label excluded.")
    if held > 0:
        say("Reviews that the network was trained on before may be among those held out: their accuracy is no test.")
    if config.get("ensembleSize", 1) > 1:
        say("The network was joined from an ensemble. Here it is trained as one: its members can come to read one another.")
    if config.get("adversarialNoise", 0) > 0:
        say("The network was trained with adversarial noise. Here it is trained without.")
    world = dist.get_world_size()
    batch = max(1, (arguments.batch_size or config["batchSize"]) // world)
    loader, sampler = make_loader(Subset(reviews, rows), batch, arguments.seed, True)
    # Not padded to equal shares, as the sampler would: each held-out review counts once.
    held_out = DataLoader(Subset(reviews, held_rows[rank::world]), batch, collate_fn=collate)

    model.to(device)
    learning_rate = arguments.learning_rate or config["learningRate"]
    optimizer = make_optimizer(parameter_groups(model, config, learning_rate), learning_rate)
    path = FOLDER / "optimizer.safetensors"
    steps = 0
    if load_optimizer(path, optimizer, model, config):
        steps = int(read_safetensors(path)[1]["steps"])
        say(f"The optimizer continues from step {steps}.")
    network = DistributedDataParallel(model, device_ids=[device.index] if device.type == "cuda" else None)
    # Each process draws masks of its own.
    torch.manual_seed(arguments.seed * 1009 + rank)
    for epoch in range(1, arguments.epochs + 1):
        sampler.set_epoch(epoch)
        loss, accuracy = run_epoch(network, loader, config, device, optimizer, weights)
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
    if arguments.processes is not None and "RANK" not in os.environ:
        start_together(arguments.processes)
    rank, device = start_processes()
    try:
        train(arguments, rank, device)
    finally:
        dist.destroy_process_group()


if __name__ == "__main__":
    run(main)
