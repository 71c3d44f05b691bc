"""The network: one view of a window by functionals and two convolutional ones, whose log-probabilities are averaged.

Everything between the descriptors that the TypeScript code computes and the three outputs is inside the graph:
masking, gain removal, functionals, standardisation. So nothing can be computed differently when it is served.

Columns are picked, doubled and summed by matrix products: one operator for what would take slices and sums.
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
        precision = 1 / torch.as_tensor(std, dtype=torch.float32)
        self.register_buffer("precision", precision)
        self.register_buffer("profile_precision", torch.cat([precision, precision, torch.ones(1)]))
        self.register_buffer("gained", gained * precision)
        self.register_buffer("centre", torch.as_tensor(mean, dtype=torch.float32) * precision)
        self.register_buffer("free", 1 - gained)
        self.register_buffer("silence", torch.tensor(-200.0))

    def forward(self, sequence, profile):
        level = sequence[:, :, self.level : self.level + 1]
        heard = level < NO_LEVEL
        mask = heard.float()
        loudest = torch.where(heard, level, self.silence).amax(1, keepdim=True)
        active = mask * torch.sigmoid((level - (loudest - ACTIVE_RANGE_DB)) * 0.5)
        gain = (active * level).sum(1, keepdim=True) / active.sum(1, keepdim=True).clamp(min=1e-3)
        start = (profile * self.profile_precision).unsqueeze(1)
        trust = start[:, :, -1:]
        start_mean = start[:, :, : self.width]
        shift = gain * self.gained + self.centre
        return {
            "raw": sequence * self.precision - shift,
            # What turns a raw value into its distance from the start.
            "from_start": shift - start_mean,
            "start": (start_mean - self.centre) * (trust * self.free),
            "spread": start[:, :, self.width : -1] * trust,
            "trust": trust,
            "mask": mask, "active": active,
            # Rows that were not heard are zero, so neither of these needs the mask.
            "voiced": (sequence[:, :, self.f0 : self.f0 + 1] > 0).float(),
            "strength": sequence[:, :, self.voicing : self.voicing + 1],
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
        self.register_buffer("both_phases", torch.eye(len(RHYTHM_HZ)).repeat(2, 1))
        self.register_buffer("louder_softer", torch.tensor([2.0, -2.0]))
        self.register_buffer("difference", torch.tensor([[1.0, -1.0]]))
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
        centred = raw - mean
        stretched = torch.exp((centred * 1.5).clamp(-6, 6))
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
            self.rhythm(raw, mask, heard), self.contrast(raw, centred, weights)], 1)
        relative_mean = (mean + v["from_start"]) * trust
        ratio = torch.log((std + 0.1) / (v["spread"] + 0.1)) * trust
        against = torch.cat([relative_mean, ratio, relative_mean + upper * trust, v["start"]], 2)
        return raw_vector, torch.cat([against.flatten(1)[:, self.kept_against], trust.flatten(1)], 1)

    def rhythm(self, raw, mask, heard):
        """Modulation spectrum of four bands and of the level: logarithm of the power at 1 to 15 changes a second."""
        tracks = (raw @ self.tracks).clamp(-4, 4).transpose(1, 2) * mask
        waves = ((tracks - tracks.sum(2, keepdim=True) / heard) * mask) @ self.waves
        power = (waves * waves) @ self.both_phases / heard.clamp(min=10)
        return torch.log(power + 0.05).flatten(1)

    def contrast(self, raw, centred, weights):
        """How the louder half of the voiced frames differs from the softer."""
        level = centred[:, :, self.level : self.level + 1]
        halves = torch.sigmoid(level * self.louder_softer).transpose(1, 2) * weights[:, :1]
        halves = halves / halves.sum(2, keepdim=True).clamp(min=1e-6)
        return (self.difference @ halves @ raw).flatten(1)[:, self.contrasted]


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
        self.register_buffer("doubled", torch.zeros(width, places))
        self.register_buffer("squares", torch.zeros(places))
        self.register_buffer("reach", torch.zeros(places))
        self.answer = nn.Linear(places, 3)

    def standardised(self, x):
        return ((x - self.mean) * self.scale).clamp(-4, 4)

    def settled(self):
        """What follows from the places: minus twice each, its square, and how fast nearness falls with distance."""
        return -2 * self.places, (self.places * self.places).sum(0), -torch.exp(self.narrowness)

    def settle(self):
        """Keeps what follows from the places. Call this when they no longer move."""
        with torch.no_grad():
            for kept, value in zip((self.doubled, self.squares, self.reach), self.settled()):
                kept.copy_(value)

    def nearness(self, x):
        x = x * self.stretch
        doubled, squares, reach = self.settled() if self.training else (self.doubled, self.squares, self.reach)
        distance = torch.addmm(squares, x, doubled) + (x * x).sum(1, keepdim=True)
        return torch.exp(distance.clamp(min=0) * reach)

    def of_standardised(self, x):
        return self.answer(self.nearness(x))

    def forward(self, x):
        return self.of_standardised(self.standardised(x))


def convolutions(width, channels, dropout):
    a, b = channels
    return nn.Sequential(
        nn.Conv1d(width, a, 5, stride=2, padding=2), nn.BatchNorm1d(a), nn.ReLU(), nn.Dropout(dropout / 2),
        nn.Conv1d(a, b, 3, stride=2, padding=1), nn.BatchNorm1d(b), nn.ReLU(), nn.Dropout(dropout / 2),
        nn.Conv1d(b, b, 3, padding=1), nn.BatchNorm1d(b), nn.ReLU())


class Frames(nn.Module):
    """Small convolutional nets over frames, side by side, with attentive statistics pooling (Okabe et al. 2018)."""

    def __init__(self, widths, channels, frames, dropout):
        super().__init__()
        self.widths, self.channels, self.stretches = widths, channels[-1], math.ceil(frames / 4)
        self.layers = nn.ModuleList(convolutions(width, channels, dropout) for width in widths)
        self.dropout = nn.Dropout(dropout)

        def drawn(*shape):
            return nn.Parameter(torch.empty(len(widths), *shape).uniform_(-1, 1) * shape[-2] ** -0.5)

        self.attention = drawn(self.channels, 1)
        self.answer = drawn(2 * self.channels, 3)
        self.bias = nn.Parameter(torch.zeros(len(widths), 3))

    def forward(self, frames, heard):
        """Each net hears the last of the channels, as many as it is wide. Inputs: frames [N, channels, T], and which
        stretches of four frames were heard [N, 1, 1, T / 4]. Output: [N, nets, 3]."""
        hidden = torch.cat([net(frames[:, -width:]) for net, width in zip(self.layers, self.widths)], 1)
        hidden = hidden.reshape(-1, len(self.widths), self.channels, self.stretches)
        weights = torch.softmax(self.attention.transpose(1, 2) @ hidden + heard, 3).transpose(2, 3)
        mean = hidden @ weights
        square = (hidden * hidden) @ weights
        pooled = torch.cat([mean, (square - mean * mean).clamp(min=1e-4).sqrt()], 2).transpose(2, 3)
        return (self.dropout(pooled) @ self.answer).squeeze(2) + self.bias


VIEWS = ("functionals", "frames-raw", "frames-relative")


def fuse(functionals, *frames):
    """Weighted mean of the views' log-probabilities."""
    return WEIGHT_OF_FUNCTIONALS * functionals + (1 - WEIGHT_OF_FUNCTIONALS) * sum(frames) / len(frames)


class EmotionNet(nn.Module):
    def __init__(self, names, mean, std, frames=150, channels=(24, 32), places=256, dropout=0.4):
        super().__init__()
        self.voice = Voice(names, mean, std)
        self.functionals = Functionals(names, frames)
        chosen = [i for i, name in enumerate(names) if name not in UNUSED and not name.startswith("mfcc")]
        width = len(chosen)
        picked = torch.zeros(len(names), width)
        picked[chosen, range(width)] = 1
        # Columns of the frames: against the start, alone, and two of voicing. F0, the first descriptor, is a number only
        # where there is a voice.
        alone = torch.cat([torch.zeros(width), torch.ones(width)])
        gates = torch.zeros(2, 2 * width)
        gates[1] = 1
        gates[0, [0, width]], gates[1, [0, width]] = 1, 0
        self.register_buffer("picked", torch.cat([picked, picked], 1))
        self.register_buffer("picked_against", torch.cat([picked, torch.zeros_like(picked)], 1))
        self.register_buffer("alone", alone)
        self.register_buffer("against", 1 - alone)
        self.register_buffer("gates", gates)
        self.frames = Frames((width + 2, 2 * width + 2), channels, frames, dropout)
        self.head = Head(self.functionals.raw_width + self.functionals.relative_width, places)

    def vectors(self, sequence, profile):
        """Functionals of the window alone, and against the speaker's start."""
        return self.functionals(self.voice(sequence, profile))

    def frame_views(self, v):
        """Opinions of the two nets over frames, [N, 2, 3]: of the window alone, and also against the start."""
        scale = v["trust"] * self.against + self.alone
        values = (v["raw"] @ self.picked + v["from_start"] @ self.picked_against) * scale
        gate = torch.cat([v["voiced"], v["mask"]], 2) @ self.gates
        frames = torch.cat([values.clamp(-6, 6) * gate, v["voiced"], v["strength"]], 2).transpose(1, 2)
        heard = (F.max_pool1d(v["mask"].transpose(1, 2), 4, 4, ceil_mode=True) - 1) * 30
        return self.frames(frames, heard.unsqueeze(1))

    def views(self, sequence, profile):
        v = self.voice(sequence, profile)
        return [self.head(torch.cat(self.functionals(v), 1)), *self.frame_views(v).unbind(1)]

    def forward(self, sequence, profile):
        """Natural-log odds up to a constant of each row."""
        v = self.voice(sequence, profile)
        return fuse(self.head(torch.cat(self.functionals(v), 1)), self.frame_views(v).mean(1))
