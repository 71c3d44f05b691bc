"""The convolutional features of EfficientAT's MobileNetV3 of width 0.4 (Schmid, Koutini, Widmer 2023; MIT).

Names follow the authors' state dict, so that their weights load: `mn04_as.pt` of their public release.
"""
import torch
from torch import nn

WIDTH = 0.4
# Kernel, expanded, out at full width; squeeze and excite; hard swish; stride.
BLOCKS = (
    (3, 16, 16, False, False, 1), (3, 64, 24, False, False, 2), (3, 72, 24, False, False, 1),
    (5, 72, 40, True, False, 2), (5, 120, 40, True, False, 1), (5, 120, 40, True, False, 1),
    (3, 240, 80, False, True, 2), (3, 200, 80, False, True, 1), (3, 184, 80, False, True, 1),
    (3, 184, 80, False, True, 1), (3, 480, 112, True, True, 1), (3, 672, 112, True, True, 1),
    (5, 672, 160, True, True, 2), (5, 960, 160, True, True, 1), (5, 960, 160, True, True, 1))
CHANNELS_OUT = 384


def eighths(channels):
    """A whole number of eights, at least one, and never below 90 % of what was asked for."""
    rounded = max(8, int(channels + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels else rounded


def convolution(inside, out, kernel, stride=1, groups=1, activation=None):
    layers = [nn.Conv2d(inside, out, kernel, stride, (kernel - 1) // 2, groups=groups, bias=False),
              nn.BatchNorm2d(out, eps=1e-3, momentum=0.01)]
    return nn.Sequential(*layers, *([activation()] if activation else []))


class SqueezeExcite(nn.Module):
    def __init__(self, channels):
        super().__init__()
        inner = nn.Module()
        inner.fc1, inner.fc2 = nn.Linear(channels, eighths(channels // 4)), nn.Linear(eighths(channels // 4), channels)
        self.conc_se_layers = nn.ModuleList([inner])

    def forward(self, x):
        inner = self.conc_se_layers[0]
        weight = torch.sigmoid(inner.fc2(torch.relu(inner.fc1(x.mean((2, 3))))))
        return x * weight[:, :, None, None]


class InvertedResidual(nn.Module):
    def __init__(self, inside, kernel, expanded, out, squeeze, hard_swish, stride):
        super().__init__()
        activation = nn.Hardswish if hard_swish else nn.ReLU
        layers = [] if expanded == inside else [convolution(inside, expanded, 1, activation=activation)]
        layers.append(convolution(expanded, expanded, kernel, stride, expanded, activation))
        if squeeze:
            layers.append(SqueezeExcite(expanded))
        self.block = nn.Sequential(*layers, convolution(expanded, out, 1))
        self.adds = stride == 1 and inside == out

    def forward(self, x):
        return x + self.block(x) if self.adds else self.block(x)


def pretrained_trunk(path):
    """[N, 1, bands, frames] → [N, 384, bands / 32, frames / 32]. A file of another shape is refused, saying which name."""
    channels = eighths(16 * WIDTH)
    layers = [convolution(1, channels, 3, 2, activation=nn.Hardswish)]
    for kernel, expanded, out, squeeze, hard_swish, stride in BLOCKS:
        layers.append(InvertedResidual(channels, kernel, eighths(expanded * WIDTH), eighths(out * WIDTH), squeeze, hard_swish, stride))
        channels = eighths(out * WIDTH)
    trunk = nn.Sequential(*layers, convolution(channels, CHANNELS_OUT, 1, activation=nn.Hardswish))
    if path is not None:
        load_weights(trunk, path)
    return trunk


def load_weights(trunk, path):
    try:
        known = torch.load(path, map_location="cpu")
    except Exception as fault:
        raise SystemExit(f"{path}: not a PyTorch state dict ({fault}).") from fault
    if not isinstance(known, dict):
        raise SystemExit(f"{path}: not a PyTorch state dict.")
    for name, wanted in trunk.state_dict().items():
        held = known.get(f"features.{name}")
        if held is None or held.shape != wanted.shape:
            shape = "missing" if held is None else f"of shape {tuple(held.shape)}"
            raise SystemExit(f"{path}: features.{name} is {shape}, wanted {tuple(wanted.shape)}: these are not the weights of mn04_as.")
    trunk.load_state_dict({name: known[f"features.{name}"] for name in trunk.state_dict()})
