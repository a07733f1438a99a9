package dev.reelframe.analyzer;

import dev.reelframe.analyzer.Reading.Ending;
import dev.reelframe.media.Audio;
import dev.reelframe.media.Damage;
import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaException.MediaDamaged;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.Video;
import dev.reelframe.media.View;
import dev.reelframe.models.ModelUsage;
import dev.reelframe.models.UsageMeter;
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
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs analyzers over one decode of one video: one of them with those it requires, or all. One
 * thread each reads the decoder of the picture and of the sound and deals items out; each analyzer
 * has a thread of its own behind a bounded queue; at most {@code workers} of them work at the same
 * time. An analyzer sees its items in the same order, and is told an end that depends on its own
 * views and those of the analyzers it requires, whatever runs beside it: so its table does not
 * depend on that.
 */
public final class Engine {
  /** Hears of a run while it goes on; called from the run's threads, must return quickly. */
  public interface Listener {
    /** A small view of its own, decoded beside the others wherever a picture is decoded. */
    default Optional<Frames> view() {
      return Optional.empty();
    }

    /** An item of the picture has been decoded and dealt out; without a picture, of the sound. */
    default void decoded(Delivery delivery) {}

    /** An analyzer has ended. */
    default void ended(AnalyzerResult result) {}
  }

  /**
   * What a run found.
   *
   * @param results one per analyzer, required ones first
   * @param end where decoding ended
   * @param damage what was wrong with the streams that were read
   * @param usage what the models of all analyzers cost
   * @param work where the time went
   */
  public record Findings(
      List<AnalyzerResult> results,
      StreamEnd end,
      Damage damage,
      List<ModelUsage> usage,
      WorkDone work) {}

  private final Video video;
  private final Listener listener;
  private final Semaphore workers;

  /** Every analyzer, also those whose results are there already. */
  private final Map<String, Analyzer> analyzers = new LinkedHashMap<>();

  private final Map<String, ItemQueue> queues = new LinkedHashMap<>();
  private final Map<String, CompletableFuture<AnalyzerResult>> results = new LinkedHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final long originNanos;
  private volatile List<Reading> readings = List.of();

  private Engine(
      Video video,
      List<Analyzer> all,
      Map<String, AnalyzerResult> done,
      RunContext context,
      Listener listener) {
    this.video = video;
    this.listener = listener;
    this.originNanos = context.originNanos();
    this.workers = context.permits();
    for (Analyzer analyzer : all) {
      String name = analyzer.spec().name();
      analyzers.put(name, analyzer);
      if (done.containsKey(name)) {
        results.put(name, CompletableFuture.completedFuture(done.get(name)));
      } else {
        queues.put(
            name, new ItemQueue(new AnalyzerTask(analyzer, video.info(), video::sha256, context)));
        results.put(name, new CompletableFuture<>());
      }
    }
  }

  /**
   * Runs to the end.
   *
   * @param analyzers with all they require, as {@link DependencyOrder} gives them
   * @param done results that are there already, by name: these analyzers do not work again. What
   *     they would read is decoded nevertheless, so that those which read their tables are told the
   *     same end and the same damage
   * @throws dev.reelframe.media.MediaException where nothing of the video can be decoded
   * @throws CancellationException where the calling thread is interrupted; the decoder children end
   *     with it
   */
  public static Findings run(
      Video video,
      List<Analyzer> analyzers,
      Map<String, AnalyzerResult> done,
      RunContext context,
      Listener listener) {
    return new Engine(video, analyzers, done, context, listener).findings();
  }

  /** Runs one analyzer and those it requires, as a pipeline of nothing else would. */
  static AnalyzerResult run(Video video, Analyzer analyzer) {
    List<Analyzer> all = DependencyOrder.of(List.of(analyzer));
    RunContext context = RunContext.on(DevicePlacement.automatic(all).models(), RunContext.cores());
    return run(video, all, Map.of(), context, new Listener() {}).results().getLast();
  }

  private Findings findings() {
    try {
      queues.values().forEach(queue -> queue.work().admit());
      readings = Reading.of(video, readers(), listener, originNanos);
      queues.forEach((name, queue) -> start(name, () -> analyze(queue)));
      readings.forEach(reading -> start("decoder", reading));
      List<AnalyzerResult> done = new ArrayList<>();
      for (CompletableFuture<AnalyzerResult> result : results.values()) {
        done.add(result.get());
      }
      Ending last = ending(readings);
      if (last.nothing() && last.damage().nothingDecoded()) {
        throw MediaDamaged.nothingOf(video.file(), last.damage());
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return new Findings(done, last.end(), last.damage(), usage(), work());
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw cancelled();
    } catch (ExecutionException e) {
      stop();
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  private CancellationException cancelled() {
    return new CancellationException("the run over " + video.file() + " was cancelled");
  }

  private List<ModelUsage> usage() {
    UsageMeter all = new UsageMeter();
    queues.values().forEach(queue -> queue.work().usage().forEach(all::add));
    return all.read();
  }

  private WorkDone work() {
    List<Lane> lanes = new ArrayList<>();
    readings.forEach(reading -> lanes.addAll(reading.lanes()));
    queues.values().forEach(queue -> lanes.add(queue.work().lane()));
    return WorkDone.of(lanes);
  }

  private void start(String name, Runnable task) {
    threads.add(Thread.ofPlatform().daemon().name("reelframe-" + name).start(task));
  }

  private void stop() {
    readings.forEach(Reading::stop);
    threads.forEach(Thread::interrupt);
  }

  /** Who reads which view. */
  private Map<View, List<ItemQueue>> readers() {
    Map<View, List<ItemQueue>> readers = new LinkedHashMap<>();
    for (ItemQueue queue : queues.values()) {
      for (View view : views(queue.work().spec().name())) {
        readers.computeIfAbsent(view, v -> new ArrayList<>()).add(queue);
      }
    }
    Set<View> unread = unread();
    if (isPicture(readers.keySet()) || isPicture(unread)) {
      listener.view().ifPresent(own -> readers.computeIfAbsent(own, v -> new ArrayList<>()));
    }
    for (View view : unread) {
      // One view of the picture tells its end and its damage as well as all of them.
      if (view instanceof Audio || !isPicture(readers.keySet())) {
        readers.computeIfAbsent(view, v -> new ArrayList<>());
      }
    }
    return readers;
  }

  private static boolean isPicture(Set<View> views) {
    return views.stream().anyMatch(Frames.class::isInstance);
  }

  /** What those would read whose results are there already. */
  private Set<View> unread() {
    Set<View> views = new LinkedHashSet<>();
    analyzers.keySet().stream()
        .filter(name -> !queues.containsKey(name))
        .forEach(name -> views.addAll(views(name)));
    return views;
  }

  /** What an analyzer reads; one that cannot look at this file reads nothing. */
  private Set<View> views(String name) {
    ItemQueue queue = queues.get(name);
    Analyzer analyzer = analyzers.get(name);
    boolean admitted =
        queue == null ? analyzer.unable(video.info()).isEmpty() : queue.work().admitted();
    Set<View> views = new LinkedHashSet<>(admitted ? analyzer.spec().views() : List.of());
    views.removeIf(view -> !video.has(view));
    return views;
  }

  /** What an analyzer and all that it requires read. */
  private Set<View> allViews(String name) {
    Set<View> views = views(name);
    for (String required : analyzers.get(name).spec().inputs()) {
      views.addAll(allViews(required));
    }
    return views;
  }

  private void analyze(ItemQueue queue) {
    AnalyzerTask work = queue.work();
    CompletableFuture<AnalyzerResult> mine = results.get(work.spec().name());
    Lane lane = work.lane();
    lane.start();
    try (work) {
      worker(lane, Stage.OPEN, work::open);
      fold(queue);
      Set<View> views = allViews(work.spec().name());
      Ending last = ending(readings.stream().filter(reading -> reading.reads(views)).toList());
      lane.waited(Stage.DECIDE, "decoder");
      StreamEnd end = end(last, views);
      worker(lane, Stage.DECIDE, () -> work.end(end));
      Map<String, AnalyzerResult> required = required(work);
      lane.waited(Stage.DECIDE, "tables");
      AnalyzerResult result =
          worker(lane, Stage.DECIDE, () -> work.decide(end, last.damage(), required));
      listener.ended(result);
      mine.complete(result);
    } catch (ExecutionException e) {
      mine.completeExceptionally(e.getCause());
    } catch (InterruptedException | RuntimeException | Error e) {
      queue.abandon();
      mine.completeExceptionally(e);
    }
  }

  /** Where several readings ended; waits for them. */
  private Ending ending(List<Reading> of) throws InterruptedException, ExecutionException {
    Optional<Ending> all = Optional.empty();
    for (Reading reading : of) {
      Ending one = reading.ending();
      all = Optional.of(all.map(before -> before.and(one)).orElse(one));
    }
    return all.orElseGet(() -> new Ending(nothingDecoded(), Map.of(), Damage.NONE, true));
  }

  /** The end as it is for who reads these views and no other. */
  private StreamEnd end(Ending last, Set<View> views) {
    boolean picture = views.stream().anyMatch(Frames.class::isInstance);
    double heard =
        views.stream().mapToDouble(view -> last.soundS().getOrDefault(view, 0.0)).max().orElse(0);
    return views.isEmpty() ? nothingDecoded() : last.end().seenBy(picture, heard);
  }

  private StreamEnd nothingDecoded() {
    return new StreamEnd(video.durationS().orElse(0.0), 0, 0, 0);
  }

  private void fold(ItemQueue queue) throws InterruptedException {
    AnalyzerTask work = queue.work();
    Lane lane = work.lane();
    for (Optional<Delivery> next = queue.take(); next.isPresent(); next = queue.take()) {
      lane.waited(Stage.FOLD, "decoder");
      Delivery delivery = next.get();
      worker(lane, Stage.FOLD, () -> work.accept(delivery.view(), delivery.item()));
      if (!work.active()) {
        queue.abandon();
      }
    }
  }

  private Map<String, AnalyzerResult> required(AnalyzerTask work)
      throws InterruptedException, ExecutionException {
    Map<String, AnalyzerResult> required = new HashMap<>();
    for (String input : work.spec().inputs()) {
      required.put(input, results.get(input).get());
    }
    return required;
  }

  private void worker(Lane lane, Stage stage, Runnable task) throws InterruptedException {
    worker(
        lane,
        stage,
        () -> {
          task.run();
          return true;
        });
  }

  private <T> T worker(Lane lane, Stage stage, Supplier<T> task) throws InterruptedException {
    workers.acquire();
    lane.waited(stage, "worker");
    try {
      return task.get();
    } finally {
      workers.release();
    }
  }
}
