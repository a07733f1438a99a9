package dev.reelframe.models;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/** Looks into a model file without the runtime. */
final class OnnxFile {
  private OnnxFile() {}

  /**
   * What a reader makes of the file's protocol buffer, which is only mapped while it reads.
   *
   * @throws ModelMismatch when the file is no ONNX file
   * @throws ModelUnavailable when it cannot be read
   */
  static <T> T read(Path file, Function<ByteBuffer, T> reader) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return reader.apply(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    } catch (IOException e) {
      throw new ModelUnavailable(file + " cannot be read: " + e.getMessage(), false, e);
    } catch (IllegalArgumentException e) {
      throw new ModelMismatch(file + " is not an ONNX file: " + e.getMessage());
    }
  }
}
