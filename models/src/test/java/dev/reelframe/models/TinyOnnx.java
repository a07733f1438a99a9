package dev.reelframe.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes valid ONNX files of some hundred bytes field by field after onnx.proto: so the tests of
 * the runtime need no model that somebody trained.
 */
final class TinyOnnx {
  static final int FLOAT = 1;
  static final int UINT8 = 2;
  static final int INT64 = 7;
  private static final int INT8 = 3;
  private static final int BOOL = 9;

  private TinyOnnx() {}

  /** {@code y = x + x}, shape [batch, 3]; -1 leaves the batch open. */
  static Path doubler(Path file, int elementType, long batch) {
    ProtoMessage graph =
        new ProtoMessage()
            .message(1, node("Add", "x", "x", "->", "y"))
            .text(2, "doubler")
            .message(11, valueInfo("x", elementType, batch, 3))
            .message(12, valueInfo("y", elementType, batch, 3));
    return write(file, graph);
  }

  /**
   * {@code y = x + the mean of all x}, shape [batch, 3], as if rows did not depend on each other:
   * each shows with whom it shared a batch.
   */
  static Path meeting(Path file) {
    ProtoMessage graph =
        new ProtoMessage()
            .message(1, node("ReduceMean", "x", "->", "mean"))
            .message(1, node("Add", "x", "mean", "->", "y"))
            .text(2, "meeting")
            .message(11, valueInfo("x", FLOAT, -1, 3))
            .message(12, valueInfo("y", FLOAT, -1, 3));
    return write(file, graph);
  }

  /**
   * {@code y = x * w} and {@code z = w[0]}, where x is quantised to 8 bits when it comes: for x
   * from 0 to 255 its whole numbers. The product stands in both branches of an {@code If}, the
   * weights outside of it, as in a merged decoder.
   *
   * @param turned whether the weights lie transposed in the file
   */
  static Path product(Path file, byte[][] w, boolean turned) {
    int in = w.length;
    int out = w[0].length;
    byte[] raw = new byte[in * out];
    for (int i = 0; i < in; i++) {
      for (int o = 0; o < out; o++) {
        raw[turned ? o * in + i : i * out + o] = w[i][o];
      }
    }
    ProtoMessage branch =
        new ProtoMessage()
            .message(1, node("DynamicQuantizeLinear", "x", "->", "x8", "scale", "zero"))
            .message(1, node("MatMulInteger", "x8", turned ? "wt" : "w", "zero", "w0", "->", "sum"))
            .message(1, attribute(node("Cast", "sum", "->", "product"), "to", FLOAT))
            .text(2, "branch")
            .message(12, valueInfo("product", FLOAT, 1, out));
    ProtoMessage choice = node("If", "flag", "->", "y");
    for (String name : new String[] {"then_branch", "else_branch"}) {
      choice.message(5, new ProtoMessage().text(1, name).message(6, branch).number(20, 5));
    }
    ProtoMessage graph = new ProtoMessage();
    if (turned) {
      graph.message(1, node("Transpose", "w", "->", "wt"));
    }
    graph
        .message(1, choice)
        .message(1, node("Gather", "w", "first", "->", "row"))
        .message(1, attribute(node("Cast", "row", "->", "z"), "to", FLOAT))
        .text(2, "product")
        .message(5, tensor("w", INT8, raw, turned ? new long[] {out, in} : new long[] {in, out}))
        .message(5, tensor("w0", INT8, new byte[out], out))
        .message(5, tensor("first", INT64, new byte[Long.BYTES]))
        .message(11, valueInfo("x", FLOAT, 1, in))
        .message(11, valueInfo("flag", BOOL, 1))
        .message(12, valueInfo("y", FLOAT, 1, out))
        .message(12, valueInfo("z", FLOAT, turned ? in : out));
    return write(file, graph);
  }

  private static Path write(Path file, ProtoMessage graph) {
    ProtoMessage opset = new ProtoMessage().number(2, 14);
    ByteBuffer model = new ProtoMessage().number(1, 8).message(7, graph).message(8, opset).direct();
    byte[] bytes = new byte[model.remaining()];
    model.get(bytes);
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names before the arrow go in, those behind it come out. */
  private static ProtoMessage node(String op, String... names) {
    ProtoMessage node = new ProtoMessage();
    int field = 1;
    for (String name : names) {
      if (name.equals("->")) {
        field = 2;
      } else {
        node.text(field, name);
      }
    }
    return node.text(4, op);
  }

  private static ProtoMessage attribute(ProtoMessage node, String name, long value) {
    return node.message(5, new ProtoMessage().text(1, name).number(3, value).number(20, 2));
  }

  private static ProtoMessage tensor(String name, int type, byte[] raw, long... shape) {
    ProtoMessage tensor = new ProtoMessage();
    for (long size : shape) {
      tensor.number(1, size);
    }
    return tensor.number(2, type).text(8, name).bytes(9, ByteBuffer.wrap(raw));
  }

  private static ProtoMessage valueInfo(String name, int elementType, long... dimensions) {
    ProtoMessage shape = new ProtoMessage();
    for (long d : dimensions) {
      shape.message(
          1, d < 0 ? new ProtoMessage().text(2, "batch") : new ProtoMessage().number(1, d));
    }
    ProtoMessage tensor = new ProtoMessage().number(1, elementType).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
