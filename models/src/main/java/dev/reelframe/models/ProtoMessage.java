package dev.reelframe.models;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A protocol buffer message that is being written: pieces, put together once at the end. */
final class ProtoMessage {
  private static final int MAX_VARINT_BYTES = 10;

  private final List<ByteBuffer> pieces = new ArrayList<>();

  /** A field of another message, as it is there. */
  ProtoMessage field(ProtoField same) {
    pieces.add(same.whole());
    return this;
  }

  ProtoMessage number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  ProtoMessage text(int field, String value) {
    return bytes(field, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  ProtoMessage bytes(int field, ByteBuffer value) {
    start(field, value.remaining());
    pieces.add(value);
    return this;
  }

  ProtoMessage message(int field, ProtoMessage value) {
    start(field, value.size());
    pieces.addAll(value.pieces);
    return this;
  }

  private void start(int field, int length) {
    varint(((long) field << 3) | ProtoField.BYTES);
    varint(length);
  }

  private void varint(long value) {
    ByteBuffer number = ByteBuffer.allocate(MAX_VARINT_BYTES);
    long rest = value;
    while (rest > 0x7f || rest < 0) {
      number.put((byte) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    pieces.add(number.put((byte) rest).flip());
  }

  private int size() {
    return pieces.stream().mapToInt(ByteBuffer::remaining).reduce(0, Math::addExact);
  }

  /** The message in native memory, where the runtime reads it without another copy. */
  ByteBuffer direct() {
    ByteBuffer all = ByteBuffer.allocateDirect(size());
    pieces.forEach(piece -> all.put(piece.duplicate()));
    return all.flip();
  }
}
