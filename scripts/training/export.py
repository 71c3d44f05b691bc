"""Writes a trained network as ONNX."""
import torch


def export(net, about, path):
    width = len(about["descriptors"])
    sequence = torch.full((2, about["windowFrames"], width), -30.0)
    sequence[:, :, 0] = 40.0
    profile = torch.zeros(2, 2 * width + 1)
    torch.onnx.export(
        net.eval(), (sequence, profile), str(path), opset_version=13, do_constant_folding=True,
        input_names=["sequence", "profile"], output_names=["logits"],
        dynamic_axes={name: {0: "batch"} for name in ("sequence", "profile", "logits")})
