"""Weights of a ready ONNX file as whole numbers of 16 or 8 bits; the arithmetic stays float.

A large weight is stored with one scale per output channel and widened in the graph (Cast, Mul), which the runtime does once,
when it loads. At 16 bits the error is about a quarter of half precision's: weights of a channel are of one size, so a common
scale uses its bits better than an exponent for each.
"""

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper

LEAST = 1024  # elements: smaller weights (biases, scales) save nothing and stay as they are


def compact(model, kind=np.int16):
    """kind: np.int16 or np.int8."""
    graph = model.graph
    renamed = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "Identity"}
    users = {
        renamed.get(n.input[1], n.input[1]): n for n in graph.node if n.op_type in ("Conv", "MatMul", "Gemm")
    }
    weights, widening = [], []
    for weight in graph.initializer:
        if weight.name not in users or weight.data_type != TensorProto.FLOAT or np.prod(weight.dims) < LEAST:
            weights.append(weight)
            continue
        numbers, scale = quantise(
            numpy_helper.to_array(weight), _output_axis(users[weight.name], weight), kind
        )
        names = [weight.name + end for end in ("/numbers", "/scale", "/wide")]
        weights += [numpy_helper.from_array(numbers, names[0]), numpy_helper.from_array(scale, names[1])]
        widening += [
            helper.make_node("Cast", [names[0]], [names[2]], name=names[2], to=TensorProto.FLOAT),
            helper.make_node("Mul", [names[2], names[1]], [weight.name], name=weight.name),
        ]
    nodes = list(graph.node)
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(weights)
    graph.node.extend(widening + nodes)
    checker.check_model(model)
    return model


def _output_axis(node, weight):
    if node.op_type == "MatMul":
        return len(weight.dims) - 1
    if node.op_type == "Gemm":
        return 0 if any(a.name == "transB" and a.i for a in node.attribute) else 1
    return 0  # Conv: out, in, height, width


def quantise(array, axis, kind):
    """Whole numbers and the float scales (one per index of axis, ready to broadcast) whose product is the array."""
    others = tuple(k for k in range(array.ndim) if k != axis)
    scale = np.maximum(np.abs(array).max(axis=others, keepdims=True), np.float32(1e-12)) / np.float32(
        np.iinfo(kind).max
    )
    return np.round(array / scale).astype(kind), scale.astype(np.float32)
