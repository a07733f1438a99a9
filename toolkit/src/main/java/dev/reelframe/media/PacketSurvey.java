package dev.reelframe.media;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the packets of each stream reach, read from the container without decoding: the judge
 * where headers and decoder disagree.
 *
 * @param startS timestamp at which the file begins, seconds
 * @param streams by index in the file
 */
record PacketSurvey(double startS, Map<Integer, Extent> streams) {
  /** About a day of picture and sound. */
  private static final int MAX_PACKETS = 10_000_000;

  private static final long END_LIMIT_S = 5;

  private static final Pattern PACKET =
      Pattern.compile(
          "packet\\|stream_index=(\\d+)\\|pts_time=(\\S+?)\\|dts_time=(\\S+?)"
              + "\\|duration_time=(\\S+?)\\|flags=([^|]+).*");

  private static final Pattern START = Pattern.compile("format\\|start_time=([-\\d.]+)");

  /**
   * The packets of one stream that are to be shown.
   *
   * @param packets how many
   * @param endS where the last one ends, seconds from the beginning of the file
   * @param lastS when the last one begins
   * @param lastDurationS how long it lasts; 0 where the container does not say
   */
  record Extent(long packets, double endS, double lastS, double lastDurationS) {
    private Extent and(double timeS, double durationS) {
      boolean last = timeS >= lastS;
      return new Extent(
          packets + 1,
          Math.max(endS, timeS + durationS),
          last ? timeS : lastS,
          last ? durationS : lastDurationS);
    }

    private Extent since(double startS) {
      return new Extent(packets, endS - startS, lastS - startS, lastDurationS);
    }
  }

  /** Reads all packets of the file; what has come so far where that breaks off. */
  static PacketSurvey of(Path file, MediaInfo info) {
    FfmpegProgram program = FfmpegProgram.get();
    List<String> command =
        List.of(
            program.ffprobe().toString(),
            "-loglevel",
            "error",
            "-protocol_whitelist",
            "file,pipe",
            "-f",
            info.container(),
            "-show_entries",
            "packet=stream_index,pts_time,dts_time,duration_time,flags:format=start_time",
            "-print_format",
            "compact",
            "-i",
            "file:" + file);
    Map<Integer, Extent> streams = new HashMap<>();
    double start = 0;
    try (ChildProcess child = ChildProcess.start(program, file, command);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(child.output(), StandardCharsets.US_ASCII))) {
      int packets = 0;
      for (String line = lines.readLine();
          line != null && packets < MAX_PACKETS;
          line = lines.readLine()) {
        Matcher packet = PACKET.matcher(line);
        Matcher begin = START.matcher(line);
        if (packet.matches() && !packet.group(5).contains("D")) {
          packets++;
          add(packet, streams);
        } else if (begin.matches()) {
          start = Double.parseDouble(begin.group(1));
        }
      }
      child.await(END_LIMIT_S);
    } catch (IOException e) {
      // What has come so far is all there is to know.
    }
    return new PacketSurvey(start, streams);
  }

  private static void add(Matcher packet, Map<Integer, Extent> streams) {
    // AVI knows decoding times only.
    Optional<Double> time = seconds(packet.group(2)).or(() -> seconds(packet.group(3)));
    if (time.isPresent()) {
      double timeS = time.get();
      double durationS = seconds(packet.group(4)).orElse(0.0);
      streams.merge(
          Integer.parseInt(packet.group(1)),
          new Extent(1, timeS + durationS, timeS, durationS),
          (known, one) -> known.and(timeS, durationS));
    }
  }

  private static Optional<Double> seconds(String text) {
    return text.equals("N/A") ? Optional.empty() : Optional.of(Double.parseDouble(text));
  }

  /** Of one stream, seconds from the beginning of the file; empty where it has no packet. */
  Optional<Extent> of(int stream) {
    return Optional.ofNullable(streams.get(stream)).map(e -> e.since(startS));
  }

  /** Where the longest stream ends, seconds on the container's own clock. */
  double endS() {
    return streams.values().stream().mapToDouble(Extent::endS).max().orElse(0);
  }
}
