package dev.reelframe.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ffmpeg's own {@code ebur128} filter says of a file.
 *
 * @param momentary LUFS at 0.4, 0.5, 0.6... s
 * @param shortTerm LUFS at the same times
 */
public record ReferenceLoudness(
    double integratedLufs, double rangeLu, List<Double> momentary, List<Double> shortTerm) {
  private static final Pattern STEP =
      Pattern.compile("t: *([0-9.]+) .* M: *([-0-9.naif]+) *S: *([-0-9.naif]+)");

  public static ReferenceLoudness of(Path file) {
    FfmpegProgram program = FfmpegProgram.get();
    try {
      Process child =
          program
              .builder(
                  List.of(
                      program.ffmpeg().toString(),
                      "-nostdin",
                      "-hide_banner",
                      "-i",
                      file.toString(),
                      "-map",
                      "0:a:0",
                      "-af",
                      "ebur128=framelog=info",
                      "-f",
                      "null",
                      "-"))
              .redirectErrorStream(true)
              .start();
      String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<Matcher> steps =
          said.lines()
              .map(STEP::matcher)
              .filter(Matcher::find)
              .filter(m -> at(m, 1) > 0.39)
              .toList();
      return new ReferenceLoudness(
          last(said, "I: *([-0-9.]+) LUFS"),
          last(said, "LRA: *([-0-9.]+) LU"),
          steps.stream().map(m -> at(m, 2)).toList(),
          steps.stream().map(m -> at(m, 3)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double at(Matcher matcher, int group) {
    String text = matcher.group(group);
    return text.equals("nan") || text.equals("-inf") ? Double.NaN : Double.parseDouble(text);
  }

  private static double last(String said, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said);
    double value = Double.NaN;
    while (matcher.find()) {
      value = Double.parseDouble(matcher.group(1));
    }
    return value;
  }
}
