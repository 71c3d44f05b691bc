"""Writes a trained network as ONNX with small weights."""
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 256
LARGE = 50_000


def export(net, about, path):
    width = len(about["descriptors"])
    sequence = torch.full((2, about["windowFrames"], width), -30.0)
    sequence[:, :, 0] = 40.0
    profile = torch.zeros(2, 2 * width + 1)
    torch.onnx.export(
        net.eval(), (sequence, profile), str(path), opset_version=13, do_constant_folding=True,
        input_names=["sequence", "profile"], output_names=["logits"],
        dynamic_axes={name: {0: "batch"} for name in ("sequence", "profile", "logits")})
    shrink(path)


def export_second(net, shape, path):
    torch.onnx.export(
        net.eval(), (torch.zeros(2, *shape),), str(path), opset_version=13, do_constant_folding=True,
        input_names=["picture"], output_names=["logits"],
        dynamic_axes={name: {0: "batch"} for name in ("picture", "logits")})
    shrink(path, large=1000)


def shrink(path, large=LARGE):
    """Stores weights in 16 bits, large ones in 8 with a scale for each output, and widens them when the model is loaded.

    Half or a quarter of the file at the same speed: the runtime folds these operations away.
    """
    model = onnx.load(str(path))
    graph = model.graph
    added = []

    def store(name, values):
        graph.initializer.append(numpy_helper.from_array(values, name))

    def widen(name, wide):
        added.append(helper.make_node("Cast", [name], [wide], to=TensorProto.FLOAT))

    for weight in [w for w in graph.initializer if w.data_type == TensorProto.FLOAT]:
        values, name = numpy_helper.to_array(weight), weight.name
        if values.size < SMALLEST:
            continue
        graph.initializer.remove(weight)
        if values.size < large or values.ndim not in (2, 4):
            store(f"{name}.half", values.astype(np.float16))
            widen(f"{name}.half", name)
            continue
        # A convolution has its outputs first, a product of matrices last.
        over = (1, 2, 3) if values.ndim == 4 else 0
        scale = np.maximum(np.abs(values).max(over, keepdims=True), 1e-9) / 127
        store(f"{name}.byte", np.round(values / scale).astype(np.int8))
        store(f"{name}.scale", scale.astype(np.float32))
        widen(f"{name}.byte", f"{name}.wide")
        added.append(helper.make_node("Mul", [f"{name}.wide", f"{name}.scale"], [name]))
    for node in reversed(added):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
