package dev.reelframe.media;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program that decodes, for the record of a run.
 *
 * @param version as it states it, for example {@code 8.1.2}
 * @param sandbox what its children are kept from; {@code none} where the system has no such thing
 */
public record DecoderProgram(String version, String sandbox) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?.*");

  /** The newest with a published hole that playlists or demuxers lead to is the one before. */
  private static final int[] SAFE = {8, 1, 3};

  /** What this library ships and is tested with. */
  private static final int[] SHIPPED = {8, 1, 2};

  /**
   * The program of this process.
   *
   * @throws MediaException.DecoderFailed where none can be started
   */
  public static DecoderProgram current() {
    FfmpegProgram program = FfmpegProgram.get();
    return new DecoderProgram(
        program.version(), program.sandbox().map(Object::toString).orElse("none"));
  }

  /** A word for the user, where the program is old and nothing keeps its faults in. */
  public Optional<String> warning() {
    boolean confined = !sandbox.equals("none");
    Matcher said = NUMBERS.matcher(version);
    if (!said.matches() || !isOlder(said, confined ? SHIPPED : SAFE)) {
      return Optional.empty();
    }
    return Optional.of(
        "ffmpeg "
            + version
            + " has known holes"
            + (confined ? "" : " and this system offers no sandbox for it")
            + ": name a folder with ffmpeg and ffprobe 8.1.3 or newer in REELFRAME_FFMPEG, or analyse files"
            + " that you trust only");
  }

  private static boolean isOlder(Matcher said, int[] than) {
    int[] numbers = {
      Integer.parseInt(said.group(1)),
      Integer.parseInt(said.group(2)),
      said.group(3) == null ? 0 : Integer.parseInt(said.group(3))
    };
    return Arrays.compare(numbers, than) < 0;
  }
}
