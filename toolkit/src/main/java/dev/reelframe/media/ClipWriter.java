package dev.reelframe.media;

import dev.reelframe.media.MediaException.EncoderFailed;
import dev.reelframe.process.CapturedStream;
import dev.reelframe.process.Child;
import dev.reelframe.process.ProcessLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Writes pictures, each with its own time, and sound into a file to watch. An encoder child of its
 * own reads nothing but what is given here. The file grows under a hidden name beside its place,
 * one writer at a time, and takes its place when it is whole.
 */
public final class ClipWriter implements AutoCloseable {
  private static final ProcessLimits LIMITS = new ProcessLimits(64L << 30, 8L << 30, 0);
  private static final int COMPLAINT_BYTES = 8192;
  private static final long LONGEST_END_S = 120;
  private static final String FULL_DISK = "No space left on device";

  /** Seconds times a rate is a whole number but for rounding. */
  private static final double SAMPLE_HAIR = 1e-6;

  /**
   * What is written.
   *
   * @param width pixels
   * @param height pixels
   * @param rateHz about how many pictures a second holds; 0 where nobody knows
   * @param sound the stream it has sound of; empty for none
   */
  public record Shape(int width, int height, double rateHz, Optional<MediaInfo.Sound> sound) {}

  private final Path file;
  private final Path growing;
  private final Child child;
  private final CapturedStream complaints;
  private final RawMatroska pipe;
  private final boolean hasSound;

  private ClipWriter(Path file, Path growing, Process process, Shape shape) throws IOException {
    this.file = file;
    this.growing = growing;
    this.hasSound = shape.sound().isPresent();
    this.child = Child.of(process);
    new CapturedStream(process.getInputStream(), 0);
    this.complaints = new CapturedStream(process.getErrorStream(), COMPLAINT_BYTES);
    this.pipe =
        RawMatroska.open(
            process.getOutputStream(),
            shape.width(),
            shape.height(),
            shape.sound().map(MediaInfo.Sound::rateHz).orElse(0),
            shape.sound().map(MediaInfo.Sound::channels).orElse(0));
  }

  /**
   * Begins a file.
   *
   * @param file ends as a {@link ClipFormat} does; one that is there is replaced at the end
   * @throws MediaException.InputRejected where it has another ending
   * @throws EncoderFailed where the encoder cannot be started
   */
  public static ClipWriter open(Path file, Shape shape) throws IOException {
    ClipFormat format = ClipFormat.of(file);
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    // A name that stays the same: what a killed process left is written over by the next.
    Path growing = folder.resolve(".clip-" + file.getFileName());
    Files.deleteIfExists(growing);
    Shape written =
        format.isAnimation()
            ? new Shape(shape.width(), shape.height(), shape.rateHz(), Optional.empty())
            : shape;
    FfmpegProgram program = FfmpegProgram.get();
    List<String> command = command(program, format, written, growing);
    try {
      Process process = program.builder(LIMITS.around(command)).start();
      return new ClipWriter(file, growing, process, written);
    } catch (IOException e) {
      Files.deleteIfExists(growing);
      throw new EncoderFailed("cannot start " + program.ffmpeg() + ": " + e.getMessage(), e);
    }
  }

  private static List<String> command(
      FfmpegProgram program, ClipFormat format, Shape shape, Path to) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.ffmpeg().toString(),
                "-hide_banner",
                "-nostats",
                "-loglevel",
                "error",
                "-y",
                "-protocol_whitelist",
                "file,pipe",
                "-f",
                "matroska",
                "-i",
                "pipe:0",
                "-map",
                "0",
                "-fps_mode",
                "passthrough",
                "-enc_time_base:v",
                "demux"));
    command.addAll(format.picture(shape.width(), shape.height(), shape.rateHz()));
    shape.sound().ifPresent(sound -> command.addAll(format.sound(sound.channels())));
    command.add("file:" + to.toAbsolutePath());
    return command;
  }

  /**
   * The next picture.
   *
   * @param startS when it is shown, seconds of the new file; rising from picture to picture
   * @param endS until when, seconds
   * @param bgr its pixels, rows from the top
   */
  public void picture(double startS, double endS, byte[] bgr) {
    written(() -> pipe.picture(startS, endS, bgr));
  }

  /**
   * The next block of sound, or what of it lies in a stretch of the clip, to the sample.
   *
   * @param block nothing of it is written where the file has no sound
   * @param fromS start of the stretch, seconds of the clip: second 0 of the new file
   * @param toS its end, seconds of the clip
   */
  public void sound(AudioBlock block, double fromS, double toS) {
    int from = sampleAt(fromS, block);
    int to = sampleAt(toS, block);
    if (hasSound && to > from) {
      double startS = Math.max(0, block.timeS() + (double) from / block.rateHz() - fromS);
      double endS = startS + (double) (to - from) / block.rateHz();
      int channels = block.channels();
      written(() -> pipe.sound(startS, endS, block.samples(), channels * from, channels * to));
    }
  }

  /** The first sample frame of a block at or after a moment. */
  private static int sampleAt(double timeS, AudioBlock block) {
    double frames = Math.ceil(timeS * block.rateHz() - SAMPLE_HAIR) - block.start();
    return (int) Math.clamp(frames, 0, block.frames());
  }

  /** Something that goes into the pipe. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  private void written(Writing what) {
    try {
      what.run();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** An interrupt comes first: Ctrl-C in a terminal ends the encoder as well. */
  private RuntimeException failed(IOException cause) {
    if (Thread.currentThread().isInterrupted()) {
      return new CancellationException("writing of " + file + " was cancelled");
    }
    String said = ChildProcess.itsOwn(complaints.text());
    boolean otherHelps =
        ClipFormat.of(file) == ClipFormat.MP4 && !said.isEmpty() && !said.contains(FULL_DISK);
    return new EncoderFailed(
        file
            + " could not be written: "
            + (said.isEmpty() ? cause.getMessage() : said.lines().toList().getFirst())
            + (otherHelps ? "; try another ending (.webm), or without REELFRAME_FFMPEG" : ""),
        cause);
  }

  /**
   * Ends the file and puts it in its place.
   *
   * @return the file
   * @throws EncoderFailed where the encoder did not come to its end
   * @throws CancellationException where the calling thread is interrupted
   */
  public Path finish() throws IOException {
    written(pipe::close);
    try {
      if (!child.process().waitFor(LONGEST_END_S, TimeUnit.SECONDS)
          || child.process().exitValue() != 0) {
        throw failed(new IOException("the encoder broke off"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(new IOException("interrupted", e));
    }
    return Files.move(growing, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Ends the encoder; of a file that was not finished nothing stays. */
  @Override
  public void close() throws IOException {
    child.close();
    Files.deleteIfExists(growing);
  }
}
