package dev.reelframe.bench.decode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes just enough of the ONNX protobuf format (onnx.proto, IR version 8, opset 17) for the
 * graphs of this measurement. Field numbers are those of onnx.proto.
 */
final class OnnxFile {

  static final int FLOAT = 1;
  static final int INT64 = 7;

  private static final int OPSET = 17;

  private final Message graph = new Message();
  private final String weightsFile;

  /**
   * @param weightsFile name of the file, beside the graph, that holds large initializers
   */
  OnnxFile(String weightsFile) {
    this.weightsFile = weightsFile;
    graph.text(2, "measurement");
  }

  /** A dimension is a Long or, when it is dynamic, a String. */
  OnnxFile input(String name, int type, Object... shape) {
    graph.message(11, valueInfo(name, type, shape));
    return this;
  }

  OnnxFile output(String name, int type, Object... shape) {
    graph.message(12, valueInfo(name, type, shape));
    return this;
  }

  /** An initializer that reads the weights file from its first byte. */
  OnnxFile weights(String name, long... shape) {
    long bytes = Float.BYTES;
    Message tensor = new Message();
    for (long side : shape) {
      tensor.number(1, side);
      bytes *= side;
    }
    tensor.number(2, FLOAT).text(8, name);
    tensor.message(13, entry("location", weightsFile));
    tensor.message(13, entry("offset", "0"));
    tensor.message(13, entry("length", Long.toString(bytes)));
    tensor.number(14, 1);
    graph.message(5, tensor);
    return this;
  }

  OnnxFile longs(String name, long... values) {
    Message tensor = new Message().number(1, values.length).number(2, INT64).text(8, name);
    ByteBuffer raw = little(values.length * Long.BYTES);
    for (long value : values) {
      raw.putLong(value);
    }
    graph.message(5, tensor.bytes(9, raw.array()));
    return this;
  }

  OnnxFile floats(String name, float... values) {
    Message tensor = new Message().number(1, values.length).number(2, FLOAT).text(8, name);
    ByteBuffer raw = little(values.length * Float.BYTES);
    for (float value : values) {
      raw.putFloat(value);
    }
    graph.message(5, tensor.bytes(9, raw.array()));
    return this;
  }

  /** A node with one output; returns the output's name. */
  String node(String operator, String output, String... inputs) {
    graph.message(1, bareNode(operator, output, inputs));
    return output;
  }

  String node(String operator, String output, String attribute, long value, String... inputs) {
    Message setting = new Message().text(1, attribute).number(3, value).number(20, 2);
    graph.message(1, bareNode(operator, output, inputs).message(5, setting));
    return output;
  }

  String node(String operator, String output, String attribute, long[] values, String... inputs) {
    Message setting = new Message().text(1, attribute);
    for (long value : values) {
      setting.number(8, value);
    }
    setting.number(20, 7);
    graph.message(1, bareNode(operator, output, inputs).message(5, setting));
    return output;
  }

  void write(Path file) throws IOException {
    Message opset = new Message().number(2, OPSET);
    Message model = new Message().number(1, 8).message(7, graph).message(8, opset);
    Files.write(file, model.toBytes());
  }

  private static Message bareNode(String operator, String output, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    return node.text(2, output).text(4, operator);
  }

  private static Message valueInfo(String name, int type, Object... shape) {
    Message dimensions = new Message();
    for (Object side : shape) {
      Message dimension = new Message();
      if (side instanceof String symbol) {
        dimension.text(2, symbol);
      } else {
        dimension.number(1, ((Number) side).longValue());
      }
      dimensions.message(1, dimension);
    }
    Message tensor = new Message().number(1, type).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  private static Message entry(String key, String value) {
    return new Message().text(1, key).text(2, value);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A protobuf message under construction. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    byte[] toBytes() {
      return bytes.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }
  }
}
