"""The second network: the pre-trained trunk, then the three classes; the emotions and arousal are asked in training only."""
import copy

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from feature_set import starts
from pictures import EMOTIONS, FRAMES, SILENCE, UNNAMED, windows_of
from pretrained_trunk import CHANNELS_OUT, pretrained_trunk

# The front of the trunk costs most and hears no more than edges: it stays as it was pre-trained.
FROZEN = 4


class SecondNet(nn.Module):
    def __init__(self, weights=None, dropout=0.3):
        super().__init__()
        self.trunk = pretrained_trunk(weights)
        self.drop = nn.Dropout(dropout)
        self.answer = nn.Linear(CHANNELS_OUT, 3)
        self.emotions = nn.Linear(CHANNELS_OUT, len(EMOTIONS))
        self.arousal = nn.Linear(CHANNELS_OUT, 1)

    def embedding(self, picture):
        """`picture`: [N, frames, bands], as the TypeScript code writes it."""
        return self.trunk(picture.transpose(1, 2).unsqueeze(1)).mean((2, 3))

    def forward(self, picture):
        return self.answer(self.embedding(picture))

    def tasks(self, picture):
        with torch.no_grad():
            front = self.trunk[:FROZEN](picture.transpose(1, 2).unsqueeze(1))
        pooled = self.drop(self.trunk[FROZEN:](front).mean((2, 3)))
        return self.answer(pooled), self.emotions(pooled), self.arousal(pooled)[:, 0]

    def train(self, mode=True):
        super().train(mode)
        self.trunk[:FROZEN].eval()
        return self


def changed(pictures, random):
    """Another telephone's tilt, a gain, and stretches of time and of band that were never heard (Park et al. 2019)."""
    count, frames, bands = pictures.shape
    places = np.linspace(0, 5, bands)
    curves = random.normal(0, 0.08, (count, 6))
    tilt = np.stack([np.interp(places, range(6), curve) for curve in curves])
    gain = random.normal(0, 0.12, (count, 1))
    out = np.maximum(pictures + (tilt + gain)[:, None].astype(np.float32), np.float32(SILENCE))
    for row in range(count):
        for _ in range(2):
            width = int(random.integers(0, 10))
            first = int(random.integers(0, bands - width))
            out[row, :, first : first + width] = SILENCE
        width = int(random.integers(0, 50))
        first = int(random.integers(0, frames - width))
        out[row, first : first + width] = SILENCE
    return out


def train_second(sampler, weights, seed, steps, checkpoint, log, batch=64, rate=1.2e-3):
    """Trains from the pre-trained start, or goes on from `checkpoint`. Returns the average of the last weights."""
    torch.manual_seed(seed)
    net = SecondNet(weights)
    average = copy.deepcopy(net).eval()
    learned = [p for name, p in net.named_parameters() if not name.startswith(tuple(f"trunk.{i}." for i in range(FROZEN)))]
    optimiser = torch.optim.AdamW(learned, lr=rate, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    done = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        for part, state in zip((net, average, optimiser, schedule), kept["states"]):
            part.load_state_dict(state)
        done = kept["done"]
        sampler.random = np.random.default_rng(seed + done)
        log(f"goes on from step {done} of {checkpoint}")
    net.train()
    running = 0.0
    for step in range(done, steps):
        pictures, labels, emotions, aroused = sampler.batch(batch)
        heard = torch.from_numpy(changed(pictures, sampler.random))
        labels, emotions, aroused = (torch.from_numpy(x) for x in (labels, emotions, aroused))
        share = float(sampler.random.beta(0.3, 0.3))
        share = max(share, 1 - share)
        other = torch.from_numpy(sampler.random.permutation(batch))
        heard = share * heard + (1 - share) * heard[other]

        def mixed(loss):
            return share * loss(slice(None)) + (1 - share) * loss(other)

        said, named, moved = net.tasks(heard)
        loss = mixed(lambda at: F.cross_entropy(said, labels[at], label_smoothing=0.05))
        loss = loss + 0.5 * mixed(lambda at: F.cross_entropy(named, emotions[at], ignore_index=UNNAMED))
        loss = loss + 0.3 * mixed(lambda at: F.binary_cross_entropy_with_logits(moved, aroused[at]))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learned, 2.0)
        optimiser.step()
        schedule.step()
        follow(average, net, min(0.995, (step + 1) / (step + 20)))
        running += loss.item()
        if (step + 1) % 100 == 0:
            log(f"step {step + 1} of {steps}: loss {running / 100:.3f}")
            running = 0.0
            keep(checkpoint, step + 1, net, average, optimiser, schedule)
    return average


def follow(average, net, kept):
    with torch.no_grad():
        for ours, theirs in zip(average.state_dict().values(), net.state_dict().values()):
            if ours.dtype.is_floating_point:
                ours.mul_(kept).add_(theirs, alpha=1 - kept)
            else:
                ours.copy_(theirs)


def keep(checkpoint, done, *parts):
    """Whole or not at all: a run that is cut off while it writes still has the checkpoint before."""
    draft = checkpoint.with_suffix(".draft")
    torch.save({"done": done, "states": [part.state_dict() for part in parts]}, draft)
    draft.replace(checkpoint)


def opinions(net, pictures, clips):
    """Logits of each clip's windows; clips that form a speaker's start are left out, as in `evaluate`."""
    used = {clip.index for own in starts(clips).values() for clip in own}
    scored = [clip for clip in clips if clip.index not in used]
    out = []
    with torch.no_grad():
        for at in range(0, len(scored), 64):
            windows = [windows_of(pictures, clip) for clip in scored[at : at + 64]]
            said = net(torch.from_numpy(np.concatenate(windows))).numpy()
            out += np.split(said, np.cumsum([len(one) for one in windows])[:-1])
    return scored, out


def picture_shape():
    return [FRAMES, 80]
