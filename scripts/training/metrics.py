"""The figures of `evenkeel evaluate`, for experiments."""
import numpy as np
from sklearn.metrics import roc_auc_score


def auc(positive, scores):
    return float(roc_auc_score(positive, scores)) if 0 < positive.sum() < len(positive) else float("nan")


def expected_calibration_error(positive, scores, bins=10):
    order = np.argsort(scores, kind="stable")
    return float(sum(abs(scores[part].mean() - positive[part].mean()) * len(part) for part in np.array_split(order, bins)
                     if len(part)) / len(scores))


def figures(clips, probabilities, prior):
    label = np.array([clip.label for clip in clips])
    neutral = np.array([clip.meaning == "neutral" for clip in clips])
    anger, anxiety = probabilities[:, 0], probabilities[:, 1]
    pair = (label == 0) | neutral
    decided = (probabilities / np.asarray(prior)).argmax(1)
    recalls = [float((decided[label == k] == k).mean()) if (label == k).any() else float("nan") for k in range(3)]
    ece = [expected_calibration_error((label == k).astype(float), probabilities[:, k]) for k in (0, 1) if (label == k).any()]
    return {
        "angerAuc": auc(label == 0, anger), "anxietyAuc": auc(label == 1, anxiety),
        "angerNeutralAuc": auc(label[pair] == 0, anger[pair]) if neutral.any() else float("nan"),
        "uar3": float(np.mean(recalls)), "ece": float(np.mean(ece)) if ece else float("nan"),
    }


def by_corpus(clips, probabilities, prior):
    out = {}
    for corpus in sorted({clip.corpus for clip in clips}):
        chosen = [i for i, clip in enumerate(clips) if clip.corpus == corpus]
        out[corpus] = figures([clips[i] for i in chosen], probabilities[chosen], prior)
    out["mean"] = {key: float(np.nanmean([row[key] for row in out.values()])) for key in next(iter(out.values()))}
    return out


def table(rows):
    keys = ("angerAuc", "anxietyAuc", "angerNeutralAuc", "uar3", "ece")
    lines = [f"{'':14}" + "".join(f"{key:>17}" for key in keys)]
    return "\n".join(lines + [f"{name:14}" + "".join(f"{row[key]:17.3f}" for key in keys) for name, row in rows.items()])
