"""CTranslate2's model.bin: version, specification, revision, then variables (name, shape, type, bytes) and aliases."""

import struct

import numpy as np

TYPES = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}


class Reader:
    def __init__(self, data):
        self._data, self._at = data, 0

    def number(self, kind):
        (value,) = struct.unpack_from("<" + kind, self._data, self._at)
        self._at += struct.calcsize("<" + kind)
        return value

    def text(self):
        length = self.number("H")
        self._at += length
        return self._data[self._at - length : self._at].rstrip(b"\0").decode()

    def array(self):
        shape = [self.number("I") for _ in range(self.number("B"))]
        kind, size = np.dtype(TYPES[self.number("B")]).newbyteorder("<"), self.number("I")
        array = np.frombuffer(self._data, kind, size // kind.itemsize, self._at).reshape(shape)
        self._at += size
        return array

    def done(self):
        return self._at == len(self._data)


def read(data):
    """Arrays by name, under their aliases too."""
    reader = Reader(data)
    reader.number("I")
    reader.text()
    reader.number("I")
    arrays = {reader.text(): reader.array() for _ in range(reader.number("I"))}
    for _ in range(reader.number("I")):
        alias, target = reader.text(), reader.text()
        arrays[alias] = arrays[target]
    if not reader.done():
        raise ValueError("There is more behind the last alias: another version of CTranslate2's format?")
    return arrays
