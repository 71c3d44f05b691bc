"""Fits the voice-activity network: python fit_voice_activity.py SCENES WEIGHTS.ts

SCENES is the folder of voice_scenes.py after write-voice-evidence.ts. Prints the frame F1 of a 3-fold cross-validation
over scenes, then fits on everything and writes src/core/features/lld/voice-activity-weights.ts.
"""
import sys

import numpy as np
import torch

HIDDEN, EPOCHS, BATCH = 16, 14, 1024
torch.manual_seed(0)
torch.set_num_threads(1)

rows = np.fromfile(f"{sys.argv[1]}/evidence.f64").reshape(-1, 15)
scene, labels, evidence = rows[:, 0].astype(int), rows[:, 1], rows[:, 2:]
mean, std = evidence.mean(0), evidence.std(0)
inputs = torch.tensor((evidence - mean) / std, dtype=torch.float32)
targets = torch.tensor(labels, dtype=torch.float32)


def fit(chosen):
    net = torch.nn.Sequential(torch.nn.Linear(13, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1))
    optimiser = torch.optim.Adam(net.parameters(), 1e-2, weight_decay=1e-5)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, EPOCHS)
    order, random = np.flatnonzero(chosen), np.random.default_rng(0)
    for _ in range(EPOCHS):
        random.shuffle(order)
        for at in range(0, len(order), BATCH):
            batch = order[at : at + BATCH]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(net(inputs[batch])[:, 0], targets[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        schedule.step()
    return net


held_out = np.zeros(len(labels))
for fold in range(3):
    inside = scene % 3 != fold
    held_out[~inside] = torch.sigmoid(fit(inside)(inputs[~inside])[:, 0]).detach().numpy()
said, true = held_out > 0.45, labels == 1
print(f"frame F1 without hang-over, cross-validated over scenes: {2 * (said & true).sum() / (said.sum() + true.sum()):.4f}")

first, first_bias, second, second_bias = (p.detach().numpy().astype(float) for p in fit(scene >= 0).parameters())
first = first / std
first_bias = first_bias - first @ mean
listed = lambda values: ", ".join(f"{value:.4g}" for value in values)
table = ",\n".join(f"  [{listed(row)}]" for row in first)
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(f"""/**
 * Weights of the voice-activity network: one hidden layer of rectified units over the evidence of one hop, input
 * scaling folded in. Written by scripts/training/fit_voice_activity.py; do not edit by hand.
 */
export const HIDDEN_WEIGHTS: readonly (readonly number[])[] = [
{table},
];
export const HIDDEN_BIASES: readonly number[] = [{listed(first_bias)}];
export const OUTPUT_WEIGHTS: readonly number[] = [{listed(second[0])}];
export const OUTPUT_BIAS = {second_bias[0]:.4g};
""")
