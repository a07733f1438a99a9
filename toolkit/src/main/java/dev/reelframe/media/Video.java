package dev.reelframe.media;

import dev.reelframe.fetch.SourceInfo;
import dev.reelframe.fetch.Sources;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.InputUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * A video (or sound) file: opened, sniffed and probed, not decoded. Holds no resources; may be kept
 * and shared.
 */
public final class Video {
  private final Path file;
  private final MediaInfo info;
  private final MediaLimits limits;
  private final String name;
  private final Optional<SourceInfo> source;
  private final Fingerprint fingerprint;

  private Video(
      Path file,
      MediaInfo info,
      MediaLimits limits,
      String name,
      Optional<SourceInfo> source,
      Fingerprint fingerprint) {
    this.file = file;
    this.info = info;
    this.limits = limits;
    this.name = name;
    this.source = source;
    this.fingerprint = fingerprint;
  }

  /**
   * Opens a file, within the standard limits.
   *
   * @throws InputUnavailable where it is not there or may not be read
   * @throws InputRejected where it is not a media file that is known here, or beyond the limits
   * @throws MediaException.MediaDamaged where its headers cannot be read
   */
  public static Video open(Path file) {
    return open(file, MediaLimits.standard());
  }

  /** Opens a file, within other limits. */
  public static Video open(Path file, MediaLimits limits) {
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException e) {
      throw new InputUnavailable(file + " is not there: check the path", false, e);
    }
    if (!Files.isRegularFile(real)) {
      throw new InputRejected(file + " is not a regular file: give a media file");
    }
    return opened(real, withoutEnding(real), limits, Optional.empty());
  }

  /** A file that is there; of an address, what its site says. */
  static Video opened(Path file, String name, MediaLimits limits, Optional<SourceInfo> source) {
    Fingerprint fingerprint = Fingerprint.of(file, source.isPresent());
    limits.check(file.toString(), fingerprint.bytes());
    MediaInfo info = Probe.probe(file, Container.sniff(file));
    limits.check(file.toString(), info);
    return new Video(file, info, limits, name, source, fingerprint);
  }

  /**
   * Opens what a user typed: the path of a file, or an http(s) address of a media file or of a page
   * with a clip. Addresses are fetched as {@link Sources#standard()} says.
   *
   * @throws InputRejected where it is neither a path nor an address that may be opened
   * @throws InputUnavailable where it cannot be had
   * @throws MediaException.ProgramMissing where a page needs yt-dlp and there is none
   * @throws MediaException.PageFailed where yt-dlp says why a page gives no clip
   */
  public static Video open(String source) {
    return SourceResolver.open(source, Sources::standard, MediaLimits.standard());
  }

  /** Opens what a user typed, with other limits, hosts or folders than the standard ones. */
  public static Video open(String source, Sources sources) {
    return open(source, sources, MediaLimits.standard());
  }

  /**
   * Opens what a user typed.
   *
   * @param limits of what is decoded, whether it was fetched or not
   */
  public static Video open(String source, Sources sources, MediaLimits limits) {
    return SourceResolver.open(source, () -> sources, limits);
  }

  /**
   * The same file, views reading another video track.
   *
   * @param number 1-based, as {@link MediaInfo#tracks} counts
   * @throws InputRejected where there is no such track, or it cannot be read
   */
  public Video videoTrack(int number) {
    return taking(info.taking(MediaInfo.Kind.VIDEO, number));
  }

  /**
   * The same file, views reading another audio track.
   *
   * @param number 1-based, as {@link MediaInfo#tracks} counts
   * @throws InputRejected where there is no such track, or it cannot be read
   */
  public Video audioTrack(int number) {
    return taking(info.taking(MediaInfo.Kind.AUDIO, number));
  }

  private Video taking(MediaInfo other) {
    return new Video(file, other, limits, name, source, fingerprint);
  }

  private static String withoutEnding(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * Name of the clip: the file's without its ending; of an address, its last part or the clip's id.
   */
  public String name() {
    return name;
  }

  /**
   * What the site says about the clip: one row named {@code source} with {@code url}, {@code
   * creator}, {@code title}, {@code description}, {@code hashtags}, counts, music and {@code
   * upload_date}; what it does not say is missing. Empty for a file.
   */
  public Optional<Table> source() {
    return source.map(SourceInfo::table);
  }

  /** The address that it came from. */
  public Optional<String> url() {
    return source.map(SourceInfo::url);
  }

  /** How much of it is worked through. */
  public MediaLimits limits() {
    return limits;
  }

  /** What the headers say. */
  public MediaInfo info() {
    return info;
  }

  /** Duration in seconds as the container states it. */
  public Optional<Double> durationS() {
    return info.durationS();
  }

  /**
   * SHA-256 of the file, lower-case hexadecimal; computed at the first call.
   *
   * @throws InputUnavailable where the file is not the one any more that was opened
   */
  public String sha256() {
    return fingerprint.sha256();
  }

  /**
   * Makes sure that the file is still the one that was opened.
   *
   * @throws InputUnavailable where it was changed, replaced or removed meanwhile
   */
  public void requireUnchanged() {
    fingerprint.require();
  }

  /** Whether the file has the stream that a view reads. */
  public boolean has(View view) {
    return switch (view) {
      case Frames f -> info.picture().isPresent();
      case Audio a -> info.sound().isPresent();
    };
  }

  /**
   * Starts the one decoder child that serves all these views. Views of a stream that the file lacks
   * deliver nothing.
   *
   * @throws MediaException.DecoderFailed where the child cannot be started
   */
  public Decoding decode(Collection<? extends View> views) {
    List<View> present = new LinkedHashSet<View>(views).stream().filter(this::has).toList();
    if (present.isEmpty()) {
      throw new InputRejected(file + " has no stream for any of " + views);
    }
    return new Decoding(file, info, limits, fingerprint, present);
  }

  /**
   * A quick look: pictures spread over the clip, no more than {@code count}. Of a long clip they
   * are taken where the decoder can begin, so that this takes a fraction of a second.
   *
   * @param count 1..100
   * @param width pixels, never enlarged
   * @return BGR, in the order of time; their index is -1, since frames between them were not
   *     counted
   * @throws InputRejected where the file has no picture
   */
  public List<Frame> glance(int count, int width) {
    return FrameSampling.at(this, count, width);
  }

  /**
   * The first frame at or after a moment, full size. It is sought, not counted to: a fraction of a
   * second, whatever the length of the clip.
   *
   * @param timeS seconds, 0 or more
   * @return BGR; its index is -1, since frames before it were not counted
   * @throws InputRejected where the file has no picture, or none that late
   */
  public Frame frame(double timeS) {
    return FrameSampling.frame(this, timeS);
  }

  /**
   * Frames as a dataframe: {@code time_s}, {@code frame} (number in the video) and {@code image},
   * whose cells are read when they are asked for.
   *
   * @throws InputRejected where the file has no picture, or the view is too large
   */
  public Table frames(Frames view) {
    ItemStore store = ItemStore.of(this, view);
    DoubleColumn time = DoubleColumn.create("time_s");
    IntColumn frame = IntColumn.create("frame");
    for (int i = 0; i < store.size(); i++) {
      time.append(store.timeS(i));
      frame.append(Math.toIntExact(store.frameIndex(i)));
    }
    return Table.create(name(), time, frame, ItemColumn.of("image", store));
  }

  /** Sound, one channel, as a dataframe of tenths of a second: {@code time_s} and {@code sound}. */
  public Table audio(int rateHz) {
    return audio(Audio.mono(rateHz));
  }

  /**
   * Sound as a dataframe of tenths of a second: {@code time_s} and {@code sound}.
   *
   * @throws InputRejected where the file has no sound
   */
  public Table audio(Audio view) {
    ItemStore store = ItemStore.of(this, view);
    DoubleColumn time = DoubleColumn.create("time_s");
    for (int i = 0; i < store.size(); i++) {
      time.append(store.timeS(i));
    }
    return Table.create(name(), time, ItemColumn.of("sound", store));
  }

  @Override
  public String toString() {
    return (source.isPresent() ? name : file.getFileName())
        + info.picture()
            .map(p -> ", " + p.width() + "x" + p.height() + " " + p.codec())
            .orElse(", no picture")
        + ofSeveral(MediaInfo.Kind.VIDEO)
        + info.sound().map(s -> ", " + s.codec() + " " + s.rateHz() + " Hz").orElse(", no sound")
        + ofSeveral(MediaInfo.Kind.AUDIO)
        + info.durationS().map(d -> String.format(java.util.Locale.ROOT, ", %.2f s", d)).orElse("");
  }

  /** Which track is read, where there is a choice. */
  private String ofSeveral(MediaInfo.Kind kind) {
    long readable = info.tracks(kind).stream().filter(MediaInfo.Track::readable).count();
    return readable < 2
        ? ""
        : info.taken(kind).map(t -> " (track " + t.number() + " of " + readable + ")").orElse("");
  }
}
