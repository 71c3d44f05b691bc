"""The network: two convolutional and two functional views of one window, whose log-probabilities are averaged.

Everything between the descriptors that the TypeScript code computes and the three outputs is inside the graph:
masking, gain removal, functionals, standardisation. So nothing can be computed differently when it is served.
"""
import torch
from torch import nn
from torch.nn import functional as F

NO_LEVEL = 0.0
ACTIVE_RANGE_DB = 25.0


def columns(values, wanted):
    """Picks columns by contiguous slices: the runtime copies these ten times faster than it gathers."""
    runs, start = [], 0
    for i in range(1, len(wanted) + 1):
        if i == len(wanted) or wanted[i] != wanted[i - 1] + 1:
            runs.append(values[..., wanted[start] : wanted[i - 1] + 1])
            start = i
    return torch.cat(runs, -1) if len(runs) > 1 else runs[0]


def masked_mean(values, weights):
    return (values * weights).sum(1) / weights.sum(1).clamp(min=1e-3)


class Descriptors(nn.Module):
    """Splits a window into views. Inputs: sequence [N, T, D], profile [N, 2D + 1]."""

    def __init__(self, names, mean, std):
        super().__init__()
        self.f0, self.level, self.voicing = (names.index(n) for n in ("f0Semitones", "levelDb", "voicing"))
        gained = ("levelDb", "logMel")
        dropped = ("speech", "loudness", "voicing")
        self.kept = [i for i, n in enumerate(names) if n not in dropped]
        self.framewise = [k for k, i in enumerate(self.kept) if not names[i].startswith("mfcc")]
        self.width = len(names)
        self.register_buffer("gained", torch.tensor([float(names[i].startswith(gained)) for i in self.kept]))
        self.register_buffer("on_active", torch.tensor([float(names[i] == "levelDb") for i in self.kept]))
        self.register_buffer("mean", torch.as_tensor(mean, dtype=torch.float32)[self.kept])
        self.register_buffer("std", torch.as_tensor(std, dtype=torch.float32)[self.kept])

    def forward(self, sequence, profile):
        level = sequence[:, :, self.level : self.level + 1]
        mask = (level < NO_LEVEL).float()
        loudest = (level + (mask - 1) * 200).amax(1, keepdim=True)
        active = mask * torch.sigmoid((level - loudest + ACTIVE_RANGE_DB) / 2)
        voiced = mask * (sequence[:, :, self.f0 : self.f0 + 1] > 0).float()
        strength = sequence[:, :, self.voicing : self.voicing + 1] * mask
        gain = masked_mean(level, active).unsqueeze(1)
        kept = columns(sequence, self.kept)
        trust = profile[:, -1:].unsqueeze(1)
        start_mean = columns(profile[:, : self.width], self.kept).unsqueeze(1)
        start_std = columns(profile[:, self.width : -1], self.kept).unsqueeze(1)
        raw = (kept - gain * self.gained - self.mean) / self.std
        relative = (kept - start_mean) / self.std * trust
        spread = start_std / self.std * trust
        return {
            "raw": raw, "relative": relative, "spread": spread.squeeze(1), "trust": trust.squeeze(1),
            "start": ((start_mean - self.mean) / self.std * trust).squeeze(1) * (1 - self.gained),
            "mask": mask, "active": active, "voiced": voiced, "strength": strength,
        }


class Functionals(nn.Module):
    """Mean, deviation, soft extremes and movement of each descriptor over the voiced (level: active) frames."""

    def __init__(self, descriptors):
        super().__init__()
        self.d = descriptors
        count = len(descriptors.kept)
        self.raw_width = count * 5 + 5
        self.relative_width = count * 4 + 1

    def forward(self, v):
        on = self.d.on_active
        weights = v["voiced"] * (1 - on) + v["active"] * on + 1e-4 * v["mask"]
        raw = v["raw"]
        mean = masked_mean(raw, weights)
        centred = raw - mean.unsqueeze(1)
        std = (masked_mean(centred**2, weights) + 1e-3).sqrt()
        bounded = centred.clamp(-4, 4)
        high = (weights * torch.exp(1.5 * bounded)).sum(1)
        low = (weights * torch.exp(-1.5 * bounded)).sum(1)
        total = weights.sum(1).clamp(min=1e-3)
        upper = torch.log(high / total + 1e-4)
        lower = torch.log(low / total + 1e-4)
        pair = weights[:, 1:] * weights[:, :-1]
        movement = masked_mean((raw[:, 1:] - raw[:, :-1]).abs(), pair)
        heard = v["mask"].sum(1).clamp(min=1)
        tempo = torch.cat([
            v["voiced"].sum(1) / heard, v["active"].sum(1) / heard,
            (v["voiced"][:, 1:] - v["voiced"][:, :-1]).abs().sum(1) / heard * 10,
            (v["active"][:, 1:] - v["active"][:, :-1]).abs().sum(1) / heard * 10,
            masked_mean(v["strength"], v["voiced"] + 1e-4),
        ], 1)
        raw_vector = torch.cat([mean, std, upper, lower, movement, tempo], 1)
        relative_mean = masked_mean(v["relative"], weights)
        ratio = torch.log((std + 0.1) / (v["spread"] + 0.1)) * v["trust"]
        top = relative_mean + upper * v["trust"]
        relative_vector = torch.cat([relative_mean, ratio, top, v["start"], v["trust"]], 1)
        return raw_vector, relative_vector


class Head(nn.Module):
    def __init__(self, width, hidden, dropout):
        super().__init__()
        self.layers = nn.Sequential(
            nn.BatchNorm1d(width), nn.Dropout(dropout / 2), nn.Linear(width, hidden), nn.ReLU(),
            nn.Dropout(dropout), nn.Linear(hidden, 3))

    def forward(self, x):
        return self.layers(x.clamp(-12, 12))


class Frames(nn.Module):
    """A small convolutional net over frames with attentive statistics pooling (Okabe et al. 2018)."""

    def __init__(self, width, channels, dropout):
        super().__init__()
        a, b = channels
        self.layers = nn.Sequential(
            nn.Conv1d(width, a, 5, stride=2, padding=2), nn.BatchNorm1d(a), nn.ReLU(), nn.Dropout(dropout / 2),
            nn.Conv1d(a, b, 3, stride=2, padding=1), nn.BatchNorm1d(b), nn.ReLU(), nn.Dropout(dropout / 2),
            nn.Conv1d(b, b, 3, padding=1), nn.BatchNorm1d(b), nn.ReLU())
        self.attention = nn.Conv1d(b, 1, 1)
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(2 * b, 3))

    def forward(self, frames, mask):
        hidden = self.layers((frames * mask).transpose(1, 2))
        kept = F.max_pool1d(mask.transpose(1, 2), 4, 4, ceil_mode=True)[:, :, : hidden.shape[2]]
        weights = torch.softmax(self.attention(hidden) + (kept - 1) * 30, 2)
        mean = (hidden * weights).sum(2)
        std = ((hidden**2 * weights).sum(2) - mean**2).clamp(min=1e-4).sqrt()
        return self.head(torch.cat([mean, std], 1))


VIEWS = ("frames-raw", "frames-relative", "functionals-raw", "functionals-relative")


class EmotionNet(nn.Module):
    def __init__(self, names, mean, std, channels=(40, 56), hidden=64, dropout=0.4):
        super().__init__()
        self.descriptors = Descriptors(names, mean, std)
        self.functionals = Functionals(self.descriptors)
        frames = len(self.descriptors.framewise)
        self.register_buffer("always", torch.tensor([0.0] + [1.0] * (frames - 1)))
        self.raw_frames = Frames(frames + 2, channels, dropout)
        self.relative_frames = Frames(2 * frames + 2, channels, dropout)
        raw, relative = self.functionals.raw_width, self.functionals.relative_width
        self.raw_head = Head(raw, hidden, dropout)
        self.relative_head = Head(raw + relative, hidden, dropout)

    def views(self, sequence, profile):
        v = self.descriptors(sequence, profile)
        chosen = self.descriptors.framewise
        # F0, the first descriptor, is a number only where there is a voice.
        gate = self.always + v["voiced"] * (1 - self.always)
        raw = (columns(v["raw"], chosen) * gate).clamp(-6, 6)
        relative = (columns(v["relative"], chosen) * gate).clamp(-6, 6)
        extra = [v["voiced"], v["strength"]]
        raw_vector, relative_vector = self.functionals(v)
        return [
            self.raw_frames(torch.cat([raw, *extra], 2), v["mask"]),
            self.relative_frames(torch.cat([raw, relative, *extra], 2), v["mask"]),
            self.raw_head(raw_vector),
            self.relative_head(torch.cat([raw_vector, relative_vector], 1)),
        ]

    def forward(self, sequence, profile):
        views = self.views(sequence, profile)
        return sum(F.log_softmax(view, 1) for view in views) / len(views)
