"""TensorFlow Lite files to ONNX: the operators that our models have; weights in half precision stay so."""

import numpy as np
import tflite

from .graph import OHWI_TO_OIHW, Graph

KINDS = {v: k for k, v in vars(tflite.BuiltinOperator).items() if isinstance(v, int)}
TYPES = {
    tflite.TensorType.FLOAT32: np.float32,
    tflite.TensorType.FLOAT16: np.float16,
    tflite.TensorType.INT32: np.int32,
    tflite.TensorType.INT64: np.int64,
    tflite.TensorType.UINT8: np.uint8,
    tflite.TensorType.INT8: np.int8,
}
PADDINGS = {tflite.Padding.SAME: "SAME", tflite.Padding.VALID: "VALID"}
ELEMENTWISE = {
    "ADD": "Add",
    "SUB": "Sub",
    "MUL": "Mul",
    "RELU": "Relu",
    "LOGISTIC": "Sigmoid",
    "HARD_SWISH": "HardSwish",
}


class TfliteModel:
    """Converts operator by operator, in the order of the file; the caller adds inputs, outputs and what is decoded inside."""

    def __init__(self, data, name, free_batch=False):
        """free_batch: the first number of a Reshape is the batch size, whatever it is in the file."""
        self._file = tflite.Model.GetRootAsModel(data, 0)
        self._net = self._file.Subgraphs(0)
        self.free_batch = free_batch
        self.graph = Graph(name)
        for k in range(self._net.TensorsLength()):
            constant = self._read(self._net.Tensors(k))
            if constant is not None:
                self.graph.constants[self._name(k)] = constant

    def _read(self, tensor):
        raw = self._file.Buffers(tensor.Buffer()).DataAsNumpy()
        if isinstance(raw, int):  # the reader's word for "no data"
            return None
        if tensor.Sparsity() is not None:
            raise ValueError(f"{tensor.Name().decode()} is stored sparsely, which is not read here.")
        return raw.view(TYPES[tensor.Type()]).reshape(tensor.ShapeAsNumpy())

    def _name(self, k):
        return self._net.Tensors(k).Name().decode()

    @property
    def ends(self):
        """Names of the input and of the outputs."""
        return self._name(self._net.Inputs(0)), [
            self._name(self._net.Outputs(k)) for k in range(self._net.OutputsLength())
        ]

    def convert(self):
        for k in range(self._net.OperatorsLength()):
            operator = self._net.Operators(k)
            code = self._file.OperatorCodes(operator.OpcodeIndex())
            kind = KINDS[max(code.BuiltinCode(), code.DeprecatedBuiltinCode())]
            if kind == "CUSTOM":
                kind = code.CustomCode().decode()
            sources = [self._name(i) for i in operator.InputsAsNumpy() if i >= 0]
            result = self._name(operator.Outputs(0))
            if kind in ELEMENTWISE:
                self._elementwise(kind, operator, sources, result)
                continue
            try:
                write = getattr(self, "_" + kind.lower())
            except AttributeError:
                raise ValueError(f"Operator {kind} of {result} is not converted here.") from None
            write(operator, sources, result)

    # What an operator says

    @staticmethod
    def _options(operator, kind):
        options = kind()
        table = operator.BuiltinOptions()
        options.Init(table.Bytes, table.Pos)
        return options

    def _activate(self, x, activation):
        g = self.graph
        kinds = tflite.ActivationFunctionType
        if activation == kinds.NONE:
            return x
        if activation == kinds.RELU:
            return g.op("Relu", [x])
        if activation == kinds.RELU6:
            return g.op("Clip", [x, g.scalar(0), g.scalar(6)])
        raise ValueError(f"Fused activation {activation} is not converted here.")

    # Operators

    def _elementwise(self, kind, operator, sources, result):
        self.graph.elementwise(ELEMENTWISE[kind], sources, result)
        options = {"ADD": tflite.AddOptions, "SUB": tflite.SubOptions, "MUL": tflite.MulOptions}.get(kind)
        if (
            options
            and self._options(operator, options).FusedActivationFunction()
            != tflite.ActivationFunctionType.NONE
        ):
            raise ValueError(f"{kind} of {result} has a fused activation, which is not converted here.")

    def _dequantize(self, operator, sources, result):
        """Half precision to float: the graph widens such weights by itself."""
        self.graph.alias(result, sources[0])

    def _convolution(self, options, sources, result, kernel, group):
        g = self.graph
        x = g.conv(
            g.first(sources[0]),
            kernel,
            g.constants[sources[2]],
            strides=[options.StrideH(), options.StrideW()],
            padding=PADDINGS[options.Padding()],
            dilations=[options.DilationHFactor(), options.DilationWFactor()],
            group=group,
        )
        g.define(result, self._activate(x, options.FusedActivationFunction()), channels_first=True)

    def _conv_2d(self, operator, sources, result):
        kernel = self.graph.constants[sources[1]].transpose(OHWI_TO_OIHW)
        self._convolution(self._options(operator, tflite.Conv2DOptions), sources, result, kernel, 1)

    def _depthwise_conv_2d(self, operator, sources, result):
        kernel = self.graph.constants[sources[1]].transpose(3, 0, 1, 2)
        options = self._options(operator, tflite.DepthwiseConv2DOptions)
        self._convolution(options, sources, result, kernel, kernel.shape[0] // options.DepthMultiplier())

    def _convolution2dtransposebias(self, operator, sources, result):
        """MediaPipe's own transposed convolution with a bias: stride 2, kernel 2 x 2, so that no cell overlaps another."""
        g = self.graph
        kernel = g.constants[sources[1]]
        if kernel.shape[1:3] != (2, 2):
            raise ValueError(
                f"The transposed convolution {result} has a kernel of {kernel.shape[1:3]}, not of 2 x 2."
            )
        inputs = [
            g.first(sources[0]),
            g.weight(kernel.transpose(3, 0, 1, 2)),
            g.weight(g.constants[sources[2]]),
        ]
        g.define(
            result, g.op("ConvTranspose", inputs, kernel_shape=[2, 2], strides=[2, 2]), channels_first=True
        )

    def _average_pool_2d(self, operator, sources, result):
        options = self._options(operator, tflite.Pool2DOptions)
        x = self.graph.pool(
            "AveragePool",
            self.graph.first(sources[0]),
            size=[options.FilterHeight(), options.FilterWidth()],
            strides=[options.StrideH(), options.StrideW()],
            padding=PADDINGS[options.Padding()],
        )
        self.graph.define(result, self._activate(x, options.FusedActivationFunction()), channels_first=True)

    def _resize_bilinear(self, operator, sources, result):
        options = self._options(operator, tflite.ResizeBilinearOptions)
        height, width = self.graph.constants[sources[1]].tolist()
        x = self.graph.resize_bilinear(
            self.graph.first(sources[0]),
            height,
            width,
            align_corners=options.AlignCorners(),
            half_pixel_centers=options.HalfPixelCenters(),
        )
        self.graph.define(result, x, channels_first=True)

    def _reshape(self, operator, sources, result):
        shape = self.graph.constants[sources[1]].tolist()
        if self.free_batch:
            shape[0] = 0
        self.graph.define(
            result, self.graph.op("Reshape", [self.graph.last(sources[0]), self.graph.ints(*shape)])
        )

    def _concatenation(self, operator, sources, result):
        axis = self._options(operator, tflite.ConcatenationOptions).Axis()
        self.graph.define(result, self.graph.op("Concat", [self.graph.last(s) for s in sources], axis=axis))
