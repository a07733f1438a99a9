"""Nets out of npm's @mediapipe packages: TensorFlow Lite files."""

import math

import numpy as np

from .tensorflow_lite import TfliteModel

# Where the two files lie in objectron's packed assets, as objectron_solution_packed_assets_loader.js has it.
LABELS_END, NET_END = 184, 9987912


def _objectron(packages):
    return (packages.folder("@mediapipe/objectron") / "objectron_solution_packed_assets.data").read_bytes()


def ssd_mobilenet_v2(packages):
    """SSD-MobileNet v2 on Open Images v4, 24 classes: boxes decoded against their anchors, scores as probabilities."""
    net = TfliteModel(_objectron(packages)[LABELS_END:NET_END], "ssd_mobilenet_v2_oid24", free_batch=True)
    g = net.graph
    source, (raw_boxes, raw_scores) = net.ends
    g.input(source, "image", ["N", 300, 300, 3])
    net.convert()
    g.output("scores", g.op("Sigmoid", [g.last(raw_scores)]), ["N", 1917, 24])

    # Each box is stored as (dy, dx, log h, log w), in units of its anchor times 10, 10, 5, 5.
    anchors = ssd_anchors()
    centres, sizes = g.weight(anchors[None, :, :2]), g.weight(anchors[None, :, 2:])
    parts = [g.op("Slice", [g.last(raw_boxes), g.ints(k), g.ints(k + 1), g.ints(2)]) for k in (1, 0, 3, 2)]
    shift = g.op("Div", [g.op("Concat", parts[:2], axis=2), g.scalar(10)])
    growth = g.op("Exp", [g.op("Div", [g.op("Concat", parts[2:], axis=2), g.scalar(5)])])
    centre = g.op("Add", [g.op("Mul", [shift, sizes]), centres])
    half = g.op("Div", [g.op("Mul", [growth, sizes]), g.scalar(2)])
    g.output(
        "boxes",
        g.op("Concat", [g.op("Sub", [centre, half]), g.op("Add", [centre, half])], axis=2),
        ["N", 1917, 4],
    )
    return g.model()


def ssd_labels(packages):
    """Its label list with the package's own spelling; line 0 is the background."""
    return _objectron(packages)[:LABELS_END]


def ssd_anchors():
    """Anchors (cx, cy, w, h) 0..1 of six layers, scales .2 to .95 in even steps (Liu et al. 2016, SSD, section 2.2)."""
    strides = (16, 32, 64, 128, 256, 512)
    scales = np.linspace(0.2, 0.95, len(strides)).tolist() + [1.0]
    anchors = []
    for k, stride in enumerate(strides):
        if k == 0:
            shapes = [(0.1, 1.0), (scales[0], 2.0), (scales[0], 0.5)]
        else:
            shapes = [(scales[k], aspect) for aspect in (1.0, 2.0, 0.5, 3.0, 0.3333)]
            shapes.append((math.sqrt(scales[k] * scales[k + 1]), 1.0))
        sizes = [(scale * math.sqrt(aspect), scale / math.sqrt(aspect)) for scale, aspect in shapes]
        cells = math.ceil(300 / stride)
        for row in range(cells):
            for column in range(cells):
                anchors += [((column + 0.5) / cells, (row + 0.5) / cells, w, h) for w, h in sizes]
    return np.array(anchors, np.float32)


def selfie_segmentation(packages):
    """MediaPipe's selfie segmentation, 256 x 256, with the names of the original's input and output."""
    data = (packages.folder("@mediapipe/selfie_segmentation") / "selfie_segmentation.tflite").read_bytes()
    net = TfliteModel(data, "selfie_segmentation")
    source, (mask,) = net.ends
    net.graph.input(source, "input_1", ["N", 256, 256, 3])
    net.convert()
    net.graph.output("activation_10", net.graph.last(mask), ["N", 256, 256, 1])
    return net.graph.model()
