package dev.reelframe.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files made by the presets' own ffmpeg, from drawn pictures and tones or from other files. */
public final class FfmpegRun {
  /** Two seconds of a moving test picture, 160x120, 25 frames per second, and a tone. */
  public static final List<String> PICTURE_AND_TONE =
      List.of(
          "-f",
          "lavfi",
          "-i",
          "testsrc2=s=160x120:r=25:d=2",
          "-f",
          "lavfi",
          "-i",
          "sine=440:d=2:r=44100");

  private FfmpegRun() {}

  /** The drawn picture and the tone, encoded. The ending of the name chooses the container. */
  public static Path draw(Path file, String... options) {
    List<String> words = new ArrayList<>(PICTURE_AND_TONE);
    words.addAll(List.of(options));
    return make(file, words.toArray(String[]::new));
  }

  /** Runs ffmpeg with these words and the file as its output. */
  public static Path make(Path file, String... words) {
    FfmpegProgram program = FfmpegProgram.get();
    List<String> command =
        new ArrayList<>(List.of(program.ffmpeg().toString(), "-y", "-nostdin", "-v", "error"));
    command.addAll(List.of(words));
    command.add(file.toString());
    try {
      Process child = program.builder(command).redirectErrorStream(true).start();
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (child.waitFor() != 0) {
        throw new IOException(said);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
