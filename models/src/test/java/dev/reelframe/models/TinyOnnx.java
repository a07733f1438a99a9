package dev.reelframe.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a valid ONNX file of some hundred bytes, {@code y = x + x}, field by field after
 * onnx.proto: so the tests of the runtime need no model that somebody trained.
 */
final class TinyOnnx {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT64 = 7;

  private TinyOnnx() {}

  /** {@code y = x + x}, shape [batch, 3]; -1 leaves the batch open. */
  static Path doubler(Path file, int elementType, long batch) {
    byte[] value = valueInfo("x", elementType, batch, 3);
    byte[] result = valueInfo("y", elementType, batch, 3);
    Message node = new Message().text(1, "x").text(1, "x").text(2, "y").text(4, "Add");
    Message graph =
        new Message().bytes(1, node.done()).text(2, "doubler").bytes(11, value).bytes(12, result);
    Message opset = new Message().number(2, 14);
    Message model = new Message().number(1, 8).bytes(7, graph.done()).bytes(8, opset.done());
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, model.done());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] valueInfo(String name, int elementType, long... dimensions) {
    Message shape = new Message();
    for (long d : dimensions) {
      Message dimension = d < 0 ? new Message().text(2, "batch") : new Message().number(1, d);
      shape.bytes(1, dimension.done());
    }
    Message tensor = new Message().number(1, elementType).bytes(2, shape.done());
    return new Message()
        .text(1, name)
        .bytes(2, new Message().bytes(1, tensor.done()).done())
        .done();
  }

  /** One protocol buffer message. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message bytes(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while (rest > 0x7f) {
        out.write((int) (rest & 0x7f) | 0x80);
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] done() {
      return out.toByteArray();
    }
  }
}
