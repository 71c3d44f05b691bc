"""Trains the second network from pre-trained weights and writes second.onnx with its manifest.

    python3 train_second.py --features plain.npy --augmented a1.npy a2.npy … --pretrained mn04_as.pt --out ../../models

A run that was cut off goes on from its last checkpoint in the folder of `--out`. `--fold 1/2` leaves people out as in
train.py; `--without CORPUS …` leaves whole corpora out and reports them.
"""
import argparse
import hashlib
import json
import time
from pathlib import Path

import numpy as np
import torch

from calibrate import fit_calibration
from export import export_second
from feature_set import LABELS
from metrics import by_corpus, table
from pictures import Pictures, PictureSampler
from second_net import SecondNet, opinions, picture_shape, train_second
from train import left_out_of


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", required=True, help="plain telephone coding, every part")
    parser.add_argument("--augmented", nargs="*", default=[], help="further passes over part train")
    parser.add_argument("--pretrained", required=True, type=Path, help="mn04_as.pt of the authors' public release")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--steps", type=int, default=1600)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="the weights of several runs are averaged")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fold", help="leave a part of the people of `train` out, such as 1/2")
    parser.add_argument("--without", nargs="*", default=[], help="corpora to leave out and report")
    parser.add_argument("--use", choices=("research", "commercial"), default="research",
                        help="what all of the speech may be used for: written into the manifest, which the server obeys")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    began = time.time()
    say = lambda line: print(f"[{time.time() - began:4.0f} s] {line}", flush=True)
    passes = [Pictures(path) for path in (given.features, *given.augmented)]
    plain = passes[0]
    parts = {part: [c for c in plain.clips if c.part == part] for part in ("train", "tune", "test")}
    unheard = left_out_of(parts["train"], given.fold) if given.fold else set()
    known = [c for c in parts["train"] if c.speaker not in unheard and c.corpus not in given.without]
    given.out.mkdir(parents=True, exist_ok=True)
    if unheard:
        (given.out / "left-out.tsv").write_text("speaker\n" + "".join(f"{one}\n" for one in sorted(unheard)), encoding="utf-8")
    prior = np.bincount([c.label for c in known], minlength=3) / len(known)
    say(f"{len(known)} clips of {len({c.speaker for c in known})} people")
    runs = []
    for seed in given.seeds:
        sampler = PictureSampler(passes, known, seed)
        runs.append(train_second(sampler, given.pretrained, seed, given.steps, given.out / f"seed-{seed}.pt", say))
    net = SecondNet().eval()
    net.load_state_dict(averaged([run.state_dict() for run in runs]))

    def report(name, clips):
        scored, windows = opinions(net, plain, clips)
        p = np.stack([np.exp(w - w.max(1, keepdims=True)) / np.exp(w - w.max(1, keepdims=True)).sum(1, keepdims=True)
                      for w in (np.asarray(one).mean(0, keepdims=True) for one in windows)])[:, 0]
        rows = by_corpus(scored, p, prior)
        say(f"{name}, this network alone\n{table(rows)}")
        return rows

    report("tune", parts["tune"])
    tuned, windows = opinions(net, plain, parts["tune"])
    calibration = fit_calibration(windows, np.array([c.label for c in tuned]))
    if given.without:
        report("left out", [c for c in plain.clips if c.corpus in given.without])
    if unheard:
        report("people left out", [c for c in parts["train"] if c.speaker in unheard])
    path = given.out / "second.onnx"
    export_second(net, picture_shape(), path)
    manifest = {
        "labels": list(LABELS), "inputs": {"picture": picture_shape()}, "opset": 13,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "use": given.use,
        "parameters": sum(v.numel() for v in net.parameters()),
        "calibration": {"scale": round(calibration.scale, 4), "bias": [round(v, 4) for v in calibration.bias]},
        "trainingPrior": [round(float(v), 4) for v in prior],
    }
    (given.out / "second.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    say(f"{path}: {path.stat().st_size} bytes, {manifest['parameters']} parameters")


def averaged(states):
    """Runs that began at the same pre-trained weights average well (Wortsman et al. 2022)."""
    return {name: sum(state[name] for state in states) / len(states) if value.dtype.is_floating_point else value
            for name, value in states[0].items()}


if __name__ == "__main__":
    main()
