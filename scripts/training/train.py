"""Trains the shipped network and writes emotion.onnx with its manifest.

    python3 train.py --features plain.npy --augmented a1.npy a2.npy … --out ../../models

With `--fold 1/3` a third of the `train` people is left out and named in `left-out.tsv`: `npm run tune:cues` hears them
with the network that has not.
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


def left_out_of(clips, fold):
    """People of one fold such as "1/3": every third of each corpus, in order of name."""
    turn, count = (int(x) for x in fold.split("/"))
    if not 1 <= turn <= count or count < 2:
        raise SystemExit(f"--fold {fold}: write 1/3, 2/3 and 3/3 to leave a third of the people out in turn.")
    corpora = {}
    for clip in clips:
        corpora.setdefault(clip.corpus, set()).add(clip.speaker)
    return {one for people in corpora.values() for one in sorted(people)[turn - 1 :: count]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", required=True, help="plain telephone coding, every part")
    parser.add_argument("--augmented", nargs="*", default=[], help="further passes over part train")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fold", help="leave a part of the people of `train` out, such as 1/3")
    parser.add_argument("--use", choices=("research", "commercial"), default="research",
                        help="what all of the speech may be used for: written into the manifest, which the server obeys")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    began = time.time()
    say = lambda line: print(f"[{time.time() - began:4.0f} s] {line}", flush=True)
    passes = [FeatureSet(path) for path in (given.features, *given.augmented)]
    plain = passes[0]
    parts = {part: [c for c in plain.clips if c.part == part] for part in ("train", "tune", "test")}
    left_out = left_out_of(parts["train"], given.fold) if given.fold else set()
    parts["train"] = [c for c in parts["train"] if c.speaker not in left_out]
    given.out.mkdir(parents=True, exist_ok=True)
    if left_out:
        (given.out / "left-out.tsv").write_text("speaker\n" + "".join(f"{one}\n" for one in sorted(left_out)), encoding="utf-8")
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
        "use": given.use,
        "trainingPrior": [round(float(v), 4) for v in prior],
        "calibration": {"scale": round(calibration.scale, 4), "bias": [round(v, 4) for v in calibration.bias]},
        "sure": sure,
        "metrics": {"test": {key: {k: None if np.isnan(v) else round(v, 4) for k, v in row.items()} for key, row in rows.items()}},
    }
    (given.out / "emotion.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    say(f"{path}: {path.stat().st_size} bytes, {manifest['parameters']} parameters")


if __name__ == "__main__":
    main()
