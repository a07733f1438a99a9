"""TensorFlow.js graph models (model.json and its shards) to ONNX: the operators that our models have."""

import base64
import json

import numpy as np

from .graph import FLOAT, HWIO_TO_OIHW, INT32, INT64, Graph

CASTS = {"DT_FLOAT": FLOAT, "DT_INT32": INT32, "DT_INT64": INT64}
SAME_NAME = {
    "Add": "Add",
    "AddV2": "Add",
    "BiasAdd": "Add",
    "Sub": "Sub",
    "Mul": "Mul",
    "RealDiv": "Div",
    "Minimum": "Min",
    "Maximum": "Max",
    "Relu": "Relu",
    "Sigmoid": "Sigmoid",
    "Sqrt": "Sqrt",
    "FloorDiv": "Div",  # of whole numbers that are not negative
}


def read_weights(manifest, folder):
    """Arrays by name: quantised ones as float16 (lossless) or widened from 8 bits as TensorFlow.js does it (v * scale + min)."""
    arrays = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        at = 0
        for entry in group["weights"]:
            shape, quantised = entry["shape"], entry.get("quantization", {})
            kind = np.dtype(quantised.get("dtype", entry["dtype"])).newbyteorder("<")
            count = int(np.prod(shape, dtype=np.int64))
            array = np.frombuffer(data, kind, count, at).reshape(shape)
            at += array.nbytes
            if array.dtype == np.uint8:
                array = array.astype(np.float32) * np.float32(quantised["scale"]) + np.float32(
                    quantised["min"]
                )
            arrays[entry["name"]] = array
        if at != len(data):
            raise ValueError(f"{group['paths']}: {len(data)} bytes, and the manifest names {at}")
    return arrays


class GraphModel:
    """Converts node by node; the caller adds inputs, outputs and what is decoded inside."""

    def __init__(self, path, name, free_batch=False):
        """free_batch: the first number of a Reshape is the batch size, whatever it is in the file."""
        model = json.loads(path.read_text())
        self.source = {n["name"]: n for n in model["modelTopology"]["node"]}
        self.free_batch = free_batch
        self.graph = Graph(name)
        self.graph.constants.update(read_weights(model["weightsManifest"], path.parent))

    def convert(self, *ends):
        """Adds all that the named nodes need; their values are then in the graph."""
        seen = set()
        for end in ends:
            self._visit(end, seen)

    def _visit(self, name, seen):
        stack = [(name, False)]
        while stack:
            name, ready = stack.pop()
            if ready:
                self._node(self.source[name])
            elif name not in seen:
                seen.add(name)
                stack.append((name, True))
                stack.extend((_base(i), False) for i in reversed(self.source[name].get("input", [])))

    def _node(self, node):
        kind = node["op"]
        if kind in ("Const", "NoOp", "Placeholder"):
            return
        if kind in SAME_NAME:
            self.graph.elementwise(SAME_NAME[kind], self._inputs(node), node["name"])
            return
        try:
            write = getattr(self, "_" + kind.strip("_"))
        except AttributeError:
            raise ValueError(f"Operator {kind} of {node['name']} is not converted here.") from None
        write(node)

    # What a node says

    def _inputs(self, node):
        return [i.removesuffix(":0") for i in node.get("input", []) if not i.startswith("^")]

    def _constant(self, node, k):
        return self.graph.constants[self._inputs(node)[k]]

    def _define(self, node, name, channels_first=False):
        self.graph.define(node["name"], name, channels_first)

    def _last(self, node, k=0):
        return self.graph.last(self._inputs(node)[k])

    def _padding(self, node):
        padding = _text(node, "padding", "VALID")
        if padding != "EXPLICIT":
            return padding
        top, bottom, left, right = _ints(node, "explicit_paddings")[2:6]
        return top, left, bottom, right

    # Convolutions and pools

    def _convolution(self, node, depthwise):
        g = self.graph
        kernel = self._constant(node, 1)
        group = 1
        if depthwise:
            height, width, channels, multiplier = kernel.shape
            kernel, group = (
                kernel.transpose(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width),
                channels,
            )
        else:
            kernel = kernel.transpose(HWIO_TO_OIHW)
        fused = _texts(node, "fused_ops")
        bias = self._constant(node, 2).reshape(-1) if "BiasAdd" in fused else None
        x = g.conv(
            g.first(self._inputs(node)[0]),
            kernel,
            bias,
            strides=_ints(node, "strides")[1:3],
            padding=self._padding(node),
            dilations=(_ints(node, "dilations") or [1, 1, 1, 1])[1:3],
            group=group,
        )
        self._define(node, self._activate(node, x, fused), channels_first=True)

    def _activate(self, node, x, fused):
        g = self.graph
        for name in fused:
            if name == "Relu6":
                x = g.op("Clip", [x, g.scalar(0), g.scalar(6)])
            elif name in ("Relu", "Sigmoid", "Elu"):
                x = g.op(name, [x])
            elif name == "Prelu":
                x = g.op("PRelu", [x, g.weight(self._constant(node, 3).reshape(-1, 1, 1))])
            elif name != "BiasAdd":
                raise ValueError(f"Fused operator {name} of {node['name']} is not converted here.")
        return x

    def _Conv2D(self, node):
        self._convolution(node, depthwise=False)

    def _DepthwiseConv2dNative(self, node):
        self._convolution(node, depthwise=True)

    _FusedConv2D = _Conv2D
    _FusedDepthwiseConv2dNative = _DepthwiseConv2dNative

    def _MaxPool(self, node, kind="MaxPool"):
        x = self.graph.first(self._inputs(node)[0])
        size, strides = _ints(node, "ksize")[1:3], _ints(node, "strides")[1:3]
        self._define(
            node,
            self.graph.pool(kind, x, size=size, strides=strides, padding=self._padding(node)),
            channels_first=True,
        )

    def _AvgPool(self, node):
        self._MaxPool(node, "AveragePool")

    def _ResizeBilinear(self, node):
        height, width = self._constant(node, 1).tolist()
        x = self.graph.resize_bilinear(
            self.graph.first(self._inputs(node)[0]),
            height,
            width,
            align_corners=_flag(node, "align_corners"),
            half_pixel_centers=_flag(node, "half_pixel_centers"),
        )
        self._define(node, x, channels_first=True)

    def _Pad(self, node):
        before_after = self._constant(node, 1)
        if len(before_after) == 4:
            before_after = before_after[[0, 3, 1, 2]]
        form = self.graph.first if len(before_after) == 4 else self.graph.last
        x = self.graph.op(
            "Pad", [form(self._inputs(node)[0]), self.graph.ints(*before_after.T.reshape(-1).tolist())]
        )
        self._define(node, x, channels_first=len(before_after) == 4)

    _PadV2 = _Pad

    # Elementwise operators with something of their own

    def _Relu6(self, node):
        g, source = self.graph, self._inputs(node)[0]
        front = source in g._first
        self._define(
            node, g.op("Clip", [(g.first if front else g.last)(source), g.scalar(0), g.scalar(6)]), front
        )

    def _Prelu(self, node):
        self.graph.elementwise("PRelu", self._inputs(node), node["name"])

    def _SquaredDifference(self, node):
        difference = self.graph.op("Sub", [self._last(node, 0), self._last(node, 1)])
        self._define(node, self.graph.op("Mul", [difference, difference]))

    def _Softmax(self, node):
        self._define(node, self.graph.op("Softmax", [self._last(node)], axis=-1))

    def _Identity(self, node):
        self.graph.alias(node["name"], self._inputs(node)[0])

    def _Cast(self, node):
        self._define(node, self.graph.op("Cast", [self._last(node)], to=CASTS[node["attr"]["DstT"]["type"]]))

    # Products and reductions

    def _MatMul(self, node):
        g, fused = self.graph, _texts(node, "fused_ops")
        right = self._last(node, 1)
        if _flag(node, "transpose_b"):
            right = g.op("Transpose", [right], perm=[1, 0])
        x = g.op("MatMul", [self._last(node), right])
        if "BiasAdd" in fused:
            x = g.op("Add", [x, self._last(node, 2)])
        self._define(node, self._activate(node, x, fused))

    _FusedMatMul = _MatMul

    def _Mean(self, node):
        axes = self._constant(node, 1).reshape(-1).tolist()
        self._define(
            node,
            self.graph.op(
                "ReduceMean", [self._last(node)], axes=axes, keepdims=int(_flag(node, "keep_dims"))
            ),
        )

    def _ArgMax(self, node):
        x = self.graph.op("ArgMax", [self._last(node)], axis=int(self._constant(node, 1)), keepdims=0)
        self._define(node, self.graph.op("Cast", [x], to=INT32))

    # Shapes and picking

    def _Reshape(self, node):
        shape = self._constant(node, 1).reshape(-1).tolist()
        if self.free_batch:
            shape[0] = 0
        self._define(node, self.graph.op("Reshape", [self._last(node), self.graph.ints(*shape)]))

    def _ExpandDims(self, node):
        axis = int(np.asarray(self._constant(node, 1)).reshape(-1)[0])
        self._define(node, self.graph.op("Unsqueeze", [self._last(node), self.graph.ints(axis)]))

    def _Squeeze(self, node):
        axes = _ints(node, "squeeze_dims")
        self._define(
            node, self.graph.op("Squeeze", [self._last(node)] + ([self.graph.ints(*axes)] if axes else []))
        )

    def _ConcatV2(self, node):
        *parts, axis = self._inputs(node)
        axis = int(self.graph.constants[axis])
        self._define(node, self.graph.op("Concat", [self.graph.last(p) for p in parts], axis=axis))

    def _Pack(self, node):
        g, axis = self.graph, _int(node, "axis")
        parts = [g.op("Unsqueeze", [g.last(s), g.ints(axis)]) for s in self._inputs(node)]
        self._define(node, g.op("Concat", parts, axis=axis))

    def _Unpack(self, node):
        g, axis = self.graph, _int(node, "axis")
        for k in range(_int(node, "num")):
            part = g.op("Slice", [self._last(node), g.ints(k), g.ints(k + 1), g.ints(axis)])
            g.define(node["name"] + (f":{k}" if k else ""), g.op("Squeeze", [part, g.ints(axis)]))

    def _GatherNd(self, node):
        index = self.graph.op("Cast", [self._last(node, 1)], to=INT64)
        self._define(node, self.graph.op("GatherND", [self._last(node), index]))

    def _StridedSlice(self, node):
        g = self.graph
        begin, end, step = (self._constant(node, k).tolist() for k in (1, 2, 3))
        begin_mask, end_mask, shrink = (_int(node, k) for k in ("begin_mask", "end_mask", "shrink_axis_mask"))
        axes = list(range(len(begin)))
        dropped = [k for k in axes if shrink >> k & 1]
        far = 2**31 - 1
        for k in axes:
            begin[k] = 0 if begin_mask >> k & 1 else begin[k]
            end[k] = far if end_mask >> k & 1 else end[k]
            if k in dropped:
                end[k] = far if begin[k] == -1 else begin[k] + 1
        x = g.op("Slice", [self._last(node), g.ints(*begin), g.ints(*end), g.ints(*axes), g.ints(*step)])
        self._define(node, g.op("Squeeze", [x, g.ints(*dropped)]) if dropped else x)


def _base(name):
    """The node that an input such as ^a, a:0 or a:1 comes from."""
    return name.lstrip("^").split(":")[0]


def _int(node, key):
    return int(node["attr"].get(key, {}).get("i", 0))


def _flag(node, key):
    return bool(node["attr"].get(key, {}).get("b", False))


def _ints(node, key):
    return [int(i) for i in node["attr"].get(key, {}).get("list", {}).get("i", [])]


def _text(node, key, default):
    value = node["attr"].get(key, {}).get("s")
    return default if value is None else base64.b64decode(value).decode()


def _texts(node, key):
    return [base64.b64decode(s).decode() for s in node["attr"].get(key, {}).get("list", {}).get("s", [])]
