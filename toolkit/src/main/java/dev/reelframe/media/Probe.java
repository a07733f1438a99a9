package dev.reelframe.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.MediaDamaged;
import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.MediaInfo.Track;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Reads a file's headers with ffprobe, in a child process, without decoding the clip. */
final class Probe {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LIMIT_S = 20;
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_SIDE = 16384;

  /** 8K and a little; a damaged header may claim pictures that no memory holds. */
  static final long MAX_PIXELS = 40_000_000;

  /** Sound that is stated to have another rate is no sound: a second of it would last for hours. */
  private static final int LOWEST_RATE_HZ = 1000;

  private static final int HIGHEST_RATE_HZ = 768_000;
  private static final int MAX_CHANNELS = 64;

  private static final Pattern DURATION_TAG =
      Pattern.compile("(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  /** libavformat's word where it divides the size by the bit rate. */
  private static final String ESTIMATED = "Estimating duration from bitrate";

  private Probe() {}

  /**
   * @throws MediaDamaged where the headers cannot be read or hold no stream
   * @throws DecoderFailed where ffprobe cannot run
   */
  static MediaInfo probe(Path file, Container container) {
    FfmpegProgram program = FfmpegProgram.get();
    List<String> command = new ArrayList<>(List.of(program.ffprobe().toString()));
    command.addAll(List.of("-loglevel", "level+warning", "-protocol_whitelist", "file,pipe"));
    command.addAll(AllowedDecoders.option());
    command.addAll(List.of("-f", container.demuxer(), "-show_format", "-show_streams"));
    command.addAll(List.of("-print_format", "json", "-i", "file:" + file));
    try (ChildProcess child = ChildProcess.start(program, file, command)) {
      byte[] said = child.output().readNBytes(MAX_BYTES);
      int status = child.await(LIMIT_S);
      Optional<String> refused = AllowedDecoders.refused(child.complaints());
      if (refused.isPresent()) {
        return withoutRefused(program, file, container, refused.get());
      }
      JsonNode root = status == 0 ? JSON.readTree(said) : null;
      if (root == null || !root.path("streams").elements().hasNext()) {
        throw new MediaDamaged(
            file
                + " cannot be read as "
                + container.demuxer()
                + ": "
                + reason(child)
                + "; try another copy");
      }
      return info(file, container, root, child.complaints().contains(ESTIMATED));
    } catch (IOException e) {
      throw new MediaDamaged(file + " has headers that cannot be read: " + e.getMessage());
    }
  }

  /** The streams beside one that is not decoded here. */
  private static MediaInfo withoutRefused(
      FfmpegProgram program, Path file, Container container, String codec) throws IOException {
    JsonNode root = StreamListing.of(program, file, container);
    boolean any = false;
    for (JsonNode stream : root.path("streams")) {
      any |= isPicture(stream) || isSound(stream);
    }
    if (!any) {
      throw new InputRejected(
          file
              + " holds "
              + codec
              + ", which is not decoded here: convert the file to H.264 and AAC first");
    }
    return info(file, container, root, false);
  }

  private static String reason(ChildProcess child) {
    return child
        .complaints()
        .lines()
        .filter(line -> line.contains("[error]") || line.contains("[fatal]"))
        .reduce((first, last) -> last)
        .map(line -> line.replaceAll("\\[[^\\]]*] ", ""))
        .orElse("no stream in it");
  }

  private static MediaInfo info(Path file, Container container, JsonNode root, boolean estimated)
      throws IOException {
    List<JsonNode> streams =
        StreamSupport.stream(root.path("streams").spliterator(), false).toList();
    double start = finite(root.path("format"), "start_time").orElse(0.0);
    List<Track> tracks = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      int number = 0;
      for (JsonNode stream : streams) {
        if (kind.word().equals(stream.path("codec_type").asText())) {
          tracks.add(track(stream, kind, ++number, container, start));
        }
      }
    }
    tracks.sort(Comparator.comparing(Track::stream));
    Optional<MediaInfo.Picture> picture = TrackChoice.video(tracks).flatMap(Track::picture);
    Optional<MediaInfo.Sound> sound = TrackChoice.audio(tracks).flatMap(Track::sound);
    if (picture.isEmpty() && sound.isEmpty()) {
      String there = tracks.stream().map(Track::toString).collect(Collectors.joining(", "));
      throw new MediaDamaged(
          file
              + " holds neither picture nor sound that can be decoded"
              + (there.isEmpty() ? "" : ": " + there)
              + "; try another copy");
    }
    return new MediaInfo(
        container.demuxer(),
        duration(root, streams),
        estimated,
        Files.size(file),
        picture,
        sound,
        tracks);
  }

  private static Track track(
      JsonNode stream, Kind kind, int number, Container container, double start) {
    JsonNode disposition = stream.path("disposition");
    boolean readable = kind == Kind.VIDEO ? isPicture(stream) : isSound(stream);
    return new Track(
        stream.path("index").asInt(),
        kind,
        number,
        stream.path("codec_name").asText("unknown"),
        disposition.path("default").asInt() != 0,
        Optional.of(stream.path("tags").path("language").asText("")).filter(l -> !l.isBlank()),
        end(stream, container, start),
        number(stream, "nb_frames").map(Double::longValue),
        readable && kind == Kind.VIDEO ? Optional.of(picture(stream)) : Optional.empty(),
        readable && kind == Kind.AUDIO ? Optional.of(sound(stream)) : Optional.empty());
  }

  /**
   * Where a stream ends as its own header states, seconds. Matroska states it in a tag
   * ("HH:MM:SS.fraction"); program streams and raw AAC state nothing, and ffprobe's figure comes
   * from their last packets; ASF states the whole file only.
   */
  private static Optional<Double> end(JsonNode stream, Container container, double start) {
    if (Set.of("mpegts", "mpeg", "aac", "asf").contains(container.demuxer())) {
      return Optional.empty();
    }
    double offset = Math.max(0, finite(stream, "start_time").orElse(start) - start);
    return number(stream, "duration")
        .map(length -> offset + length)
        .or(() -> {
          Matcher tag = DURATION_TAG.matcher(stream.path("tags").path("DURATION").asText(""));
          return tag.matches() ? Optional.of(seconds(tag) - start) : Optional.empty();
        });
  }

  private static double seconds(Matcher tag) {
    return 3600 * Double.parseDouble(tag.group(1))
        + 60 * Double.parseDouble(tag.group(2))
        + Double.parseDouble(tag.group(3));
  }

  private static Optional<Double> duration(JsonNode root, List<JsonNode> streams) {
    Optional<Double> whole = number(root.path("format"), "duration");
    return whole.or(
        () -> streams.stream().flatMap(s -> number(s, "duration").stream()).max(Double::compare));
  }

  private static boolean isPicture(JsonNode stream) {
    int width = stream.path("width").asInt();
    int height = stream.path("height").asInt();
    return "video".equals(stream.path("codec_type").asText())
        && AllowedDecoders.allows(stream.path("codec_name").asText())
        && stream.path("disposition").path("attached_pic").asInt() == 0
        && stream.path("disposition").path("timed_thumbnails").asInt() == 0
        && width > 0
        && height > 0
        && width <= MAX_SIDE
        && height <= MAX_SIDE
        && (long) width * height <= MAX_PIXELS;
  }

  private static boolean isSound(JsonNode stream) {
    int rate = stream.path("sample_rate").asInt();
    return "audio".equals(stream.path("codec_type").asText())
        && AllowedDecoders.allows(stream.path("codec_name").asText())
        && rate >= LOWEST_RATE_HZ
        && rate <= HIGHEST_RATE_HZ
        && stream.path("channels").asInt() > 0
        && stream.path("channels").asInt() <= MAX_CHANNELS;
  }

  private static MediaInfo.Picture picture(JsonNode stream) {
    double pixelAspect = ratio(stream.path("sample_aspect_ratio").asText("1:1"), ":").orElse(1.0);
    if (pixelAspect <= 0 || pixelAspect > 8 || pixelAspect < 0.125) {
      pixelAspect = 1;
    }
    int codedWidth = stream.path("width").asInt();
    int height = stream.path("height").asInt();
    if (codedWidth * pixelAspect * height > MAX_PIXELS) {
      pixelAspect = 1;
    }
    int width = Math.max(1, (int) Math.round(codedWidth * pixelAspect));
    int turn = rotation(stream);
    boolean sideways = turn % 180 != 0;
    Optional<Double> average =
        ratio(stream.path("avg_frame_rate").asText(), "/").filter(r -> r > 0);
    Optional<Double> base = ratio(stream.path("r_frame_rate").asText(), "/").filter(r -> r > 0);
    String format = stream.path("pix_fmt").asText("unknown");
    String transfer = stream.path("color_transfer").asText("");
    return new MediaInfo.Picture(
        stream.path("index").asInt(),
        stream.path("codec_name").asText("unknown"),
        format,
        sideways ? height : width,
        sideways ? width : height,
        turn,
        pixelAspect,
        average.or(() -> base),
        average.isPresent() && base.isPresent() && Math.abs(average.get() / base.get() - 1) > 0.002,
        bitDepth(stream, format),
        Set.of("smpte2084", "arib-std-b67").contains(transfer),
        matrix(stream.path("color_space").asText("")),
        codedWidth,
        height);
  }

  /** Display matrix or tag, as a clockwise turn; ffprobe states it counter-clockwise. */
  private static int rotation(JsonNode stream) {
    double degrees = 0;
    for (JsonNode side : stream.path("side_data_list")) {
      if (side.has("rotation")) {
        degrees = -side.path("rotation").asDouble();
      }
    }
    int turn = (int) Math.round(degrees / 90) * 90;
    return Math.floorMod(turn, 360);
  }

  private static int bitDepth(JsonNode stream, String format) {
    int said = stream.path("bits_per_raw_sample").asInt(0);
    if (said > 0) {
      return said;
    }
    for (int depth : new int[] {9, 10, 12, 14, 16}) {
      if (format.contains("p" + depth) || format.contains(depth + "le")) {
        return depth;
      }
    }
    return 8;
  }

  /**
   * The stream's matrix, or where it says nothing BT.601: what ffmpeg writes and reads without a
   * tag.
   */
  private static String matrix(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "bt709", "smpte240m", "fcc", "gbr", "ycgco" -> said.toLowerCase(Locale.ROOT);
      case "bt470bg", "smpte170m" -> "bt601";
      case "bt2020nc", "bt2020c" -> "bt2020";
      default -> "bt601";
    };
  }

  private static MediaInfo.Sound sound(JsonNode stream) {
    int channels = stream.path("channels").asInt();
    return new MediaInfo.Sound(
        stream.path("index").asInt(),
        stream.path("codec_name").asText("unknown"),
        stream.path("sample_rate").asInt(),
        channels,
        stream.path("channel_layout").asText(channels + " channels"));
  }

  private static Optional<Double> number(JsonNode node, String field) {
    return finite(node, field).filter(value -> value > 0);
  }

  private static Optional<Double> finite(JsonNode node, String field) {
    try {
      double value = Double.parseDouble(node.path(field).asText(""));
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Double> ratio(String text, String separator) {
    String[] parts = text.split(separator);
    try {
      double value = Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
