"""The nets of npm's @vladmandic/human: TensorFlow.js graphs, with what their readers would decode written into the graph."""

import numpy as np

from .graph import INT32
from .tfjs import GraphModel

PACKAGE = "@vladmandic/human"


def _open(packages, net, name, free_batch=False):
    return GraphModel(packages.folder(PACKAGE) / "models" / f"{net}.json", name, free_batch)


def blazeface(packages):
    """MediaPipe's back-camera BlazeFace, 256 x 256: 896 anchors, boxes and six points decoded."""
    net = _open(packages, "blazeface", "blazeface_back_256", free_batch=True)
    g = net.graph
    g.input("input", "image", ["N", 256, 256, 3])
    scores, more_scores, fine, coarse = "Identity", "Identity_1", "Identity_2", "Identity_3"
    net.convert(scores, more_scores, fine, coarse)
    raw = g.op("Concat", [g.last(fine), g.last(coarse)], axis=1)
    logits = g.op("Squeeze", [g.op("Concat", [g.last(scores), g.last(more_scores)], axis=1), g.ints(2)])
    g.output("scores", g.op("Sigmoid", [logits]), ["N", 896])

    centres = g.weight(_blazeface_anchors()[None])
    shares = g.op("Div", [raw, g.scalar(256)])

    def part(begin, end):
        return g.op("Slice", [shares, g.ints(begin), g.ints(end), g.ints(2)])

    centre = g.op("Add", [part(0, 2), centres])
    half = g.op("Div", [part(2, 4), g.scalar(2)])
    box = g.op("Concat", [g.op("Sub", [centre, half]), g.op("Add", [centre, half])], axis=2)
    g.output("boxes", box, ["N", 896, 4])
    points = g.op("Reshape", [part(4, 16), g.ints(0, 896, 6, 2)])
    g.output(
        "keypoints", g.op("Add", [points, g.weight(_blazeface_anchors()[None, :, None])]), ["N", 896, 6, 2]
    )
    return g.model()


def _blazeface_anchors():
    """Cell centres 0..1: two anchors in each of 16 x 16 cells, then six in each of 8 x 8."""
    anchors = []
    for cells, each in ((16, 2), (8, 6)):
        middle = (np.arange(cells, dtype=np.float32) + 0.5) / cells
        grid = np.stack(np.meshgrid(middle, middle), axis=-1).reshape(-1, 2)
        anchors.append(grid.repeat(each, axis=0))
    return np.concatenate(anchors).astype(np.float32)


def face_mesh(packages):
    """MediaPipe's face mesh: 468 points and whether the crop is a face at all. Its contour output is left out."""
    net = _open(packages, "facemesh", "face_mesh_468", free_batch=True)
    g = net.graph
    g.input("input_1", "image", ["N", 192, 192, 3])
    mesh, flag = "Identity_2", "Identity_1"
    net.convert(mesh, flag)
    g.output("landmarks", g.op("Reshape", [g.last(mesh), g.ints(0, 468, 3)]), ["N", 468, 3])
    g.output("face_flag", g.last(flag), ["N", 1])
    return g.model()


def iris_landmark(packages):
    """MediaPipe's iris net with the outputs of the original TensorFlow Lite file."""
    net = _open(packages, "iris", "iris_landmark")
    g = net.graph
    g.input("input_1", "input_1", ["N", 64, 64, 3])
    head = (
        "StatefulPartitionedCall/model/conv_eyes_contours_and_brows/BiasAdd",
        "StatefulPartitionedCall/model/conv_iris/BiasAdd",
    )
    net.convert(*head)
    for source, name, size in zip(head, ("output_eyes_contours_and_brows", "output_iris"), (213, 15)):
        g.output(name, g.op("Reshape", [g.last(source), g.ints(0, size)]), ["N", size])
    return g.model()


def movenet(packages):
    """Google's MoveNet SinglePose Lightning with its decoding, in half precision as the package has it."""
    net = _open(packages, "movenet-lightning", "movenet_lightning")
    g = net.graph
    g.input("input", "image", [1, 192, 192, 3], INT32)
    net.convert("Identity")
    g.output("keypoints", g.last("Identity"), [1, 1, 17, 3])
    return g.model()
