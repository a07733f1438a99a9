package dev.reelframe.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an ONNX file says of itself ({@code ModelProto.metadata_props}, onnx.proto), read from its
 * protocol buffer: the runtime's Java interface hands text over as modified UTF-8, which cuts
 * values that hold letters beyond the basic plane.
 */
final class OnnxMetadata {
  private static final int METADATA_PROPS = 14;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private OnnxMetadata() {}

  /**
   * All pairs of key and value of a file.
   *
   * @throws ModelMismatch when the file is no ONNX file
   * @throws ModelUnavailable when it cannot be read
   */
  static Map<String, String> of(Path file) {
    Map<String, String> pairs = new LinkedHashMap<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer model = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      while (model.hasRemaining()) {
        long tag = varint(model);
        ByteBuffer value = value(model, (int) (tag & 7));
        if (tag >> 3 == METADATA_PROPS) {
          pair(value, pairs);
        }
      }
      return pairs;
    } catch (IOException e) {
      throw new ModelUnavailable(file + " cannot be read: " + e.getMessage(), false, e);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw new ModelMismatch(file + " is not an ONNX file: " + e.getMessage());
    }
  }

  private static void pair(ByteBuffer entry, Map<String, String> pairs) {
    String key = "";
    String text = "";
    while (entry.hasRemaining()) {
      long tag = varint(entry);
      ByteBuffer value = value(entry, (int) (tag & 7));
      if (tag >> 3 == KEY) {
        key = StandardCharsets.UTF_8.decode(value).toString();
      } else if (tag >> 3 == VALUE) {
        text = StandardCharsets.UTF_8.decode(value).toString();
      }
    }
    pairs.put(key, text);
  }

  /** The bytes of a field; the buffer moves behind them. */
  private static ByteBuffer value(ByteBuffer from, int wireType) {
    int start = from.position();
    long length =
        switch (wireType) {
          case VARINT -> {
            varint(from);
            long bytes = from.position() - start;
            from.position(start);
            yield bytes;
          }
          case FIXED_64 -> Long.BYTES;
          case FIXED_32 -> Integer.BYTES;
          case BYTES -> varint(from);
          default -> throw new IllegalArgumentException("field of the unknown type " + wireType);
        };
    if (length < 0 || length > from.remaining()) {
      throw new IllegalArgumentException("a field ends behind the file");
    }
    ByteBuffer value = from.slice(from.position(), (int) length);
    from.position(from.position() + (int) length);
    return value;
  }

  private static long varint(ByteBuffer from) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
