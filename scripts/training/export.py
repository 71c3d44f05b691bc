"""Writes a trained network, or a committee of a few, as ONNX with weights of 16 bits."""
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

SMALLEST = 256


def export(net, about, path):
    width = len(about["descriptors"])
    sequence = torch.full((2, about["windowFrames"], width), -30.0)
    sequence[:, :, 0] = 40.0
    profile = torch.zeros(2, 2 * width + 1)
    torch.onnx.export(
        net.eval(), (sequence, profile), str(path), opset_version=13, do_constant_folding=True,
        input_names=["sequence", "profile"], output_names=["logits"],
        dynamic_axes={name: {0: "batch"} for name in ("sequence", "profile", "logits")})
    halve(path)


def halve(path):
    """Stores large weights as float16 and widens them when the model is loaded: half the file, the same speed."""
    model = onnx.load(str(path))
    graph = model.graph
    casts = []
    for weight in [w for w in graph.initializer if w.data_type == TensorProto.FLOAT]:
        values = numpy_helper.to_array(weight)
        if values.size < SMALLEST:
            continue
        graph.initializer.remove(weight)
        graph.initializer.append(numpy_helper.from_array(values.astype(np.float16), f"{weight.name}.half"))
        casts.append(helper.make_node("Cast", [f"{weight.name}.half"], [weight.name], to=TensorProto.FLOAT))
    for cast in reversed(casts):
        graph.node.insert(0, cast)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))
