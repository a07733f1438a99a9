package dev.reelframe.media;

import dev.reelframe.media.Damage.Fault;
import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.MediaException.MediaDamaged;
import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.MediaInfo.Track;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;

/**
 * A file being decoded: items of several views, as they come, on the caller's thread. Reading
 * slowly slows the decoder child down; nothing is buffered beyond the pipe.
 *
 * <p>One child decodes picture and sound. Where it breaks, each is decoded once more by a child of
 * its own, from where it had come to: so a fault of the sound costs no frame of the picture.
 *
 * <p>Closing (from any thread) ends the child at once, and a reader in {@link #next()} gets a
 * {@link CancellationException}; so does one that is interrupted, once its child has ended.
 */
public final class Decoding implements AutoCloseable {
  /** How far picture and sound may run ahead of each other, seconds. */
  public static final double INTERLEAVED_S = 5;

  /** A last frame that ends this close to where its track ends needs no second look, seconds. */
  private static final double SAME_END_S = 2e-3;

  /**
   * An item and the view it belongs to.
   *
   * @param view as it was asked for
   */
  public record Delivery(View view, Item item) {}

  private final Path file;
  private final MediaInfo info;
  private final MediaLimits limits;
  private final Fingerprint fingerprint;
  private final Deque<List<View>> waiting = new ArrayDeque<>();
  private final Map<View, Long> delivered = new HashMap<>();
  private final Queue<Delivery> ready = new ArrayDeque<>();

  /** The child whose word counts, for each kind of stream. */
  private final Map<Kind, DecoderPass> last = new EnumMap<>(Kind.class);

  private volatile DecoderPass current;
  private volatile boolean closed;
  private boolean ended;
  private double cpuSeconds;
  private Optional<PacketSurvey> survey = Optional.empty();
  private double pictureS;
  private Damage damage = Damage.NONE;

  Decoding(
      Path file, MediaInfo info, MediaLimits limits, Fingerprint fingerprint, List<View> views) {
    this.file = file;
    this.info = info;
    this.limits = limits;
    this.fingerprint = fingerprint;
    fingerprint.require();
    start(views);
  }

  private void start(List<View> views) {
    current = new DecoderPass(file, info, limits.seconds(), views, delivered, ready);
    for (Kind kind : Kind.values()) {
      if (current.reads(kind)) {
        last.put(kind, current);
      }
    }
    if (closed) {
      current.close();
      throw cancelled();
    }
  }

  private CancellationException cancelled() {
    return new CancellationException("decoding of " + file + " was cancelled");
  }

  /**
   * The next item of any view; empty at the end. Items of one view come in time order; a view may
   * run ahead of another by some frames, never a sampled view ahead of one with every frame. Where
   * the child breaks, the rest of the picture comes before the rest of the sound.
   *
   * @throws MediaDamaged where nothing at all could be decoded
   * @throws MediaException.InputUnavailable where the file changed meanwhile
   * @throws DecoderFailed where the decoder child broke its contract
   * @throws CancellationException where {@link #close()} was called meanwhile, or this thread is
   *     interrupted when a child ends
   */
  public Optional<Delivery> next() {
    while (ready.isEmpty() && !ended) {
      if (!advance()) {
        endPass();
      }
    }
    Delivery next = ready.poll();
    if (next != null) {
      delivered.merge(next.view(), 1L, Long::sum);
    }
    return Optional.ofNullable(next);
  }

  private boolean advance() {
    try {
      boolean more = current.advance();
      if (closed) {
        throw cancelled();
      }
      return more;
    } catch (IOException e) {
      if (closed) {
        throw cancelled();
      }
      throw new DecoderFailed(
          "decoding of " + file + " broke off: " + e.getMessage() + " " + current.lastWords(), e);
    }
  }

  private void endPass() {
    current.await();
    if (Thread.currentThread().isInterrupted()) {
      // The child was killed for it: its end says nothing about the file.
      throw cancelled();
    }
    cpuSeconds += current.cpuSeconds();
    if (current.broke() && current.reads(Kind.VIDEO) && current.reads(Kind.AUDIO)) {
      for (Kind kind : Kind.values()) {
        waiting.add(current.views(kind));
      }
    } else {
      current.flush();
    }
    current.close();
    if (!waiting.isEmpty()) {
      start(waiting.poll());
      return;
    }
    ended = true;
    fingerprint.require();
    pictureS = pictureEndS();
    damage = checked();
    if (last.values().stream().allMatch(p -> p.clock().count() == 0 && p.soundS() == 0)
        && damage.nothingDecoded()) {
      throw MediaDamaged.nothingOf(file, damage);
    }
  }

  /** Asked for only where something does not fit: it costs a child that reads the file. */
  private PacketSurvey survey() {
    if (survey.isEmpty()) {
      survey = Optional.of(PacketSurvey.of(file, info));
    }
    return survey.get();
  }

  private Damage checked() {
    return new Damage(fault(Kind.VIDEO, pictureS), fault(Kind.AUDIO, soundS()));
  }

  private Optional<Fault> fault(Kind kind, double endS) {
    DecoderPass pass = last.get(kind);
    return pass == null
        ? Optional.empty()
        : new StreamCheck(info, kind, pass, this::survey, Riff.shortfall(file)).fault(endS);
  }

  /**
   * Where the last frame ends. The step before it tells, unless its track ends elsewhere: then the
   * packet's own duration counts, as of the last picture of an animated GIF.
   */
  private double pictureEndS() {
    DecoderPass pass = last.get(Kind.VIDEO);
    if (pass == null || pass.clock().count() == 0) {
      return 0;
    }
    FrameClock clock = pass.clock();
    double usual = clock.endS();
    Optional<Double> stated =
        info.taken(Kind.VIDEO)
            .flatMap(Track::endS)
            .or(() -> info.tracks().size() == 1 ? info.durationS() : Optional.empty());
    if (stated.isEmpty() || Math.abs(stated.get() - usual) <= SAME_END_S) {
      return usual;
    }
    return survey()
        .of(info.picture().orElseThrow().stream())
        .filter(e -> Math.abs(e.lastS() - clock.lastS()) <= SAME_END_S)
        .filter(e -> e.lastDurationS() > 0 && e.lastDurationS() <= FrameClock.LONGEST_JUMP_S)
        .map(e -> clock.lastS() + e.lastDurationS())
        .orElse(usual);
  }

  private double soundS() {
    DecoderPass pass = last.get(Kind.AUDIO);
    return pass == null ? 0 : pass.soundS();
  }

  /** Frames decoded so far. */
  public long frames() {
    DecoderPass pass = last.get(Kind.VIDEO);
    return pass == null ? 0 : pass.clock().count();
  }

  /** Where decoding ended; complete after {@link #next()} has returned empty. */
  public StreamEnd end() {
    DecoderPass pass = last.get(Kind.AUDIO);
    List<Gap> gaps =
        pass == null
            ? List.of()
            : pass.sound().stream().findFirst().map(SoundBlocks::gaps).orElse(List.of());
    List<String> notes = new ArrayList<>();
    last.forEach((kind, each) -> notes.addAll(StreamNotes.of(kind, info, each)));
    return new StreamEnd(Math.max(pictureS, soundS()), pictureS, soundS(), frames(), gaps, notes);
  }

  /** What was wrong with the streams that were read; complete after the end. */
  public Damage damage() {
    return damage;
  }

  /** CPU seconds of the children when they were last looked at, shortly before their end. */
  public double cpuSeconds() {
    return cpuSeconds;
  }

  /** Process id of the child that is at work. */
  public long pid() {
    return current.pid();
  }

  @Override
  public void close() {
    closed = true;
    current.close();
  }
}
