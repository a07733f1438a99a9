package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is in a file, read from its headers without decoding.
 *
 * @param container demuxer name, for example {@code mov} or {@code matroska}
 * @param durationS seconds, the longest stream; absent where the container does not say
 * @param durationIsEstimate whether the duration was reckoned from the bit rate
 * @param bytes file size
 * @param picture the video stream that views read, absent in a sound file
 * @param sound the audio stream that views read, absent in a silent clip
 * @param tracks all video and audio streams, in the order of the file
 */
public record MediaInfo(
    String container,
    Optional<Double> durationS,
    boolean durationIsEstimate,
    long bytes,
    Optional<Picture> picture,
    Optional<Sound> sound,
    List<Track> tracks) {

  public MediaInfo {
    tracks = List.copyOf(tracks);
  }

  /** Of a file whose tracks are not known one by one. */
  public MediaInfo(
      String container,
      Optional<Double> durationS,
      long bytes,
      Optional<Picture> picture,
      Optional<Sound> sound) {
    this(container, durationS, false, bytes, picture, sound, List.of());
  }

  /** Kinds of tracks; there may be others in a file, such as subtitles. */
  public enum Kind {
    VIDEO("video", "picture"),
    AUDIO("audio", "sound");

    private final String word;
    private final String content;

    Kind(String word, String content) {
      this.word = word;
      this.content = content;
    }

    /** {@code video} or {@code audio}. */
    public String word() {
      return word;
    }

    /** {@code picture} or {@code sound}. */
    public String content() {
      return content;
    }
  }

  /**
   * A video or audio stream.
   *
   * @param stream index in the file
   * @param kind video or audio
   * @param number 1-based, among the tracks of its kind
   * @param codec for example {@code aac}
   * @param isDefault whether the container flags it as one to be played unasked
   * @param language as the container states it, for example {@code eng}
   * @param endS where the stream ends by its own header, seconds; absent where only the whole
   *     file's duration is stated, or none
   * @param frames number of its frames by its own header
   * @param picture the video stream, where it can be decoded and is no cover or preview
   * @param sound the audio stream, where it can be decoded
   */
  public record Track(
      int stream,
      Kind kind,
      int number,
      String codec,
      boolean isDefault,
      Optional<String> language,
      Optional<Double> endS,
      Optional<Long> frames,
      Optional<Picture> picture,
      Optional<Sound> sound) {

    /** Whether views can read it. */
    public boolean readable() {
      return picture.isPresent() || sound.isPresent();
    }

    @Override
    public String toString() {
      return kind.word
          + " track "
          + number
          + " ("
          + codec
          + language.map(l -> ", " + l).orElse("")
          + (isDefault ? ", default" : "")
          + (readable() ? "" : ", not readable")
          + ")";
    }
  }

  /**
   * Whether the duration stands in a header. That of a program stream or of raw AAC is reckoned
   * from its last timestamps or its bit rate.
   */
  boolean statesDuration() {
    return durationS.isPresent()
        && !durationIsEstimate
        && !List.of("mpegts", "mpeg", "aac").contains(container);
  }

  /** The track that views of this kind read; empty where there is none. */
  public Optional<Track> taken(Kind kind) {
    int stream =
        switch (kind) {
          case VIDEO -> picture.map(Picture::stream).orElse(-1);
          case AUDIO -> sound.map(Sound::stream).orElse(-1);
        };
    return tracks.stream().filter(t -> t.kind == kind && t.stream == stream).findFirst();
  }

  /** Tracks of a kind, in the order of the file. */
  public List<Track> tracks(Kind kind) {
    return tracks.stream().filter(t -> t.kind == kind).toList();
  }

  /**
   * The number of the track that views of this kind read, where it is not the one that is read
   * unasked.
   */
  public Optional<Integer> chosenTrack(Kind kind) {
    Optional<Track> usual =
        kind == Kind.VIDEO ? TrackChoice.video(tracks) : TrackChoice.audio(tracks);
    return taken(kind).filter(t -> usual.filter(t::equals).isEmpty()).map(Track::number);
  }

  /**
   * The same file, views reading another track.
   *
   * @param number 1-based, among the tracks of that kind
   * @throws InputRejected where there is no such track, or it cannot be read
   */
  MediaInfo taking(Kind kind, int number) {
    Track track =
        tracks.stream()
            .filter(t -> t.kind == kind && t.number == number && t.readable())
            .findFirst()
            .orElseThrow(() ->
                new InputRejected(
                    "no readable %s track %d in this file: %s"
                        .formatted(
                            kind.word,
                            number,
                            tracks(kind).isEmpty()
                                ? "it has none"
                                : "take one of "
                                    + tracks(kind).stream()
                                        .map(Track::toString)
                                        .collect(Collectors.joining(", ")))));
    return new MediaInfo(
        container,
        durationS,
        durationIsEstimate,
        bytes,
        kind == Kind.VIDEO ? track.picture : picture,
        kind == Kind.AUDIO ? track.sound : sound,
        tracks);
  }

  /**
   * The video stream.
   *
   * @param stream index in the file
   * @param codec for example {@code h264}
   * @param pixelFormat as coded, for example {@code yuv420p10le}
   * @param width display width, pixels: after rotation, with square pixels
   * @param height display height, pixels
   * @param rotationDegrees clockwise turn that the display applies: 0, 90, 180 or 270
   * @param pixelAspectRatio width over height of a coded pixel
   * @param frameRate average frames per second; absent where the container does not say
   * @param variableFrameRate whether the headers speak of more than one frame duration
   * @param bitDepth bits per sample as coded
   * @param highDynamicRange PQ or HLG transfer: views are tone-mapped to BT.709
   * @param matrix colour matrix used to make BGR, for example {@code bt709}
   * @param codedWidth pixels, before rotation and as coded
   * @param codedHeight pixels, before rotation and as coded
   */
  public record Picture(
      int stream,
      String codec,
      String pixelFormat,
      int width,
      int height,
      int rotationDegrees,
      double pixelAspectRatio,
      Optional<Double> frameRate,
      boolean variableFrameRate,
      int bitDepth,
      boolean highDynamicRange,
      String matrix,
      int codedWidth,
      int codedHeight) {

    /**
     * Height in pixels of a view of this picture that is at most {@code width} wide (0: full size).
     */
    int viewHeight(int viewWidth) {
      return Math.max(1, (int) Math.round((double) height * viewWidth / width));
    }

    /** Width in pixels that frames of a view have; never more than the picture's. */
    int viewWidth(Frames view) {
      int most = view.width() == 0 ? width : Math.min(view.width(), width);
      int longer = Math.max(width, height);
      return view.longest() == 0 || view.longest() >= longer
          ? most
          : Math.max(1, Math.min(most, (int) Math.round((double) width * view.longest() / longer)));
    }
  }

  /**
   * The audio stream.
   *
   * @param stream index in the file
   * @param codec for example {@code aac}
   * @param rateHz sample rate
   * @param channels number of channels
   * @param layout for example {@code stereo} or {@code 5.1}
   */
  public record Sound(int stream, String codec, int rateHz, int channels, String layout) {}
}
