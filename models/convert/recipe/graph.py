"""An ONNX graph in the making, for source graphs whose pictures are channels-last.

ONNX convolves channels-first. Each value of the source graph therefore has up to two forms here, and the transposition
between them is written only where a reader needs the form that is not there yet: chains of convolutions have none.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8
PRODUCER = "reelframe"
FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64

# Axis orders of weights: of TensorFlow (height, width, in, out) and TensorFlow Lite (out, height, width, in) to ONNX.
HWIO_TO_OIHW = (3, 2, 0, 1)
OHWI_TO_OIHW = (0, 3, 1, 2)


class Graph:
    """Nodes and weights in the order in which they are added; the same calls give the same bytes."""

    def __init__(self, name):
        self.name = name
        self.nodes, self.weights, self.inputs, self.outputs = [], [], [], []
        self.constants = {}  # source name -> array
        self._last, self._first = (
            {},
            {},
        )  # source name -> ONNX name of its channels-last and channels-first form
        self._stored = {}  # (type, shape, bytes) -> ONNX name
        self._widened = {}  # name of a stored half-precision array -> its float form
        self._fresh = 0

    # Nodes and weights

    def fresh(self, hint):
        self._fresh += 1
        return f"{hint}_{self._fresh}"

    def op(self, kind, inputs, outputs=None, **attributes):
        """Adds a node and returns the name of its first output."""
        outputs = outputs or [self.fresh(kind.lower())]
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=f"{kind}/{outputs[0]}", **attributes))
        return outputs[0]

    def stored(self, array):
        """Stores an array as it is, once."""
        array = np.ascontiguousarray(array).reshape(np.shape(array))
        key = (str(array.dtype), array.shape, array.tobytes())
        if key not in self._stored:
            self._stored[key] = self.fresh("w")
            self.weights.append(numpy_helper.from_array(array, self._stored[key]))
        return self._stored[key]

    def weight(self, array):
        """A float or whole-number weight. Half precision is widened in the graph, which the runtime does once, when it loads."""
        name = self.stored(array)
        if np.asarray(array).dtype == np.float16 and name not in self._widened:
            self._widened[name] = self.op("Cast", [name], to=FLOAT)
        return self._widened.get(name, name)

    def scalar(self, value, dtype=np.float32):
        return self.weight(np.array(value, dtype))

    def ints(self, *values):
        return self.weight(np.array(values, np.int64))

    # Values of the source graph

    def define(self, source, name, channels_first=False):
        (self._first if channels_first else self._last)[source] = name

    def alias(self, source, target):
        """source is another name of target."""
        if target in self.constants:
            self.constants[source] = self.constants[target]
        for forms in (self._first, self._last):
            if target in forms:
                forms[source] = forms[target]

    def last(self, source):
        """The value as the source graph has it."""
        if source not in self._last:
            if source in self.constants:
                return self.weight(self.constants[source])
            self._last[source] = self.op("Transpose", [self._first[source]], perm=[0, 2, 3, 1])
        return self._last[source]

    def first(self, source):
        """The value with its channels in front of height and width."""
        if source not in self._first:
            if source in self.constants:
                return self.weight(channels_first(self.constants[source]))
            self._first[source] = self.op("Transpose", [self._last[source]], perm=[0, 3, 1, 2])
        return self._first[source]

    def elementwise(self, kind, sources, result, **attributes):
        """An operator that broadcasts: channels-first where every input that is no constant already is."""
        values = [s for s in sources if s not in self.constants]
        front = bool(values) and all(s in self._first for s in values)
        form = self.first if front else self.last
        self.define(result, self.op(kind, [form(s) for s in sources], **attributes), front)

    # Layers

    def conv(self, x, kernel, bias=None, *, strides, padding, dilations=(1, 1), group=1):
        """x: a channels-first name; kernel: an array [out, in / group, height, width]; padding: see pads."""
        inputs = [x, self.weight(kernel)] + ([self.weight(bias)] if bias is not None else [])
        return self.op(
            "Conv",
            inputs,
            kernel_shape=kernel.shape[2:],
            strides=strides,
            dilations=dilations,
            group=group,
            **pads(padding),
        )

    def pool(self, kind, x, *, size, strides, padding):
        return self.op(kind, [x], kernel_shape=size, strides=strides, **pads(padding))

    def resize_bilinear(self, x, height, width, *, align_corners, half_pixel_centers):
        """x: a channels-first name."""
        batch_and_channels = self.op("Slice", [self.op("Shape", [x]), self.ints(0), self.ints(2)])
        size = self.op("Concat", [batch_and_channels, self.ints(height, width)], axis=0)
        mode = "align_corners" if align_corners else "half_pixel" if half_pixel_centers else "asymmetric"
        return self.op("Resize", [x, "", "", size], mode="linear", coordinate_transformation_mode=mode)

    # Ends

    def input(self, source, name, shape, kind=FLOAT):
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        self.define(source, name)

    def output(self, name, value, shape, kind=FLOAT):
        """value: the ONNX name of a result, which is called name from here on."""
        self.op("Identity", [value], [name])
        self.outputs.append(helper.make_tensor_value_info(name, kind, shape))

    def model(self, metadata=None):
        """The checked model, without the nodes that no output needs."""
        nodes = _needed(self.nodes, {o.name for o in self.outputs})
        used = {x for n in nodes for x in n.input}
        weights = [w for w in self.weights if w.name in used]
        graph = helper.make_graph(nodes, self.name, self.inputs, self.outputs, weights)
        model = helper.make_model(
            graph,
            opset_imports=[helper.make_opsetid("", OPSET)],
            ir_version=IR_VERSION,
            producer_name=PRODUCER,
        )
        for key, value in (metadata or {}).items():
            entry = model.metadata_props.add()
            entry.key, entry.value = key, value
        onnx.checker.check_model(model, full_check=True)
        return model


def pads(padding):
    """Padding of a convolution or pool: SAME, VALID, or (top, left, bottom, right)."""
    if isinstance(padding, str):
        return {"auto_pad": {"SAME": "SAME_UPPER", "VALID": "VALID"}[padding]}
    return {"pads": list(padding)}


def channels_first(array):
    """A constant that broadcasts against channels-last values, for channels-first ones."""
    if array.ndim == 4:
        return array.transpose(0, 3, 1, 2)
    if array.ndim == 3:
        return array.transpose(2, 0, 1)
    if array.ndim == 1 and array.size > 1:
        return array.reshape(-1, 1, 1)
    return array


def _needed(nodes, names):
    kept = []
    for node in reversed(nodes):
        if names.intersection(node.output):
            names.update(node.input)
            kept.append(node)
    return kept[::-1]
