"""Says whether PyTorch on this computer gives the answers in golden.json: python3 verify_torch.py.

Exit code 0: it does.
"""

import sys
from pathlib import Path

try:
    from forget_gate import read_golden, run, verify
    from model import load
except ImportError as error:
    raise SystemExit(f"This program needs {error.name}. Install it, or put its file beside this program.") from None


def main():
    folder = Path(__file__).resolve().parent
    model, settings, encode = load(folder)
    weights = settings["decision"]["weights"]
    good = verify("PyTorch", (encode, model.probabilities, weights), read_golden(folder))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    run(main)
