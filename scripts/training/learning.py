"""Trains one network, and asks it for its opinion of clips."""
import copy

import numpy as np
import torch
from torch.nn import functional as F

from feature_set import profile_of, starts
from model import EmotionNet
from sampling import Sampler, windows_of
from teacher import teach_functionals


def descriptor_scale(feature_set, clips):
    """Mean and deviation of each descriptor over voiced frames, level-dependent ones after the clip's gain is removed."""
    names = feature_set.about["descriptors"]
    f0, level = names.index("f0Semitones"), names.index("levelDb")
    gained = [i for i, name in enumerate(names) if name.startswith(("levelDb", "logMel"))]
    picked = []
    for clip in clips[:: max(1, len(clips) // 1500)]:
        rows = feature_set.of(clip)
        voiced = rows[rows[:, f0] > 0].copy()
        if len(voiced) > 5:
            voiced[:, gained] -= voiced[:, level].mean()
            picked.append(voiced)
    rows = np.concatenate(picked)
    return rows.mean(0), rows.std(0) + 1e-3


def masked(sequence, random):
    """SpecAugment's time masks (Park et al. 2019): a short stretch of three windows in ten was never heard."""
    batch, frames, _ = sequence.shape
    for row in range(batch):
        if random.random() < 0.3:
            width = int(random.integers(3, 16))
            first = int(random.integers(0, frames - width))
            sequence[row, first : first + width] = 0
    return sequence


def train(passes, clips, seed, steps=900, log=print, **shape):
    """The whole network: frames from the labels, functionals from their teacher."""
    torch.manual_seed(seed)
    sampler = Sampler(passes, clips, seed)
    plain = passes[0]
    mean, std = descriptor_scale(plain, clips)
    net = EmotionNet(plain.about["descriptors"], mean, std, plain.about["windowFrames"], **shape)
    teach_functionals(net, sampler, seed, log)
    return train_frames(net, sampler, steps, log)


def train_frames(net, sampler, steps, log, batch=128, rate=2e-3):
    parameters = [*net.frames.parameters()]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=2e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    average = copy.deepcopy(net).eval()
    net.frames.train()
    running = 0.0
    for step in range(steps):
        sequence, profile, labels = sampler.batch(batch)
        sequence = torch.from_numpy(masked(sequence, sampler.random))
        profile, labels = torch.from_numpy(profile), torch.from_numpy(labels)
        views = net.frame_views(net.voice(sequence, profile))
        loss = sum(F.cross_entropy(view, labels, label_smoothing=0.1) for view in views.unbind(1))
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 2.0)
        optimiser.step()
        schedule.step()
        follow(average, net, min(0.995, (step + 1) / (step + 20)))
        running += loss.item()
        if (step + 1) % 100 == 0:
            log(f"frames, step {step + 1} of {steps}: loss {running / 100 / views.shape[1]:.3f}")
            running = 0.0
    return average


def follow(average, net, kept):
    """Weights averaged over the last few hundred steps (Polyak & Juditsky 1992): steadier on people never heard."""
    with torch.no_grad():
        for ours, theirs in zip(average.state_dict().values(), net.state_dict().values()):
            if ours.dtype.is_floating_point:
                ours.mul_(kept).add_(theirs, alpha=1 - kept)
            else:
                ours.copy_(theirs)


def opinions(net, feature_set, clips, baseline=True, views=False):
    """Log-probabilities of each clip's windows, averaged as probabilities; the baseline rule of `evaluate`."""
    first = starts(clips) if baseline else {}
    profiles = {speaker: profile_of(feature_set, own) for speaker, own in first.items()}
    used = {clip.index for own in first.values() for clip in own}
    scored = [clip for clip in clips if clip.index not in used]
    none = profile_of(feature_set, [])
    out = []
    with torch.no_grad():
        for at in range(0, len(scored), 128):
            part = scored[at : at + 128]
            windows = [windows_of(feature_set, clip) for clip in part]
            sequence = torch.from_numpy(np.concatenate(windows))
            profile = torch.from_numpy(np.concatenate([
                np.repeat(profiles.get(clip.speaker, none)[None], len(w), 0) for clip, w in zip(part, windows)]))
            given = net.views(sequence, profile) if views else [net(sequence, profile)]
            values = torch.stack([F.log_softmax(one, 1) for one in given]).numpy()
            sizes = np.cumsum([len(w) for w in windows])[:-1]
            out.extend(np.split(values, sizes, 1))
    return scored, out
