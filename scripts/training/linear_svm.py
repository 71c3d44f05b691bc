"""The baseline beside every figure: functionals of the window and a linear support vector machine.

    python3 linear_svm.py --features plain.npy --out ../../models/linear-svm.json
"""
import argparse
import json

import numpy as np
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

from feature_set import FeatureSet


def fit(functionals, labels):
    scaler = StandardScaler().fit(functionals)
    machine = LinearSVC(C=0.01, class_weight="balanced", dual=False, random_state=0)
    machine.fit(np.clip(scaler.transform(functionals), -6, 6), labels)
    return scaler, machine


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--features", required=True)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    features = FeatureSet(given.features)
    functionals = np.load(f"{given.features}.functionals.npy")
    train = [clip for clip in features.clips if clip.part == "train"]
    scaler, machine = fit(functionals[[c.index for c in train]], np.array([c.label for c in train]))
    rounded = lambda values: [round(float(v), 6) for v in values]
    with open(given.out, "w", encoding="utf-8") as file:
        json.dump({"schemaVersion": features.about["schemaVersion"], "mean": rounded(scaler.mean_),
                   "scale": rounded(scaler.scale_), "weights": [rounded(row) for row in machine.coef_],
                   "bias": rounded(machine.intercept_)}, file)
        file.write("\n")


if __name__ == "__main__":
    main()
