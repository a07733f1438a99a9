package dev.reelframe.models;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One field of a protocol buffer message, as it lies in memory. Reading ONNX files takes no more
 * than this and {@link ProtoMessage}; classes generated from onnx.proto would copy a model's
 * weights onto the heap.
 *
 * @param number the field's number in the message's definition
 * @param whole its bytes with the tag, to be handed on as they are
 * @param value its bytes without tag and length
 */
record ProtoField(int number, ByteBuffer whole, ByteBuffer value) {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  /**
   * The fields of a message in their order.
   *
   * @throws IllegalArgumentException when the bytes are no message
   */
  static List<ProtoField> of(ByteBuffer message) {
    ByteBuffer rest = message.duplicate();
    List<ProtoField> fields = new ArrayList<>();
    try {
      while (rest.hasRemaining()) {
        int start = rest.position();
        long tag = varint(rest);
        ByteBuffer value = value(rest, (int) (tag & 7));
        ByteBuffer whole = rest.slice(start, rest.position() - start);
        fields.add(new ProtoField((int) (tag >> 3), whole, value));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a field ends behind the file", e);
    }
    return fields;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
  }

  long varint() {
    return varint(value.duplicate());
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
