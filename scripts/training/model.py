"""The network: one view of a window by functionals and two convolutional ones, whose log-probabilities are averaged.

Everything between the descriptors that the TypeScript code computes and the three outputs is inside the graph:
masking, gain removal, functionals, standardisation. So nothing can be computed differently when it is served.
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

NO_LEVEL = 0.0
ACTIVE_RANGE_DB = 25.0
FRAMES_PER_SECOND = 50
RHYTHM_HZ = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0)
UNUSED = ("speech", "loudness", "voicing")
WEIGHT_OF_FUNCTIONALS = 0.5
CONTRASTED = ("f0Semitones", "alphaRatioDb", "hammarbergDb", "slopeDbPerKhz", "hnrDb", "centroidHz")


def runs(wanted):
    """Neighbouring columns as pairs of first and end: the runtime copies slices ten times faster than it gathers."""
    found = []
    for column in wanted:
        if found and found[-1][1] == column:
            found[-1] = (found[-1][0], column + 1)
        else:
            found.append((column, column + 1))
    return found


def at(columns, rows, width):
    """Where these columns of a table lie once its rows are written one after another."""
    return torch.tensor([row * width + column for row in range(rows) for column in columns])


class Voice(nn.Module):
    """What all views share. Inputs: sequence [N, T, D], profile [N, 2D + 1]."""

    def __init__(self, names, mean, std):
        super().__init__()
        self.f0, self.level, self.voicing = (names.index(n) for n in ("f0Semitones", "levelDb", "voicing"))
        self.width = len(names)
        gained = torch.tensor([float(name.startswith(("levelDb", "logMel"))) for name in names])
        self.register_buffer("gained", gained)
        self.register_buffer("mean", torch.as_tensor(mean, dtype=torch.float32))
        self.register_buffer("precision", 1 / torch.as_tensor(std, dtype=torch.float32))
        self.register_buffer("centre", self.mean * self.precision)
        self.register_buffer("free", 1 - gained)

    def forward(self, sequence, profile):
        level = sequence[:, :, self.level : self.level + 1]
        mask = (level < NO_LEVEL).float()
        loudest = (level + (mask - 1) * 200).amax(1, keepdim=True)
        active = mask * torch.sigmoid((level - loudest + ACTIVE_RANGE_DB) / 2)
        voiced = mask * (sequence[:, :, self.f0 : self.f0 + 1] > 0).float()
        gain = (active * level).sum(1, keepdim=True) / active.sum(1, keepdim=True).clamp(min=1e-3)
        start = profile.unsqueeze(1)
        trust = start[:, :, -1:]
        start_mean = start[:, :, : self.width] * self.precision
        shift = (gain * self.gained + self.mean) * self.precision
        return {
            "raw": sequence * self.precision - shift,
            # What turns a raw value into its distance from the start.
            "from_start": shift - start_mean,
            "start": (start_mean - self.centre) * trust * self.free,
            "spread": start[:, :, self.width : -1] * trust * self.precision,
            "trust": trust,
            "mask": mask, "active": active, "voiced": voiced,
            "strength": sequence[:, :, self.voicing : self.voicing + 1] * mask,
        }


class Functionals(nn.Module):
    """What a window's voice is like as a whole: one vector from the window alone, one against the speaker's start.

    Sums over frames are matrix products: the runtime does these many times faster than products and reductions.
    """

    def __init__(self, names, frames):
        super().__init__()
        kept = [i for i, name in enumerate(names) if name not in UNUSED]
        bands = [i for i, name in enumerate(names) if name.startswith("logMel")]
        contrasted = [names.index(name) for name in CONTRASTED] + bands[::2]
        self.level = names.index("levelDb")
        tracks = torch.zeros(len(names), 5)
        for quarter in range(4):
            tracks[bands[quarter * 5 : quarter * 5 + 5], quarter] = 0.2
        tracks[self.level, 4] = 1
        angle = 2 * math.pi * torch.arange(frames)[:, None] / FRAMES_PER_SECOND * torch.tensor(RHYTHM_HZ)
        over = torch.ones(2, len(names))
        over[0, self.level], over[1] = 0, 0
        over[1, self.level] = 1
        self.register_buffer("kept", at(kept, 5, len(names)))
        self.register_buffer("kept_against", at(kept, 4, len(names)))
        self.register_buffer("contrasted", torch.tensor(contrasted))
        self.register_buffer("tracks", tracks)
        self.register_buffer("waves", torch.cat([torch.cos(angle), torch.sin(angle)], 1))
        # Level is summed over active frames, all else over voiced ones.
        self.register_buffer("over", over)
        self.raw_width = len(kept) * 5 + 5 + len(RHYTHM_HZ) * 5 + len(contrasted)
        self.relative_width = len(kept) * 4 + 1

    def forward(self, v):
        raw, mask, trust = v["raw"], v["mask"], v["trust"]
        present = torch.cat([v["voiced"], v["active"]], 2).transpose(1, 2)
        mask = mask.transpose(1, 2)
        heard = mask.sum(2, keepdim=True).clamp(min=1)
        weights = present + 1e-4 * mask
        weights = weights / weights.sum(2, keepdim=True).clamp(min=1e-3)

        def summed(values, by=weights):
            return ((by @ values) * self.over).sum(1, keepdim=True)

        mean = summed(raw)
        std = ((summed(raw * raw) - mean * mean).clamp(min=0) + 1e-3).sqrt()
        stretched = torch.exp(((raw - mean) * 1.5).clamp(-6, 6))
        upper = torch.log(summed(stretched) + 1e-4)
        lower = torch.log(summed(torch.reciprocal(stretched)) + 1e-4)
        pair = weights[:, :, 1:] * weights[:, :, :-1]
        pair = pair / pair.sum(2, keepdim=True).clamp(min=1e-9)
        movement = summed((raw[:, 1:] - raw[:, :-1]).abs(), pair)
        changes = (present[:, :, 1:] - present[:, :, :-1]).abs().sum(2)
        spoken = present.sum(2)
        strength = (v["voiced"] * v["strength"]).sum(1) / spoken[:, :1].clamp(min=1e-3)
        raw_vector = torch.cat([
            torch.cat([mean, std, upper, lower, movement], 2).flatten(1)[:, self.kept],
            torch.cat([spoken, changes * 10], 1) / heard.flatten(1), strength,
            self.rhythm(raw, mask, heard), self.contrast(raw, weights, mean)], 1)
        relative_mean = (mean + v["from_start"]) * trust
        ratio = torch.log((std + 0.1) / (v["spread"] + 0.1)) * trust
        against = torch.cat([relative_mean, ratio, relative_mean + upper * trust, v["start"]], 2)
        return raw_vector, torch.cat([against.flatten(1)[:, self.kept_against], trust.flatten(1)], 1)

    def rhythm(self, raw, mask, heard):
        """Modulation spectrum of four bands and of the level: logarithm of the power at 1 to 15 changes a second."""
        tracks = (raw @ self.tracks).clamp(-4, 4).transpose(1, 2) * mask
        waves = ((tracks - tracks.sum(2, keepdim=True) / heard) * mask) @ self.waves
        waves = waves * waves
        rates = len(RHYTHM_HZ)
        power = (waves[:, :, :rates] + waves[:, :, rates:]) / heard.clamp(min=10)
        return torch.log(power + 0.05).flatten(1)

    def contrast(self, raw, weights, mean):
        """How the louder half of the voiced frames differs from the softer."""
        level = slice(self.level, self.level + 1)
        loud = torch.sigmoid(2 * (raw[:, :, level] - mean[:, :, level])).transpose(1, 2)
        halves = torch.cat([loud, 1 - loud], 1) * weights[:, :1]
        both = (halves / halves.sum(2, keepdim=True).clamp(min=1e-6)) @ raw
        return (both[:, 0] - both[:, 1])[:, self.contrasted]


class Head(nn.Module):
    """Standardised functionals, and how near they are to some hundred places, each with a Gaussian reach of its own.

    Far from all that it was taught, it has no opinion. It is taught by `teacher.py`.
    """

    def __init__(self, width, places):
        super().__init__()
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("scale", torch.ones(width))
        self.stretch = nn.Parameter(torch.ones(width))
        self.places = nn.Parameter(torch.zeros(width, places))
        self.narrowness = nn.Parameter(torch.zeros(places))
        self.register_buffer("squares", torch.zeros(places))
        self.register_buffer("reach", torch.zeros(places))
        self.answer = nn.Linear(places, 3)

    def standardised(self, x):
        return ((x - self.mean) * self.scale).clamp(-4, 4)

    def settle(self):
        """Works out what the places settle. Call this when they no longer move."""
        with torch.no_grad():
            self.squares.copy_((self.places * self.places).sum(0))
            self.reach.copy_(-torch.exp(self.narrowness))

    def nearness(self, x):
        x = x * self.stretch
        squares = (self.places * self.places).sum(0) if self.training else self.squares
        reach = -torch.exp(self.narrowness) if self.training else self.reach
        distance = (x * x).sum(1, keepdim=True) - 2 * (x @ self.places) + squares
        return torch.exp(distance.clamp(min=0) * reach)

    def of_standardised(self, x):
        return self.answer(self.nearness(x))

    def forward(self, x):
        return self.of_standardised(self.standardised(x))


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

    def forward(self, frames, heard):
        """Inputs: frames [N, channels, T], and which stretches of four frames were heard [N, 1, T / 4]."""
        hidden = self.layers(frames)
        weights = torch.softmax(self.attention(hidden) + heard, 2).transpose(1, 2)
        mean = (hidden @ weights).squeeze(2)
        square = ((hidden * hidden) @ weights).squeeze(2)
        return self.head(torch.cat([mean, (square - mean * mean).clamp(min=1e-4).sqrt()], 1))


VIEWS = ("functionals", "frames-raw", "frames-relative")


def fuse(functionals, *frames):
    """Weighted mean of the views' log-probabilities."""
    return WEIGHT_OF_FUNCTIONALS * functionals + (1 - WEIGHT_OF_FUNCTIONALS) * sum(frames) / len(frames)


class EmotionNet(nn.Module):
    def __init__(self, names, mean, std, frames=150, channels=(40, 56), places=256, dropout=0.4):
        super().__init__()
        self.voice = Voice(names, mean, std)
        self.functionals = Functionals(names, frames)
        chosen = [i for i, name in enumerate(names) if name not in UNUSED and not name.startswith("mfcc")]
        self.chosen, width = runs(chosen), len(chosen)
        self.register_buffer("chosen_columns", torch.tensor(chosen))
        # F0, the first descriptor, is a number only where there is a voice.
        gates = torch.zeros(2, width)
        gates[0, 0], gates[1, 1:] = 1, 1
        self.register_buffer("gates", gates)
        self.raw_width = width + 2
        self.raw_frames = Frames(width + 2, channels, dropout)
        self.relative_frames = Frames(2 * width + 2, channels, dropout)
        self.head = Head(self.functionals.raw_width + self.functionals.relative_width, places)

    def vectors(self, sequence, profile):
        """Functionals of the window alone, and against the speaker's start."""
        return self.functionals(self.voice(sequence, profile))

    def frame_views(self, v):
        raw = torch.cat([v["raw"][:, :, first:end] for first, end in self.chosen], 2)
        relative = (raw + v["from_start"][:, :, self.chosen_columns]) * v["trust"]
        gate = torch.cat([v["voiced"], v["mask"]], 2) @ self.gates
        frames = torch.cat([raw.clamp(-6, 6) * gate, v["voiced"], v["strength"], relative.clamp(-6, 6) * gate], 2)
        frames = frames.transpose(1, 2)
        heard = (F.max_pool1d(v["mask"].transpose(1, 2), 4, 4, ceil_mode=True) - 1) * 30
        return [self.raw_frames(frames[:, : self.raw_width], heard), self.relative_frames(frames, heard)]

    def views(self, sequence, profile):
        v = self.voice(sequence, profile)
        return [self.head(torch.cat(self.functionals(v), 1)), *self.frame_views(v)]

    def forward(self, sequence, profile):
        """Natural-log odds up to a constant of each row."""
        return fuse(*self.views(sequence, profile))
