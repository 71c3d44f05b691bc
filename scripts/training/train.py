"""Trains the shipped network and writes emotion.onnx with its manifest.

    python3 train.py --features plain.npy --augmented a1.npy a2.npy … --out ../../models
"""
import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import torch

from calibrate import fit_calibration, fit_sure_rule
from export import export
from feature_set import LABELS, FeatureSet
from learning import opinions, train
from metrics import by_corpus, figures, table


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", required=True, help="plain telephone coding, every part")
    parser.add_argument("--augmented", nargs="*", default=[], help="further passes over part train")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    began = time.time()
    say = lambda line: print(f"[{time.time() - began:4.0f} s] {line}", flush=True)
    passes = [FeatureSet(path) for path in (given.features, *given.augmented)]
    plain = passes[0]
    parts = {part: [c for c in plain.clips if c.part == part] for part in ("train", "tune", "test")}
    prior = np.bincount([c.label for c in parts["train"]], minlength=3) / len(parts["train"])
    net = train(passes, parts["train"], given.seed, given.steps, log=say)

    tuned, tune_windows = opinions(net, plain, parts["tune"])
    labels = np.array([c.label for c in tuned])
    calibration = fit_calibration([w[0] for w in tune_windows], labels)
    probabilities = np.stack([calibration.of_clip(w[0]) for w in tune_windows])
    sure = fit_sure_rule(probabilities, labels)
    tested, test_windows = opinions(net, plain, parts["test"])
    p = np.stack([calibration.of_clip(w[0]) for w in test_windows])
    rows = by_corpus(tested, p, prior)
    say("test speakers, telephone-coded\n" + table(rows))
    say("all test clips together\n" + table({"together": figures(tested, p, prior)}))

    path = given.out / "emotion.onnx"
    export(net, plain.about, path)
    manifest = {
        "schemaVersion": plain.about["schemaVersion"], "labels": list(LABELS),
        "inputs": {"sequence": [plain.about["windowFrames"], plain.rows.shape[1]],
                   "profile": [2 * plain.rows.shape[1] + 1]},
        "opset": 13, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "parameters": sum(v.numel() for v in net.parameters()), "scaling": "in-graph",
        "trainingPrior": [round(float(v), 4) for v in prior],
        "calibration": {"scale": round(calibration.scale, 4), "bias": [round(v, 4) for v in calibration.bias]},
        "sure": sure,
        "metrics": {"test": {key: {k: None if np.isnan(v) else round(v, 4) for k, v in row.items()} for key, row in rows.items()}},
    }
    (given.out / "emotion.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    say(f"{path}: {path.stat().st_size} bytes, {manifest['parameters']} parameters")


if __name__ == "__main__":
    main()
