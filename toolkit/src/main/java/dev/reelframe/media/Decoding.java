package dev.reelframe.media;

import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.MediaException.MediaDamaged;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;

/**
 * One decoder child at work: items of several views, as they come, on the caller's thread. Reading
 * slowly slows the child down; nothing is buffered beyond the pipe.
 *
 * <p>Closing (from any thread) ends the child at once, and a reader in {@link #next()} gets a
 * {@link CancellationException}.
 */
public final class Decoding implements AutoCloseable {
  /**
   * Numbers the frames of sampled views when no view holds them all: nearly free, four pixels a
   * frame.
   */
  private static final Frames CLOCK = new Frames(0, 2, 0, PixelFormat.GREY);

  private static final long END_LIMIT_S = 10;

  /** Decoding that ends this much before the stated duration is worth a word. */
  private static final double SHORT_S = 0.2;

  /** A look at the child's CPU time costs a read of /proc. */
  private static final int CPU_LOOK_PACKETS = 64;

  /**
   * An item and the view it belongs to.
   *
   * @param view as it was asked for
   */
  public record Delivery(View view, Item item) {}

  private final Path file;
  private final MediaInfo info;
  private final List<View> streams;
  private final boolean ownClock;
  private final ChildProcess child;
  private final NutReader reader;
  private final FrameClock clock;
  private final List<Optional<Blocks>> audio;
  private final Queue<Delivery> ready = new ArrayDeque<>();

  /** Frames of sampled views that came before the clock's tick that numbers them. */
  private final Queue<NutReader.Packet> early = new ArrayDeque<>();

  private volatile boolean closed;
  private boolean ended;
  private long packets;
  private double cpuSeconds;
  private String complaint = "";

  Decoding(Path file, MediaInfo info, List<View> views) {
    this.file = file;
    this.info = info;
    boolean anyFrames = views.stream().anyMatch(Frames.class::isInstance);
    boolean allFrames = views.stream().anyMatch(v -> v instanceof Frames f && f.everyFrame());
    this.ownClock = anyFrames && !allFrames;
    this.streams = ordered(views, ownClock);
    FfmpegProgram program = FfmpegProgram.get();
    this.child = ChildProcess.start(program, DecodeCommand.of(program, file, info, streams));
    this.reader = new NutReader(child.output());
    this.clock = new FrameClock(info.picture());
    this.audio =
        streams.stream()
            .map(v -> v instanceof Audio a ? Optional.of(new Blocks(a)) : Optional.<Blocks>empty())
            .toList();
  }

  /**
   * A view with every frame comes first: its packets number the frames before any sampled view
   * needs the number.
   */
  private static List<View> ordered(List<View> views, boolean ownClock) {
    List<View> ordered = new ArrayList<>();
    if (ownClock) {
      ordered.add(CLOCK);
    }
    views.stream().filter(v -> v instanceof Frames f && f.everyFrame()).forEach(ordered::add);
    views.stream().filter(v -> !ordered.contains(v)).forEach(ordered::add);
    return ordered;
  }

  /**
   * The next item of any view; empty at the end. Items of one view come in time order; a view may
   * run ahead of another by some frames, never a sampled view ahead of one with every frame.
   *
   * @throws MediaDamaged where nothing at all could be decoded
   * @throws DecoderFailed where the decoder child broke its contract
   * @throws CancellationException where {@link #close()} was called meanwhile
   */
  public Optional<Delivery> next() {
    while (ready.isEmpty() && !ended) {
      Optional<NutReader.Packet> packet = read();
      if (packet.isPresent()) {
        accept(packet.get());
      } else {
        finish();
      }
    }
    return Optional.ofNullable(ready.poll());
  }

  private Optional<NutReader.Packet> read() {
    try {
      Optional<NutReader.Packet> packet = reader.next();
      if (closed) {
        throw new CancellationException("decoding of " + file + " was cancelled");
      }
      return packet;
    } catch (IOException e) {
      if (closed) {
        throw new CancellationException("decoding of " + file + " was cancelled");
      }
      throw new DecoderFailed(
          "decoding of " + file + " broke off: " + e.getMessage() + " " + child.complaints(), e);
    }
  }

  private void accept(NutReader.Packet packet) {
    if (packets++ % CPU_LOOK_PACKETS == 0) {
      cpuSeconds = child.cpuSeconds();
    }
    if (streams.get(packet.stream()) instanceof Audio) {
      audio.get(packet.stream()).orElseThrow().accept(packet);
    } else if (packet.stream() == 0) {
      tick(packet);
    } else if (clock.reached(packet.timeS())) {
      deliver(packet, clock.indexAt(packet.timeS()));
    } else {
      early.add(packet);
    }
  }

  /** The first stream of frames holds them all: its packets count. */
  private void tick(NutReader.Packet packet) {
    long index = clock.tick(packet.timeS());
    if (!ownClock) {
      deliver(packet, index);
    }
    for (var held = early.iterator(); held.hasNext(); ) {
      NutReader.Packet sampled = held.next();
      if (clock.reached(sampled.timeS())) {
        held.remove();
        deliver(sampled, clock.indexAt(sampled.timeS()));
      }
    }
  }

  private void deliver(NutReader.Packet packet, long index) {
    if (packet.timeS() >= 0) {
      Frames view = (Frames) streams.get(packet.stream());
      ready.add(new Delivery(view, frame(view, index, packet)));
    }
  }

  private Frame frame(Frames view, long index, NutReader.Packet packet) {
    MediaInfo.Picture picture = info.picture().orElseThrow();
    int width = picture.viewWidth(view);
    return new Frame(
        index, packet.timeS(), width, picture.viewHeight(width), view.format(), packet.data());
  }

  private void finish() {
    ended = true;
    early.forEach(packet -> deliver(packet, clock.indexAt(packet.timeS())));
    early.clear();
    audio.forEach(a -> a.ifPresent(Blocks::flush));
    int status = child.await(END_LIMIT_S);
    complaint = child.complaints();
    if (status != 0 && clock.count() == 0 && soundS() == 0) {
      throw new MediaDamaged(
          file + " cannot be decoded: " + lastLine(complaint) + "; try another copy");
    }
  }

  private static String lastLine(String text) {
    return text.isEmpty() ? "no picture and no sound came out" : text.lines().toList().getLast();
  }

  /** Frames decoded so far. */
  public long frames() {
    return clock.count();
  }

  /** Where decoding ended; complete after {@link #next()} has returned empty. */
  public StreamEnd end() {
    return new StreamEnd(Math.max(clock.endS(), soundS()), clock.endS(), soundS(), clock.count());
  }

  private double soundS() {
    return audio.stream().flatMap(Optional::stream).mapToDouble(Blocks::seconds).max().orElse(0);
  }

  /** What was wrong with the stream, in one line; empty for a sound one. Complete after the end. */
  public Optional<String> damage() {
    if (complaint.isEmpty()) {
      return Optional.empty();
    }
    double stated = info.durationS().orElse(0.0);
    String where =
        stated - end().durationS() > SHORT_S
            ? String.format(Locale.ROOT, "decoded %.2f of %.2f s: ", end().durationS(), stated)
            : "the decoder complained: ";
    return Optional.of(where + lastLine(complaint));
  }

  /** CPU seconds of the child when it was last looked at, shortly before its end. */
  public double cpuSeconds() {
    return cpuSeconds;
  }

  /** Process id of the child. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    closed = true;
    child.close();
  }

  /**
   * Cuts a stream of samples into blocks of a tenth of a second, whatever sizes the decoder
   * delivers.
   */
  private final class Blocks {
    private final Audio view;
    private final int rate;
    private final int channels;
    private final float[] block;
    private int filled;
    private long start;

    Blocks(Audio view) {
      MediaInfo.Sound sound = info.sound().orElseThrow();
      this.view = view;
      this.rate = view.rateHz() == 0 ? sound.rateHz() : view.rateHz();
      this.channels = view.mono() ? 1 : sound.channels();
      this.block = new float[Math.max(1, rate / 10) * channels];
    }

    void accept(NutReader.Packet packet) {
      var samples = ByteBuffer.wrap(packet.data()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      while (samples.hasRemaining()) {
        int n = Math.min(samples.remaining(), block.length - filled);
        samples.get(block, filled, n);
        filled += n;
        if (filled == block.length) {
          flush();
        }
      }
    }

    void flush() {
      int whole = filled - filled % channels;
      if (whole > 0) {
        ready.add(
            new Delivery(view, new AudioBlock(start, rate, channels, Arrays.copyOf(block, whole))));
        start += whole / channels;
      }
      filled = 0;
    }

    double seconds() {
      return (double) start / rate;
    }
  }
}
