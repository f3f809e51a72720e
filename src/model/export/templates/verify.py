"""Says whether this computer gives the answers in golden.json: python3 verify.py. Exit code 0: it does.

Checks NumPy, and ONNX Runtime where it is installed and model.onnx is in the folder.
"""

import sys

try:
    from forget_gate import read_golden, run, verify
    from predict import FOLDER, load, onnx_model
except ImportError as error:
    raise SystemExit(f"This program needs {error.name}. Install it, or put its file beside this program.") from None


def main():
    golden = read_golden(FOLDER)
    settings, encode, model = load(FOLDER, "numpy")
    weights = settings["decision"]["weights"]
    good = verify("NumPy", (encode, model, weights), golden)
    onnx = onnx_model(FOLDER)
    if onnx is None:
        print("ONNX Runtime: not checked, it or model.onnx is missing")
    else:
        good = verify("ONNX Runtime", (encode, onnx, weights), golden) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    run(main)
