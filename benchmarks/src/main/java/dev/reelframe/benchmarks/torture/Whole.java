package dev.reelframe.benchmarks.torture;

import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.StreamEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How much of each stream there is: in a whole file, or in a damaged one by its own word.
 *
 * @param amount of picture: frames; of sound: seconds without its gaps
 * @param statedS duration that a header states, seconds; 0 where none does
 * @param packets that a demuxer finds
 */
record Whole(Map<Kind, Double> amount, Map<Kind, Double> statedS, Map<Kind, Long> packets) {

  static Map<Kind, Double> amount(StreamEnd end) {
    double gaps = end.gaps().stream().mapToDouble(g -> g.endS() - g.startS()).sum();
    return Map.of(Kind.VIDEO, (double) end.frames(), Kind.AUDIO, end.soundS() - gaps);
  }

  /**
   * Asks ffprobe, as the library does, but without its sandbox, options and rules.
   *
   * @param amount that was decoded
   */
  static Whole of(Path ffprobe, Path file, Map<Kind, Double> amount) throws IOException {
    List<String> command =
        List.of(
            ffprobe.toString(),
            "-v",
            "quiet",
            "-count_packets",
            "-show_entries",
            "stream=codec_type,duration,nb_read_packets:format=duration",
            "-of",
            "csv",
            file.toString());
    Process child = new ProcessBuilder(command).start();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<Kind, Double> stated = new EnumMap<>(Kind.class);
    Map<Kind, Long> packets = new EnumMap<>(Kind.class);
    for (String line : said.lines().toList()) {
      String[] words = line.split(",");
      for (Kind kind : Kind.values()) {
        if (words[0].equals("stream") && words.length == 4 && words[1].equals(kind.word())) {
          stated.putIfAbsent(kind, number(words[2]));
          packets.putIfAbsent(kind, (long) number(words[3]));
        }
      }
    }
    return new Whole(amount, stated, packets);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
