package dev.reelframe.analyzer;

import dev.reelframe.media.Audio;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Damage;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaException.MediaDamaged;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.Video;
import dev.reelframe.media.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * One decoder child and the queues of those who read from it. Picture and sound are read apart, so
 * that who only listens need not wait for the picture's end; an analyzer that reads both makes it
 * one child for all, as it gets its items in the order of the file.
 */
final class Reading implements Runnable {
  /**
   * Where decoding ended.
   *
   * @param soundS end of the last sample of each view of the sound, seconds
   * @param nothing whether no item came
   */
  record Ending(StreamEnd end, Map<View, Double> soundS, Damage damage, boolean nothing) {
    Ending and(Ending other) {
      Map<View, Double> all = new HashMap<>(soundS);
      all.putAll(other.soundS);
      return new Ending(
          end.and(other.end), all, damage.and(other.damage), nothing && other.nothing);
    }
  }

  private final Video video;
  private final Map<View, List<ItemQueue>> readers;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile Optional<Decoding> decoding = Optional.empty();

  private final Consumer<Delivery> dealt;
  private final Lane childLane;
  private final Lane lane;

  /**
   * @param which put before the names of its lanes
   */
  private Reading(
      Video video,
      Map<View, List<ItemQueue>> readers,
      Consumer<Delivery> dealt,
      String which,
      long originNanos) {
    this.video = video;
    this.readers = readers;
    this.dealt = dealt;
    this.childLane = new Lane(which + "decoder", originNanos);
    this.lane = new Lane(which + "views", originNanos);
    new LinkedHashSet<>(readers.values().stream().flatMap(List::stream).toList())
        .forEach(ItemQueue::fed);
  }

  /**
   * The readings of a run, that of the picture first.
   *
   * @param readers who reads which view
   * @param listener hears of the items of the first one
   * @param originNanos of {@link System#nanoTime}: second 0 of the run
   */
  static List<Reading> of(
      Video video, Map<View, List<ItemQueue>> readers, Engine.Listener listener, long originNanos) {
    List<Map<View, List<ItemQueue>>> parts = parts(readers);
    List<Reading> readings = new ArrayList<>();
    for (Map<View, List<ItemQueue>> part : parts) {
      boolean first = readings.isEmpty();
      Consumer<Delivery> dealt = first ? listener::decoded : delivery -> {};
      readings.add(new Reading(video, part, dealt, first ? "" : "sound ", originNanos));
    }
    return readings;
  }

  private static List<Map<View, List<ItemQueue>>> parts(Map<View, List<ItemQueue>> readers) {
    Map<View, List<ItemQueue>> picture = new LinkedHashMap<>(readers);
    picture.keySet().removeIf(Audio.class::isInstance);
    Map<View, List<ItemQueue>> sound = new LinkedHashMap<>(readers);
    sound.keySet().removeIf(Frames.class::isInstance);
    Set<ItemQueue> seeing = new LinkedHashSet<>();
    picture.values().forEach(seeing::addAll);
    boolean both = sound.values().stream().flatMap(List::stream).anyMatch(seeing::contains);
    List<Map<View, List<ItemQueue>>> parts = both ? List.of(readers) : List.of(picture, sound);
    return parts.stream().filter(part -> !part.isEmpty()).toList();
  }

  /** Whether some of these views are read here. */
  boolean reads(Set<View> views) {
    return views.stream().anyMatch(readers::containsKey);
  }

  /**
   * Where decoding ended; waits for it.
   *
   * @throws ExecutionException where the decoder child failed, or was stopped
   */
  Ending ending() throws InterruptedException, ExecutionException {
    return ending.get();
  }

  /** What the child and the thread here did when. */
  List<Lane> lanes() {
    return List.of(childLane, lane);
  }

  /** Ends the child at once, from any thread. */
  void stop() {
    stopped = true; // before the look at the child, which may be starting just now
    decoding.ifPresent(Decoding::close);
  }

  /** Decodes and deals out to the end. */
  @Override
  public void run() {
    childLane.start();
    lane.start();
    Map<View, Double> soundS = new HashMap<>();
    long items = 0;
    double cpu = 0;
    try (Decoding child = video.decode(readers.keySet())) {
      decoding = Optional.of(child);
      if (stopped) {
        throw new CancellationException("the run over " + video.file() + " was cancelled");
      }
      for (Optional<Delivery> next = next(child); next.isPresent(); next = next(child)) {
        deal(next.get());
        if (next.get().item() instanceof AudioBlock block) {
          soundS.put(next.get().view(), block.endS());
        }
        items++;
      }
      cpu = child.cpuSeconds();
      ending.complete(new Ending(child.end(), soundS, child.damage(), items == 0));
    } catch (RuntimeException | InterruptedException | Error e) {
      ending.completeExceptionally(e);
    } finally {
      readers.values().stream().flatMap(List::stream).distinct().forEach(ItemQueue::end);
      childLane.child(cpu, items);
    }
  }

  /** Where nothing can be decoded here, another reading may still hold something. */
  private Optional<Delivery> next(Decoding child) {
    lane.begin(Stage.READ);
    try {
      return child.next();
    } catch (MediaDamaged e) {
      return Optional.empty();
    } finally {
      lane.end();
    }
  }

  private void deal(Delivery delivery) throws InterruptedException {
    for (ItemQueue queue : readers.get(delivery.view())) {
      queue.put(delivery);
    }
    lane.waited(Stage.READ, "analyzers");
    dealt.accept(delivery);
  }
}
