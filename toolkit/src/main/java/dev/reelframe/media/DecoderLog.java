package dev.reelframe.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of an ffmpeg child that runs with {@code -loglevel repeat+level+verbose}, sorted by the
 * stream that each line is about. Keeps counts and distinct texts, without addresses and numbers
 * that differ from run to run; so it stays small whatever the child writes.
 */
final class DecoderLog implements Consumer<String> {
  /** {@code [context @ 0x5591] [context @ 0x5592] [level] text}, with any number of contexts. */
  private static final Pattern LINE =
      Pattern.compile("((?:\\[[^\\]]*] )*)\\[(panic|fatal|error|warning|info|verbose)] (.*)");

  private static final Pattern STATISTICS =
      Pattern.compile(
          "Input stream #0:(\\d+) \\((?:video|audio)\\): (\\d+) packets read \\(\\d+ bytes\\); "
              + "(\\d+) frames decoded; (\\d+) decode errors.*");

  /** Contexts that ffmpeg names after the input stream: {@code [vist#0:1/h264 @ 0x55]}. */
  private static final Pattern STREAM_CONTEXT = Pattern.compile("\\[[va]ist#0:(\\d+)/(\\S+) @");

  private static final Pattern DECODER_CONTEXT = Pattern.compile("\\[dec:(\\S+) @");
  private static final Pattern FIRST_CONTEXT = Pattern.compile("\\[([^\\s\\]]+)");

  /** How demuxers name a stream inside their texts. */
  private static final Pattern STREAM_IN_TEXT =
      Pattern.compile("stream (?:id=|#0:|= )?(\\d+)(?:,|\\b.*partial file).*");

  private static final Pattern CHANGED =
      Pattern.compile(
          "Reconfiguring filter graph because (video|audio) parameters changed to (.*)");

  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]+|-?\\d+(?:\\.\\d+)?");

  /** Addresses inside texts; file offsets are shorter, and the same in every run. */
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-fA-F]{9,}|\\p{Cntrl}");

  /** The program's own words about what a decoder or demuxer has said better. */
  private static final Pattern GENERAL =
      Pattern.compile(
          "Error submitting packet to decoder.*|Decoding error.*|Decode error rate.*"
              + "|(?:Task finished|Terminating thread) with .*|Error opening .*|Could not open .*"
              + "|Nothing was written .*|Output file does not contain .*");

  /** More distinct kinds of texts than this are not kept. */
  private static final int MAX_KINDS = 64;

  private static final int MAX_TEXT = 160;

  /**
   * Errors by name only: what they speak of is not part of the picture, or is repaired without a
   * loss.
   */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "SEI type .* truncated.*" // user data beside the picture
              + "|unable to decode APP fields.*" // thumbnails and notes of cameras
              + "|mmco: unref short failure.*" // a reference that was dropped already
              + "|co located POCs unavailable.*" // open groups of pictures, at a join
              + "|marker does not match f_code.*" // fields that decoding does not use
              + "|warning: first frame is no keyframe.*" // followed by an error where it matters
              + "|Codec \\(.*\\) not on whitelist.*" // of a stream that nobody reads, such as
              // subtitles
              + "|Error parsing Opus packet header.*"); // ffmpeg 8.0 at the end of every track

  /** What the log says about one stream. */
  static final class Stream {
    private long packets;
    private long frames;
    private long refused;
    private long corrupt;
    private long discontinuities;
    private long absurdTimes;
    private final Complaints complaints = new Complaints();
    private final List<String> changes = new ArrayList<>();

    /** Packets that the demuxer handed to the decoder. */
    long packets() {
      return packets;
    }

    /** Frames of picture or sound that came out of the decoder. */
    long frames() {
      return frames;
    }

    /** Packets that the decoder refused. */
    long refused() {
      return refused;
    }

    /** Frames that the decoder gave though it knows that parts of them are wrong. */
    long corrupt() {
      return corrupt;
    }

    /** Packets whose timestamps jump by more than a day, which ffmpeg ignores. */
    long absurdTimes() {
      return absurdTimes;
    }

    /** How often the clock of the container was set anew. */
    long discontinuities() {
      return discontinuities;
    }

    /** The most frequent complaint. */
    Optional<String> complaint() {
      return complaints.mostFrequent();
    }

    /** Sizes or formats that the stream changed to on its way. */
    List<String> changes() {
      return List.copyOf(changes);
    }
  }

  /**
   * Error texts by kind: those that differ in numbers only are one. What comes out does not depend
   * on the order in which threads of the child spoke.
   */
  private static final class Complaints {
    private record Kind(int count, String example) {}

    private final Map<String, Kind> kinds = new TreeMap<>();

    void add(String text) {
      String plain = ADDRESS.matcher(text).replaceAll("");
      String example = plain.length() > MAX_TEXT ? plain.substring(0, MAX_TEXT) : plain;
      String kind = NUMBER.matcher(example).replaceAll("#");
      Kind known = kinds.get(kind);
      if (known != null) {
        String first = known.example.compareTo(example) <= 0 ? known.example : example;
        kinds.put(kind, new Kind(known.count + 1, first));
      } else if (kinds.size() < MAX_KINDS) {
        kinds.put(kind, new Kind(1, example));
      }
    }

    Optional<String> mostFrequent() {
      return kinds.values().stream()
          .reduce((a, b) -> weight(b) > weight(a) ? b : a)
          .map(Kind::example);
    }

    private static int weight(Kind kind) {
      return GENERAL.matcher(kind.example).matches() ? 0 : kind.count;
    }
  }

  private final Map<Integer, Stream> streams = new HashMap<>();

  /** Names under which decoders and parsers write, by stream. */
  private final Map<String, Integer> owners = new LinkedHashMap<>();

  private final Complaints container = new Complaints();
  private final int picture;
  private final int sound;

  DecoderLog(MediaInfo info) {
    info.picture().ifPresent(p -> owners.put(p.codec(), p.stream()));
    info.sound().ifPresent(s -> owners.putIfAbsent(s.codec(), s.stream()));
    this.picture = info.picture().map(MediaInfo.Picture::stream).orElse(-1);
    this.sound = info.sound().map(MediaInfo.Sound::stream).orElse(-1);
  }

  /** Takes the next line; called on the thread that listens to the child. */
  @Override
  public synchronized void accept(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    String context = parts.group(1);
    String text = parts.group(3).strip();
    switch (parts.group(2)) {
      case "panic", "fatal", "error" -> complaint(context, text);
      case "warning" -> warning(context, text);
      default -> remark(text);
    }
  }

  private void complaint(String context, String text) {
    learn(context);
    if (HARMLESS.matcher(text).matches()) {
      return;
    }
    owner(context, text).map(s -> stream(s).complaints).orElse(container).add(text);
  }

  private void warning(String context, String text) {
    learn(context);
    if (text.equals("corrupt decoded frame")) {
      owner(context, text).ifPresent(s -> stream(s).corrupt++);
    } else if (text.startsWith("timestamp discontinuity")) {
      owner(context, text).ifPresent(s -> stream(s).discontinuities++);
    } else if (text.startsWith("PTS ") && text.contains("invalid dropping")) {
      owner(context, text).ifPresent(s -> stream(s).absurdTimes++);
    }
  }

  private void remark(String text) {
    Matcher statistics = STATISTICS.matcher(text);
    if (statistics.matches()) {
      Stream stream = stream(Integer.parseInt(statistics.group(1)));
      stream.packets = Long.parseLong(statistics.group(2));
      stream.frames = Long.parseLong(statistics.group(3));
      stream.refused = Long.parseLong(statistics.group(4));
      return;
    }
    Matcher changed = CHANGED.matcher(text);
    if (changed.matches()) {
      List<String> changes = stream(changed.group(1).equals("video") ? picture : sound).changes;
      String what = changed.group(2);
      // Each view has a filter graph of its own, and each says so.
      if (changes.size() < MAX_KINDS && !changes.contains(what)) {
        changes.add(what);
      }
    }
  }

  /** {@code [vist#0:0/av1 @ 0x55] [dec:libaom-av1 @ 0x56]} tells whose words libaom-av1's are. */
  private void learn(String context) {
    Matcher stream = STREAM_CONTEXT.matcher(context);
    Matcher decoder = DECODER_CONTEXT.matcher(context);
    if (stream.find() && decoder.find()) {
      owners.putIfAbsent(decoder.group(1), Integer.parseInt(stream.group(1)));
    }
  }

  private Optional<Integer> owner(String context, String text) {
    Matcher stream = STREAM_CONTEXT.matcher(context);
    if (stream.find()) {
      return Optional.of(Integer.parseInt(stream.group(1)));
    }
    Matcher first = FIRST_CONTEXT.matcher(context);
    String name = first.find() ? first.group(1) : "";
    if (name.startsWith("vf#") || name.startsWith("vost#")) {
      return Optional.of(picture);
    }
    if (name.startsWith("af#") || name.startsWith("aost#")) {
      return Optional.of(sound);
    }
    Optional<Integer> codec =
        owners.entrySet().stream()
            .filter(e -> name.startsWith(e.getKey()) || name.startsWith("lib" + e.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    if (codec.isPresent()) {
      return codec;
    }
    Matcher named = STREAM_IN_TEXT.matcher(text);
    return named.matches() ? Optional.of(Integer.parseInt(named.group(1))) : Optional.empty();
  }

  /** What was said about a stream. */
  synchronized Stream stream(int index) {
    return streams.computeIfAbsent(index, i -> new Stream());
  }

  /** The most frequent complaint about the container or the program itself. */
  synchronized Optional<String> container() {
    return container.mostFrequent();
  }
}
