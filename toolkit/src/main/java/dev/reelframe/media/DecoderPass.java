package dev.reelframe.media;

import dev.reelframe.media.MediaInfo.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** One decoder child from start to end: its packets become items of views. */
final class DecoderPass implements AutoCloseable {
  /**
   * Numbers the frames of sampled views when no view holds them all: nearly free, four pixels a
   * frame.
   */
  private static final Frames CLOCK = new Frames(0, 2, 0, PixelFormat.GREY);

  private static final long END_LIMIT_S = 10;

  /** A look at the child's CPU time costs a read of /proc. */
  private static final int CPU_LOOK_PACKETS = 64;

  private final MediaInfo info;
  private final double limitS;
  private final List<View> streams;
  private final boolean ownClock;
  private final DecoderLog log;
  private final ChildProcess child;
  private final NutReader reader;
  private final FrameClock clock;
  private final Map<Integer, SoundBlocks> sound = new HashMap<>();
  private final Map<View, Long> toSkip;
  private final Queue<Decoding.Delivery> ready;

  /** Frames of sampled views that came before the clock's tick that numbers them. */
  private final Queue<NutReader.Packet> early = new ArrayDeque<>();

  private long packets;
  private double cpuSeconds;
  private int status;

  /**
   * Starts the child.
   *
   * @param limitS where decoding stops, seconds
   * @param delivered how many items of a view an earlier child gave already
   * @param ready takes the items
   */
  DecoderPass(
      Path file,
      MediaInfo info,
      double limitS,
      List<View> views,
      Map<View, Long> delivered,
      Queue<Decoding.Delivery> ready) {
    this.info = info;
    this.limitS = limitS;
    this.toSkip = new HashMap<>(delivered);
    this.ready = ready;
    boolean anyFrames = views.stream().anyMatch(Frames.class::isInstance);
    boolean allFrames = views.stream().anyMatch(v -> v instanceof Frames f && f.everyFrame());
    this.ownClock = anyFrames && !allFrames;
    this.streams = ordered(views, ownClock);
    this.log = new DecoderLog(info);
    FfmpegProgram program = FfmpegProgram.get();
    this.child =
        ChildProcess.start(program, file, DecodeCommand.of(program, file, info, streams), log);
    this.reader = new NutReader(child.output());
    this.clock = new FrameClock(info.picture(), limitS);
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i) instanceof Audio audio) {
        sound.put(
            i,
            new SoundBlocks(
                audio, info.sound().orElseThrow(), limitS, block -> deliver(audio, block)));
      }
    }
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

  /** Takes the next packet; false at the end, and at the limit. */
  boolean advance() throws IOException {
    Optional<NutReader.Packet> packet = reader.next();
    packet.ifPresent(this::accept);
    if (overS() > limitS + Decoding.INTERLEAVED_S) {
      return false;
    }
    return packet.isPresent();
  }

  private void accept(NutReader.Packet packet) {
    if (packets++ % CPU_LOOK_PACKETS == 0) {
      cpuSeconds = child.cpuSeconds();
    }
    if (streams.get(packet.stream()) instanceof Audio) {
      sound.get(packet.stream()).accept(packet);
    } else if (packet.stream() == 0) {
      tick(packet);
    } else if (clock.reached(packet.timeS())) {
      deliver(packet, clock.indexAt(packet.timeS()));
    } else if (!clock.isBeyond(packet.timeS())) {
      early.add(packet);
    }
  }

  /** The first stream of frames holds them all: its packets count. */
  private void tick(NutReader.Packet packet) {
    long index = clock.tick(packet.timeS());
    if (!ownClock && index >= 0) {
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
      MediaInfo.Picture picture = info.picture().orElseThrow();
      int width = picture.viewWidth(view);
      deliver(
          view,
          new Frame(
              index,
              packet.timeS(),
              width,
              picture.viewHeight(width),
              view.format(),
              packet.data()));
    }
  }

  private void deliver(View view, Item item) {
    if (toSkip.merge(view, -1L, Long::sum) < 0) {
      ready.add(new Decoding.Delivery(view, item));
    }
  }

  /** Waits for the end of the child. */
  void await() {
    if (stopped()) {
      child.close();
    }
    status = child.await(END_LIMIT_S);
  }

  /** Whether there was more than the limit lets through. */
  boolean stopped() {
    return overS() > 0;
  }

  double limitS() {
    return limitS;
  }

  private double overS() {
    double sounds = sound.values().stream().mapToDouble(SoundBlocks::overS).max().orElse(0);
    return Math.max(clock.overS(), sounds);
  }

  /** Hands over what waits for more; after {@link #await}, where no other pass follows. */
  void flush() {
    early.forEach(packet -> deliver(packet, clock.indexAt(packet.timeS())));
    early.clear();
    sound.values().forEach(SoundBlocks::flush);
  }

  /** Whether the child ended on its own and with an error. */
  boolean broke() {
    return status != 0 && !child.stalled() && !stopped();
  }

  boolean reads(Kind kind) {
    return !views(kind).isEmpty();
  }

  /** The views of this kind, as they were asked for. */
  List<View> views(Kind kind) {
    return streams.stream()
        .filter(v -> v != CLOCK)
        .filter(v -> kind == Kind.VIDEO ? v instanceof Frames : v instanceof Audio)
        .toList();
  }

  DecoderLog log() {
    return log;
  }

  FrameClock clock() {
    return clock;
  }

  /** The audio views, in the order in which they were asked for. */
  List<SoundBlocks> sound() {
    return sound.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  double soundS() {
    return sound.values().stream().mapToDouble(SoundBlocks::endS).max().orElse(0);
  }

  /** CPU seconds of the child when it was last looked at, shortly before its end. */
  double cpuSeconds() {
    return cpuSeconds;
  }

  long pid() {
    return child.pid();
  }

  String lastWords() {
    return child.complaints();
  }

  /** Ends the child at once, from any thread. */
  @Override
  public void close() {
    child.close();
  }
}
