package dev.reelframe.models;

import java.nio.ByteBuffer;
import java.nio.file.Path;
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

  private OnnxMetadata() {}

  /**
   * All pairs of key and value of a file.
   *
   * @throws ModelMismatch when the file is no ONNX file
   * @throws ModelUnavailable when it cannot be read
   */
  static Map<String, String> of(Path file) {
    return OnnxFile.read(
        file,
        model -> {
          Map<String, String> pairs = new LinkedHashMap<>();
          for (ProtoField field : ProtoField.of(model)) {
            if (field.number() == METADATA_PROPS) {
              pair(field.value(), pairs);
            }
          }
          return pairs;
        });
  }

  private static void pair(ByteBuffer entry, Map<String, String> pairs) {
    String key = "";
    String text = "";
    for (ProtoField field : ProtoField.of(entry)) {
      if (field.number() == KEY) {
        key = field.text();
      } else if (field.number() == VALUE) {
        text = field.text();
      }
    }
    pairs.put(key, text);
  }
}
