package dev.reelframe.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.media.MediaException.DecoderFailed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ffmpeg says about the streams of a file before it decodes any. ffprobe gives up on a file
 * with one decoder that it may not open; ffmpeg goes on without. Its words are put into ffprobe's
 * form; they tell no length of single streams.
 */
final class StreamListing {
  private static final long LIMIT_S = 20;

  private static final Pattern WHOLE =
      Pattern.compile("  Duration: (\\d+):(\\d\\d):(\\d\\d\\.\\d+), start: (-?[\\d.]+)");

  private static final Pattern STREAM =
      Pattern.compile(
          "  Stream #0:(\\d+)(?:\\[\\w+])?(?:\\((\\w+)\\))?: (Video|Audio): (\\w+)(.*)");

  private static final Pattern SIZE = Pattern.compile(", (\\d+)x(\\d+)");
  private static final Pattern PIXELS = Pattern.compile(", (\\w+)(?:\\(([^)]*)\\))?, \\d+x\\d+");
  private static final Pattern SHAPE = Pattern.compile("SAR (\\d+:\\d+)");
  private static final Pattern RATE = Pattern.compile(", ([\\d.]+)(k?) fps");
  private static final Pattern SOUND = Pattern.compile(", (\\d+) Hz, ([^,]+)");
  private static final Pattern ROTATION = Pattern.compile("rotation of (-?[\\d.]+) degrees");

  private final ObjectNode root = new ObjectMapper().createObjectNode();
  private final ArrayNode streams = root.putArray("streams");
  private Optional<ObjectNode> last = Optional.empty();

  private StreamListing() {}

  /**
   * As {@code ffprobe -show_format -show_streams} would have it.
   *
   * @throws DecoderFailed where ffmpeg cannot run
   */
  static JsonNode of(FfmpegProgram program, Path file, Container container) {
    List<String> command = new ArrayList<>(List.of(program.ffmpeg().toString(), "-hide_banner"));
    command.addAll(List.of("-nostdin", "-protocol_whitelist", "file,pipe"));
    command.addAll(AllowedDecoders.option());
    command.addAll(List.of("-f", container.demuxer(), "-i", "file:" + file));
    List<String> said = new ArrayList<>();
    try (ChildProcess child = ChildProcess.start(program, file, command, said::add)) {
      child.await(LIMIT_S);
    }
    return of(said);
  }

  static JsonNode of(List<String> said) {
    StreamListing listing = new StreamListing();
    said.forEach(listing::take);
    return listing.root;
  }

  private void take(String line) {
    Matcher whole = WHOLE.matcher(line);
    if (whole.find()) {
      double length =
          3600 * Double.parseDouble(whole.group(1))
              + 60 * Double.parseDouble(whole.group(2))
              + Double.parseDouble(whole.group(3));
      root.putObject("format").put("duration", "" + length).put("start_time", whole.group(4));
    }
    Matcher stream = STREAM.matcher(line);
    if (stream.matches()) {
      last = Optional.of(stream(stream));
    }
    Matcher rotation = ROTATION.matcher(line);
    if (rotation.find()) {
      last.ifPresent(
          s -> s.putArray("side_data_list").addObject().put("rotation", rotation.group(1)));
    }
  }

  private ObjectNode stream(Matcher words) {
    ObjectNode node = streams.addObject();
    String rest = words.group(5);
    node.put("index", Integer.parseInt(words.group(1)));
    node.put("codec_type", words.group(3).toLowerCase(Locale.ROOT));
    node.put("codec_name", words.group(4));
    node.putObject("tags").put("language", words.group(2) == null ? "" : words.group(2));
    node.putObject("disposition")
        .put("default", rest.contains("(default)") ? 1 : 0)
        .put("attached_pic", rest.contains("(attached pic)") ? 1 : 0)
        .put("timed_thumbnails", rest.contains("(timed thumbnails)") ? 1 : 0);
    if (words.group(3).equals("Video")) {
      picture(node, rest);
    } else {
      sound(node, rest);
    }
    return node;
  }

  private static void picture(ObjectNode node, String words) {
    Matcher size = SIZE.matcher(words);
    if (size.find()) {
      node.put("width", Integer.parseInt(size.group(1)));
      node.put("height", Integer.parseInt(size.group(2)));
    }
    Matcher shape = SHAPE.matcher(words);
    if (shape.find()) {
      node.put("sample_aspect_ratio", shape.group(1));
    }
    Matcher rate = RATE.matcher(words);
    if (rate.find()) {
      double hz = Double.parseDouble(rate.group(1)) * (rate.group(2).isEmpty() ? 1 : 1000);
      node.put("avg_frame_rate", hz + "/1").put("r_frame_rate", hz + "/1");
    }
    Matcher pixels = PIXELS.matcher(words);
    if (pixels.find()) {
      node.put("pix_fmt", pixels.group(1));
      colours(node, Optional.ofNullable(pixels.group(2)).orElse(""));
    }
  }

  /** One word for matrix, primaries and transfer where they are the same, else {@code a/b/c}. */
  private static void colours(ObjectNode node, String words) {
    for (String word : words.split(", ")) {
      String[] parts = word.split("/");
      if (parts.length == 3) {
        node.put("color_space", parts[0]).put("color_transfer", parts[2]);
      } else if (word.matches("bt\\w+|smpte\\w+")) {
        node.put("color_space", word).put("color_transfer", word);
      }
    }
  }

  private static void sound(ObjectNode node, String words) {
    Matcher sound = SOUND.matcher(words);
    if (sound.find()) {
      String layout = sound.group(2);
      node.put("sample_rate", sound.group(1));
      node.put("channel_layout", layout);
      node.put("channels", channels(layout));
    }
  }

  /** {@code mono}, {@code stereo}, {@code 5.1(side)}, {@code 3 channels}. */
  private static int channels(String layout) {
    Matcher numbers = Pattern.compile("(\\d+)(?:\\.(\\d))?(?:\\.(\\d))?.*").matcher(layout);
    if (numbers.matches()) {
      int sum = 0;
      for (int i = 1; i <= 3; i++) {
        sum += numbers.group(i) == null ? 0 : Integer.parseInt(numbers.group(i));
      }
      return sum;
    }
    return switch (layout) {
      case "mono" -> 1;
      case "quad", "quad(side)" -> 4;
      case "hexagonal" -> 6;
      case "octagonal", "cube" -> 8;
      default -> 2;
    };
  }
}
