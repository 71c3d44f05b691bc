"""Kernel ridge regression on functionals, and the small net that learns to say what it says.

On corpora left out, the kernel machine is far better at fear than a net trained on the labels; it is also far too
large to ship. So the net is trained on the machine's opinion of more lines and stretches than the machine was fitted
on (distillation, Hinton et al. 2015).
"""
import copy

import numpy as np
import torch
from scipy.linalg import cho_factor, cho_solve
from torch.nn import functional as F

ROUNDS = 8
FITTED_ROUNDS = 4
MOST_FITTED = 12000


class KernelRidge:
    """Gaussian kernel, one-of-three targets, each example's ridge in inverse proportion to its weight."""

    def __init__(self, vectors, labels, weights, width=0.5, ridge=1.0):
        self.known = vectors
        self.squares = (vectors**2).sum(1)
        self.gamma = width / self.squares.mean()
        kernel = self._kernel(vectors)
        kernel[np.diag_indices(len(kernel))] += ridge / weights
        targets = np.eye(3, dtype=np.float32)[labels] - 1 / 3
        self.dual = cho_solve(cho_factor(kernel, lower=True, overwrite_a=True), targets)

    def _kernel(self, vectors):
        distance = (vectors**2).sum(1)[:, None] + self.squares[None] - 2 * vectors @ self.known.T
        return np.exp(-self.gamma * np.maximum(distance, 0))

    def log_probabilities(self, vectors, sharpness=4.0):
        parts = [self._kernel(part) @ self.dual for part in np.array_split(vectors, max(1, len(vectors) // 4000))]
        scores = sharpness * np.concatenate(parts)
        return scores - np.log(np.exp(scores).sum(1, keepdims=True))


def teach_functionals(net, sampler, seed, log):
    """Fits two kernel machines, one on the window alone and one also on the speaker's start, then the net's head."""
    random = np.random.default_rng(seed)
    turns, places, raw, relative = [], [], [], []
    with torch.no_grad():
        for turn, part, sequence, profile in sampler.rounds(ROUNDS):
            own, against = net.vectors(torch.from_numpy(sequence), torch.from_numpy(profile))
            raw.append(own.numpy())
            relative.append(against.numpy())
            turns.append(np.full(len(part), turn))
            places.append(part)
    turns, places = np.concatenate(turns), np.concatenate(places)
    own = np.concatenate(raw).shape[1]
    vectors = np.concatenate([np.concatenate(raw), np.concatenate(relative)], 1)
    whole = turns < len(sampler.passes)
    net.head.mean.copy_(torch.from_numpy(vectors[whole].mean(0)))
    net.head.scale.copy_(1 / torch.from_numpy(vectors[whole].std(0) + 1e-3))
    standard = net.head.standardised(torch.from_numpy(vectors)).numpy()
    log(f"functionals of {len(standard)} windows")

    fitted = np.flatnonzero(turns < FITTED_ROUNDS)
    if len(fitted) > MOST_FITTED:
        fitted = np.sort(random.choice(fitted, MOST_FITTED, replace=False))
    chances = sampler.chances[places]
    weights = chances[fitted] / chances[fitted].mean()
    labels = np.array([clip.label for clip in sampler.clips])[places]
    opinion = np.zeros((len(standard), 3), np.float32)
    for seen in (standard[:, :own], standard):
        machine = KernelRidge(seen[fitted], labels[fitted], weights.clip(0.1, 10).astype(np.float32))
        opinion += machine.log_probabilities(seen) / 2
    log("kernel machines fitted and asked")
    distil(net.head, standard, opinion, chances / chances.sum(), random, log)


def distil(head, vectors, opinion, chances, random, log, steps=1500, batch=256, rate=2e-3, noise=0.2, sharpness=1.5):
    """Least cross-entropy between the head and the teachers' mean, sharpened, on inputs with a little noise."""
    head.train()
    place(head, vectors, opinion * sharpness, chances, random)
    inputs, wanted = torch.from_numpy(vectors), torch.softmax(torch.from_numpy(opinion) * sharpness, 1)
    drawn = torch.from_numpy(random.choice(len(vectors), (steps, batch), p=chances))
    optimiser = torch.optim.Adam(head.parameters(), lr=rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    average = copy.deepcopy(head)
    for step, rows in enumerate(drawn):
        noisy = inputs[rows] + noise * torch.randn(batch, inputs.shape[1])
        loss = -(wanted[rows] * F.log_softmax(head.of_standardised(noisy), 1)).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        kept = min(0.995, (step + 1) / (step + 20))
        with torch.no_grad():
            for ours, theirs in zip(average.parameters(), head.parameters()):
                ours.mul_(kept).add_(theirs, alpha=1 - kept)
    head.load_state_dict(average.state_dict())
    head.settle()
    head.eval()
    log(f"head taught: cross-entropy {loss.item():.3f}")


def place(head, vectors, opinion, chances, random, sample=8000, turns=4):
    """Where the head begins: places by k-means, one reach for all, answers by least squares."""
    count = head.places.shape[1]
    places = vectors[random.choice(len(vectors), count, replace=False, p=chances)]
    some = vectors[random.choice(len(vectors), sample, p=chances)]
    for _ in range(turns):
        nearest = ((places**2).sum(1)[None] - 2 * some @ places.T).argmin(1)
        members = np.bincount(nearest, minlength=count)[:, None]
        sums = np.zeros_like(places)
        np.add.at(sums, nearest, some)
        places = np.where(members > 0, sums / np.maximum(1, members), places)
    with torch.no_grad():
        head.places.copy_(torch.from_numpy(places.T))
        head.narrowness.fill_(float(-np.log((vectors**2).sum(1).mean())))
        rows = np.sort(random.choice(len(vectors), sample, p=chances))
        head.answer.bias.zero_()
        near = head.nearness(torch.from_numpy(vectors[rows])).numpy()
        wanted = opinion[rows] - opinion[rows].mean(1, keepdims=True)
        solved = np.linalg.solve(near.T @ near + 0.1 * np.eye(count), near.T @ wanted)
        head.answer.weight.copy_(torch.from_numpy(solved.T.astype(np.float32)))
