"""Vector scaling with one scale (Guo et al. 2017), and the rule for "not sure", on people not trained on."""
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize


@dataclass
class Calibration:
    scale: float
    bias: list

    def of_clip(self, outputs):
        """Mean over windows of softmax(scale · output + bias). `outputs`: [windows, 3]."""
        scores = self.scale * outputs + np.asarray(self.bias)
        odds = np.exp(scores - scores.max(1, keepdims=True))
        return (odds / odds.sum(1, keepdims=True)).mean(0)


def fit_calibration(clips, labels):
    """Least negative log-likelihood of the clips' probabilities."""
    def loss(x):
        p = np.stack([Calibration(np.exp(x[0]), [x[1], x[2], 0.0]).of_clip(clip) for clip in clips])
        return -np.log(p[np.arange(len(labels)), labels] + 1e-9).mean() + 1e-3 * (x**2).sum()
    x = minimize(loss, np.zeros(3), method="Nelder-Mead", options={"maxiter": 300}).x
    return Calibration(float(np.exp(x[0])), [float(x[1]), float(x[2]), 0.0])


def fit_sure_rule(probabilities, labels, wanted=0.8):
    """The smallest largest-probability above which the largest is right four times in five."""
    largest, right = probabilities.max(1), probabilities.argmax(1) == labels
    for bar in np.arange(0.34, 0.95, 0.01):
        kept = largest >= bar
        if kept.sum() >= 30 and right[kept].mean() >= wanted:
            return {"minLargest": round(float(bar), 2), "rightWhenSure": round(float(right[kept].mean()), 3),
                    "shareSure": round(float(kept.mean()), 3)}
    return {"minLargest": 0.95}
