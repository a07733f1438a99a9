"""Nets of npm's @vladmandic/face-api, whose package has weights only: their graphs are written down here.

Weights stay in 8 bits, as the package has them, and are widened in the graph (v * scale + min), which the runtime does once,
when it loads. Layers as in the package's src/ (xception/, faceFeatureExtractor/, ageGenderNet/, faceExpressionNet/).
"""

import json

import numpy as np

from .graph import FLOAT, HWIO_TO_OIHW, Graph

MEAN = np.array([122.782, 117.001, 104.298], np.float32).reshape(1, 3, 1, 1)  # RGB of the training pictures
EXPRESSIONS = "neutral_happy_sad_angry_fearful_disgusted_surprised"


class Net:
    """Layers by the names of their weights."""

    def __init__(self, packages, file, name):
        folder = packages.folder("@vladmandic/face-api") / "model"
        self.graph = Graph(name)
        self.weights = {}
        for group in json.loads((folder / f"{file}-weights_manifest.json").read_text()):
            data, at = b"".join((folder / p).read_bytes() for p in group["paths"]), 0
            for entry in group["weights"]:
                quantised = entry.get("quantization", {})
                kind = np.uint8 if quantised.get("dtype") == "uint8" else np.dtype("<f4")
                count = int(np.prod(entry["shape"], dtype=np.int64))
                array = np.frombuffer(data, kind, count, at).reshape(entry["shape"])
                at += array.nbytes
                self.weights[entry["name"]] = array, quantised

    def weight(self, name, reorder=lambda a: a):
        array, quantised = self.weights[name]
        wide = self.graph.weight(reorder(array))
        if not quantised:
            return wide
        wide = self.graph.op("Cast", [wide], to=FLOAT)
        wide = self.graph.op("Mul", [wide, self.graph.scalar(quantised["scale"])])
        return self.graph.op("Add", [wide, self.graph.scalar(quantised["min"])])

    def shape(self, name):
        return self.weights[name][0].shape

    def has(self, name):
        return name in self.weights

    def picture(self, divisor):
        """The input [N, 3, 112, 112], RGB 0..255, normalised."""
        self.graph.input("input", "input", ["N", 3, 112, 112])
        return self.graph.op(
            "Div", [self.graph.op("Sub", ["input", self.graph.weight(MEAN)]), self.graph.scalar(divisor)]
        )

    def conv(self, x, layer, stride):
        height, width = self.shape(f"{layer}/filters")[:2]
        inputs = [
            x,
            self.weight(f"{layer}/filters", lambda a: a.transpose(HWIO_TO_OIHW)),
            self.weight(f"{layer}/bias"),
        ]
        return self.graph.op(
            "Conv", inputs, kernel_shape=[height, width], strides=[stride, stride], auto_pad="SAME_UPPER"
        )

    def separable(self, x, layer, stride=1):
        """A convolution per channel, then one of 1 x 1 with a bias."""
        height, width, channels, _ = self.shape(f"{layer}/depthwise_filter")
        kernel = self.weight(f"{layer}/depthwise_filter", lambda a: a.transpose(2, 3, 0, 1))
        x = self.graph.op(
            "Conv",
            [x, kernel],
            kernel_shape=[height, width],
            strides=[stride, stride],
            auto_pad="SAME_UPPER",
            group=channels,
        )
        point = self.weight(f"{layer}/pointwise_filter", lambda a: a.transpose(HWIO_TO_OIHW))
        return self.graph.op("Conv", [x, point, self.weight(f"{layer}/bias")], kernel_shape=[1, 1])

    def relu(self, x):
        return self.graph.op("Relu", [x])

    def add(self, x, y):
        return self.graph.op("Add", [x, y])

    def pooled(self, x):
        x = self.graph.op("AveragePool", [x], kernel_shape=[7, 7], strides=[2, 2])
        return self.graph.op("Flatten", [x], axis=1)

    def dense(self, x, layer):
        return self.add(
            self.graph.op("MatMul", [x, self.weight(f"{layer}/weights")]), self.weight(f"{layer}/bias")
        )


def age_gender(packages):
    """A small Xception with two heads."""
    net = Net(packages, "age_gender_model", "faceapi_age_gender")

    def reduction(x, block, activate=True):
        y = net.separable(net.relu(x) if activate else x, f"{block}/separable_conv0")
        y = net.separable(net.relu(y), f"{block}/separable_conv1")
        y = net.graph.op("MaxPool", [y], kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")
        return net.add(y, net.conv(x, f"{block}/expansion_conv", 2))

    x = net.relu(net.conv(net.picture(256), "entry_flow/conv_in", 2))
    x = reduction(x, "entry_flow/reduction_block_0", activate=False)
    x = reduction(x, "entry_flow/reduction_block_1")
    block = 0
    while net.has(f"middle_flow/main_block_{block}/separable_conv0/bias"):
        y = x
        for k in range(3):
            y = net.separable(net.relu(y), f"middle_flow/main_block_{block}/separable_conv{k}")
        x = net.add(x, y)
        block += 1
    x = reduction(x, "exit_flow/reduction_block")
    x = net.pooled(net.relu(net.separable(x, "exit_flow/separable_conv")))
    net.graph.output("age", net.dense(x, "fc/age"), ["N", 1])
    net.graph.output(
        "gender_male_female", net.graph.op("Softmax", [net.dense(x, "fc/gender")], axis=-1), ["N", 2]
    )
    return net.graph.model()


def expression(packages):
    """Four densely connected blocks, each halving the picture's side."""
    net = Net(packages, "face_expression_model", "faceapi_expression")
    x = net.picture(255)
    for k in range(4):
        first = net.conv(x, "dense0/conv0", 2) if k == 0 else net.separable(x, f"dense{k}/conv0", 2)
        first = net.relu(first)
        second = net.separable(first, f"dense{k}/conv1")
        third = net.separable(net.relu(net.add(first, second)), f"dense{k}/conv2")
        fourth = net.separable(net.relu(net.add(first, net.add(second, third))), f"dense{k}/conv3")
        x = net.relu(net.add(first, net.add(second, net.add(third, fourth))))
    scores = net.graph.op("Softmax", [net.dense(net.pooled(x), "fc")], axis=-1)
    net.graph.output(EXPRESSIONS, scores, ["N", 7])
    return net.graph.model()


def recognition(packages):
    """dlib's face recognition ResNet (Davis King, public domain): 150 x 150 to 128 numbers, close for one person."""
    net = Net(packages, "face_recognition_model", "face_embedding")
    g = net.graph

    def conv(x, layer, stride=1, relu=True):
        size = net.shape(f"{layer}/conv/filters")[0]
        inputs = [
            x,
            net.weight(f"{layer}/conv/filters", lambda a: a.transpose(HWIO_TO_OIHW)),
            net.weight(f"{layer}/conv/bias"),
        ]
        padding = "VALID" if stride == 2 else "SAME_UPPER"
        x = g.op("Conv", inputs, kernel_shape=[size, size], strides=[stride, stride], auto_pad=padding)
        scale, shift = (
            net.weight(f"{layer}/scale/{part}", lambda a: a.reshape(-1, 1, 1))
            for part in ("weights", "biases")
        )
        x = net.add(g.op("Mul", [x, scale]), shift)
        return net.relu(x) if relu else x

    def residual(x, layer):
        return net.relu(net.add(conv(conv(x, f"{layer}/conv1"), f"{layer}/conv2", relu=False), x))

    def residual_down(x, layer, side):
        """side: of x. A missing last row and column and missing channels are filled with zeros, as dlib does it."""
        y = conv(conv(x, f"{layer}/conv1", 2), f"{layer}/conv2", relu=False)
        pooled = g.op("AveragePool", [x], kernel_shape=[2, 2], strides=[2, 2])
        missing = side // 2 - (side - 3) // 2 - 1
        if missing:
            y = g.op("Pad", [y, g.ints(0, 0, 0, 0, 0, 0, missing, missing)])
        before, after = (net.shape(f"{layer}/conv{k}/conv/filters")[k + 1] for k in (1, 2))
        if after != before:
            pooled = g.op("Pad", [pooled, g.ints(0, 0, 0, 0, 0, after - before, 0, 0)])
        return net.relu(net.add(pooled, y)), side // 2

    g.input("input", "input", ["N", 3, 150, 150])
    x = g.op("Div", [g.op("Sub", ["input", g.weight(MEAN)]), g.scalar(255)])
    x = g.op("MaxPool", [conv(x, "conv32_down", 2)], kernel_shape=[3, 3], strides=[2, 2])
    side = 35
    for width, blocks in ((32, 3), (64, 3), (128, 2), (256, 2)):
        if width > 32:
            x, side = residual_down(x, f"conv{width}_down", side)
        for k in range(blocks):
            x = residual(x, f"conv{width}_{k + 1}")
    x, _ = residual_down(x, "conv256_down_out", side)
    x = g.op("ReduceMean", [x], axes=[2, 3], keepdims=0)
    g.output("embedding", g.op("MatMul", [x, net.weight("fc")]), ["N", 128])
    return g.model()
