package dev.reelframe.media;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/**
 * Test media of known truth: frames drawn in Java, sound from a function of time, encoded by the
 * presets' own ffmpeg.
 *
 * <pre>{@code
 * SyntheticClip.of(160, 284, 30)
 *     .draw(90, (n, g) -> { g.setColor(n < 45 ? RED : BLUE); g.fillRect(0, 0, 160, 284); })
 *     .sound(48_000, t -> 0.5 * Math.sin(2 * Math.PI * 440 * t))
 *     .write(dir.resolve("clip.mkv"));
 * }</pre>
 *
 * Matroska files hold lossless FFV1 and PCM; MP4 files hold H.264 (OpenH264, lossy) and AAC. {@link
 * #options} overrides.
 */
public final class SyntheticClip {

  /** Draws one frame. */
  @FunctionalInterface
  public interface Painter {
    void paint(int frame, Graphics2D graphics);
  }

  private final int width;
  private final int height;
  private final double fps;
  private final List<IntFunction<BufferedImage>> sources = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private String setpts = "";
  private int soundRate;
  private List<DoubleUnaryOperator> sound = List.of();
  private double soundSeconds = -1;

  private SyntheticClip(int width, int height, double fps) {
    this.width = width;
    this.height = height;
    this.fps = fps;
  }

  public static SyntheticClip of(int width, int height, double fps) {
    return new SyntheticClip(width, height, fps);
  }

  /** A clip without picture. */
  public static SyntheticClip soundOnly() {
    return new SyntheticClip(0, 0, 0);
  }

  /** Adds frames; the painter is told 0, 1, 2... within this part and starts on black. */
  public SyntheticClip draw(int frames, Painter painter) {
    return images(
        frames,
        n -> {
          BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
          Graphics2D g = image.createGraphics();
          g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
          painter.paint(n, g);
          g.dispose();
          return image;
        });
  }

  /** Adds frames from images of TYPE_3BYTE_BGR and the size of the clip. */
  public SyntheticClip images(int frames, IntFunction<BufferedImage> source) {
    sources.add(source);
    counts.add(frames);
    return this;
  }

  /** Adds sound, one function of seconds per channel, as long as the picture. */
  public SyntheticClip sound(int rateHz, DoubleUnaryOperator... channels) {
    soundRate = rateHz;
    sound = List.of(channels);
    return this;
  }

  /** Adds sound of a length of its own. */
  public SyntheticClip sound(int rateHz, double seconds, DoubleUnaryOperator... channels) {
    soundSeconds = seconds;
    return sound(rateHz, channels);
  }

  /** Moves frames in time: an ffmpeg expression for {@code setpts}, N being the frame number. */
  public SyntheticClip pts(String expression) {
    setpts = expression;
    return this;
  }

  /** Further output options of ffmpeg, after the defaults. */
  public SyntheticClip options(String... more) {
    options.addAll(List.of(more));
    return this;
  }

  /** Encodes. The ending of the name chooses container and default codecs. */
  public Path write(Path file) {
    try {
      Path wav =
          sound.isEmpty() ? null : writeSound(file.resolveSibling(file.getFileName() + ".pcm"));
      encode(file, wav);
      if (wav != null) {
        Files.delete(wav);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int frames() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  private Path writeSound(Path raw) throws IOException {
    double seconds = soundSeconds >= 0 ? soundSeconds : frames() / fps;
    int samples = (int) Math.round(seconds * soundRate);
    ByteBuffer bytes =
        ByteBuffer.allocate(samples * sound.size() * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < samples; i++) {
      for (DoubleUnaryOperator channel : sound) {
        bytes.putFloat((float) channel.applyAsDouble((double) i / soundRate));
      }
    }
    try (var channel =
        FileChannel.open(
            raw,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      channel.write(bytes.flip());
    }
    return raw;
  }

  private void encode(Path file, Path raw) throws IOException {
    FfmpegProgram program = FfmpegProgram.get();
    List<String> command =
        new ArrayList<>(List.of(program.ffmpeg().toString(), "-y", "-v", "error"));
    if (!sources.isEmpty()) {
      command.addAll(
          List.of(
              "-f",
              "rawvideo",
              "-pix_fmt",
              "bgr24",
              "-s",
              width + "x" + height,
              "-r",
              Double.toString(fps),
              "-i",
              "pipe:0"));
    }
    if (raw != null) {
      command.addAll(
          List.of(
              "-f",
              "f32le",
              "-ar",
              Integer.toString(soundRate),
              "-ac",
              Integer.toString(sound.size()),
              "-i",
              raw.toString()));
    }
    command.addAll(codecs(file.toString()));
    if (!setpts.isEmpty()) {
      command.addAll(
          List.of(
              "-vf",
              "settb=1/90000,setpts=" + setpts,
              "-fps_mode",
              "passthrough",
              "-enc_time_base",
              "1/90000"));
    }
    command.addAll(List.of("-fflags", "+bitexact", "-flags", "+bitexact"));
    command.addAll(options);
    command.add(file.toString());
    Process child = program.builder(command).redirectErrorStream(true).start();
    try (OutputStream pipe = child.getOutputStream()) {
      for (int part = 0; part < sources.size(); part++) {
        for (int n = 0; n < counts.get(part); n++) {
          pipe.write(
              ((DataBufferByte) sources.get(part).apply(n).getRaster().getDataBuffer()).getData());
        }
      }
    }
    String said =
        new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    try {
      if (child.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static List<String> codecs(String name) {
    if (name.endsWith(".mkv")) {
      return List.of("-c:v", "ffv1", "-pix_fmt", "bgr0", "-c:a", "pcm_f32le");
    }
    if (name.endsWith(".mp4") || name.endsWith(".mov")) {
      return List.of(
          "-c:v",
          "libopenh264",
          "-b:v",
          "4M",
          "-pix_fmt",
          "yuv420p",
          "-c:a",
          "aac",
          "-b:a",
          "160k");
    }
    return List.of();
  }
}
