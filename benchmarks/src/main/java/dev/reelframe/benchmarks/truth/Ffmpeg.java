package dev.reelframe.benchmarks.truth;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The ffmpeg program: footage and sound come out of it, the finished clip goes into it. */
record Ffmpeg(String program) {

  Process start(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-y", "-v", "fatal", "-nostdin"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Decodes a stretch of sound to one channel. */
  float[] sound(String file, double fromS, double seconds, int rateHz) throws IOException {
    Process child =
        start(
            List.of(
                "-ss",
                Double.toString(fromS),
                "-t",
                Double.toString(seconds),
                "-i",
                file,
                "-ac",
                "1",
                "-ar",
                Integer.toString(rateHz),
                "-f",
                "f32le",
                "-"));
    try (InputStream in = child.getInputStream()) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] out = new float[bytes.remaining() / 4];
      bytes.asFloatBuffer().get(out);
      return out;
    }
  }

  /** Frames from a time on, at 30 per second, raw BGR one after the other. */
  Pictures pictures(String file, double fromS, int frames, Crop crop) throws IOException {
    String part = "crop=%d:%d:%d:%d".formatted(crop.width(), crop.height(), crop.x(), crop.y());
    List<String> arguments = new ArrayList<>();
    if (fromS > 0) {
      arguments.addAll(List.of("-ss", Double.toString(fromS)));
    }
    arguments.addAll(List.of("-i", file, "-vf", frames > 1 ? part + ",fps=30" : part));
    arguments.addAll(List.of("-frames:v", Integer.toString(frames)));
    arguments.addAll(List.of("-pix_fmt", "bgr24", "-f", "rawvideo", "-"));
    Process child = start(arguments);
    return new Pictures(child, new DataInputStream(child.getInputStream()), crop);
  }

  /** The part of the picture that is used, pixels. */
  record Crop(int x, int y, int width, int height) {}

  /** A running decoder. */
  record Pictures(Process child, DataInputStream in, Crop crop) implements AutoCloseable {
    /** Reads the next frame into an image of three bytes per pixel; false at the end. */
    boolean next(byte[] into) throws IOException {
      return in.readNBytes(into, 0, into.length) == into.length;
    }

    @Override
    public void close() {
      child.destroy();
    }
  }
}
