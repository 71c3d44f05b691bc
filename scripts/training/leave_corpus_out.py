"""Leaves each corpus out in turn: the honest figure for voices, languages and microphones never met.

    python3 leave_corpus_out.py --features plain.npy [--augmented a.npy b.npy] [--only casia,emovo] [--steps 900]
"""
import argparse
import json

import numpy as np
import torch

from feature_set import FeatureSet
from learning import opinions, train
from metrics import figures, table
from model import VIEWS, fuse

GROUPS = ("ased", "casia", "emotale", "emovo", "indemospeech", "nemo", "ravdess")


def clip_probabilities(windows):
    """Mean over windows of the fused probabilities. `windows`: [views, windows, 3] log-probabilities."""
    fused = fuse(*windows)
    fused = np.exp(fused - fused.max(1, keepdims=True))
    return (fused / fused.sum(1, keepdims=True)).mean(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", required=True)
    parser.add_argument("--augmented", nargs="*", default=[])
    parser.add_argument("--only", default=",".join(GROUPS), help="comma between runs, plus within one: casia+emovo,nemo")
    parser.add_argument("--steps", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--shape", default="{}", help="JSON: channels, places, dropout")
    parser.add_argument("--save", help="NPZ of each clip's opinions")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    passes = [FeatureSet(path) for path in (given.features, *given.augmented)]
    plain = passes[0]
    results, bare, view_rows, saved = {}, {}, {name: {} for name in VIEWS}, {}
    for left_out in given.only.split(","):
        corpora = left_out.split("+")
        known = [c for c in plain.clips if c.corpus not in corpora and c.part == "train"]
        unseen = [c for c in plain.clips if c.corpus in corpora]
        prior = np.bincount([c.label for c in known], minlength=3) / len(known)
        net = train(passes, known, given.seed, given.steps, log=lambda line: None, **json.loads(given.shape))
        for baseline, rows in ((True, results), (False, bare)):
            scored, windows = opinions(net, plain, unseen, baseline, views=True)
            p = np.stack([clip_probabilities(w) for w in windows])
            for corpus in corpora:
                mine = [i for i, c in enumerate(scored) if c.corpus == corpus]
                rows[corpus] = figures([scored[i] for i in mine], p[mine], prior)
                if baseline:
                    for view, name in enumerate(VIEWS):
                        one = np.stack([np.exp(windows[i][view]).mean(0) for i in mine])
                        view_rows[name][corpus] = figures([scored[i] for i in mine], one, prior)
                    saved[corpus] = ([scored[i].index for i in mine], p[mine])
        print(left_out, {k: round(v, 3) for k, v in results[corpora[0]].items()}, flush=True)
    mean = lambda rows: {k: float(np.nanmean([r[k] for r in rows.values()])) for k in next(iter(rows.values()))}
    print(table({**results, "mean": mean(results), "no baseline": mean(bare),
                 **{name: mean(rows) for name, rows in view_rows.items()}}), flush=True)
    print("by corpus, no baseline\n" + table(bare))
    if given.save:
        np.savez(given.save, **{f"{c}.{k}": v for c, (i, p) in saved.items() for k, v in (("index", i), ("p", p))})


if __name__ == "__main__":
    main()
