package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Result;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.Work;
import dev.reelframe.media.Damage;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.Video;
import dev.reelframe.media.View;
import dev.reelframe.models.ModelUsage;
import dev.reelframe.models.UsageMeter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * One run of several analyzers over one video. One thread reads the decoder and deals items out;
 * each analyzer has a thread of its own behind a bounded lane; at most {@code workers} of them work
 * at the same time. An analyzer sees its items in the same order whatever the number of workers, so
 * its table does not depend on it.
 */
final class Run {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private record Ending(StreamEnd end, Damage damage) {}

  private final Video video;
  private final Progress progress;
  private final int workerCount;
  private final Semaphore workers;
  private final List<Lane> lanes;
  private final Map<String, CompletableFuture<Result>> results = new LinkedHashMap<>();
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private final ConcurrentLinkedQueue<Span> spans = new ConcurrentLinkedQueue<>();
  private final Optional<Keyframes> keyframes;
  private final List<Thread> threads = new ArrayList<>();
  private final Placement placement;
  private final long startNanos = System.nanoTime();
  private volatile boolean stopped;
  private volatile Optional<Decoding> decoding = Optional.empty();

  Run(Video video, Pipeline plan, Placement placement) {
    this.video = video;
    this.placement = placement;
    this.progress = DefaultProgress.resolved(plan.progress());
    this.workerCount = plan.workers();
    this.workers = new Semaphore(workerCount);
    this.keyframes =
        video.info().picture().map(p -> Keyframes.of(p, video.durationS().orElse(0.0)));
    RunContext context = RunContext.on(placement.models(), workerCount);
    this.lanes =
        plan.analyzers().stream()
            .map(a -> new Lane(new Work(a, video.info(), video::sha256, context)))
            .toList();
    lanes.forEach(lane -> results.put(lane.work().card().name(), new CompletableFuture<>()));
  }

  /**
   * Runs to the end.
   *
   * @throws CancellationException where the calling thread is interrupted; the decoder child has
   *     ended by then
   */
  Analysis analysis() {
    try (GpuWatch watch = GpuWatch.start(placement, startNanos)) {
      progress.started(video, lanes.size());
      lanes.forEach(lane -> lane.work().admit());
      Map<View, List<Lane>> readers = readers();
      lanes.forEach(lane -> start(lane.work().card().name(), () -> analyze(lane)));
      start("decoder", () -> decode(readers));
      List<Result> done = new ArrayList<>();
      for (CompletableFuture<Result> result : results.values()) {
        done.add(result.get());
      }
      Ending last = ending.get();
      for (Thread thread : threads) {
        thread.join();
      }
      Analysis analysis =
          new Analysis(
              video,
              done,
              last.end,
              last.damage.text(),
              new Cost(
                  List.copyOf(spans),
                  seconds(),
                  workerCount,
                  watch.deviceUse(usage()),
                  watch.stop()),
              keyframes.map(Keyframes::frames).orElse(List.of()));
      progress.finished(analysis);
      return analysis;
    } catch (InterruptedException e) {
      stop();
      progress.broke(e);
      Thread.currentThread().interrupt();
      throw new CancellationException("the run over " + video.file() + " was cancelled");
    } catch (ExecutionException e) {
      stop();
      progress.broke(e.getCause());
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    }
  }

  private void start(String name, Runnable task) {
    threads.add(Thread.ofPlatform().daemon().name("reelframe-" + name).start(task));
  }

  /** What the models of all analyzers cost. */
  private List<ModelUsage> usage() {
    UsageMeter all = new UsageMeter();
    lanes.forEach(lane -> lane.work().usage().forEach(all::add));
    return all.read();
  }

  private void stop() {
    stopped = true; // before the look at the child, which may be starting just now
    decoding.ifPresent(Decoding::close);
    threads.forEach(Thread::interrupt);
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private void decode(Map<View, List<Lane>> readers) {
    double started = seconds();
    long readingStart = THREADS.getCurrentThreadCpuTime();
    long items = 0;
    double cpu = 0;
    try {
      Ending last = new Ending(new StreamEnd(video.durationS().orElse(0.0), 0, 0, 0), Damage.NONE);
      if (!readers.isEmpty()) {
        try (Decoding child = video.decode(readers.keySet())) {
          decoding = Optional.of(child);
          if (stopped) {
            throw new CancellationException("the run over " + video.file() + " was cancelled");
          }
          for (Optional<Delivery> next = child.next(); next.isPresent(); next = child.next()) {
            deal(next.get(), readers.get(next.get().view()));
            items++;
          }
          last = new Ending(child.end(), child.damage());
          cpu = child.cpuSeconds();
        }
      }
      ending.complete(last);
    } catch (RuntimeException | InterruptedException | Error e) {
      ending.completeExceptionally(e);
    } finally {
      lanes.forEach(Lane::end);
      double ended = seconds();
      spans.add(new Span("decode", "decoder", started, ended, cpu, 0, items));
      double reading = (THREADS.getCurrentThreadCpuTime() - readingStart) / 1e9;
      spans.add(new Span("read", "decoder", started, ended, reading, 0, items));
    }
  }

  private void deal(Delivery delivery, List<Lane> readers) throws InterruptedException {
    for (Lane lane : readers) {
      lane.put(delivery);
    }
    if (delivery.item() instanceof Frame frame
        && keyframes.isPresent()
        && keyframes.get().view().equals(delivery.view())) {
      keyframes.get().add(frame);
    }
    progress.decoded(delivery.item().timeS(), video.durationS().orElse(0.0));
  }

  /** Who reads which view; an analyzer that cannot look at this file reads none. */
  private Map<View, List<Lane>> readers() {
    Map<View, List<Lane>> readers = new LinkedHashMap<>();
    for (Lane lane : lanes) {
      Set<View> views =
          new LinkedHashSet<>(lane.work().active() ? lane.work().card().views() : List.of());
      views.stream()
          .filter(video::has)
          .forEach(view -> readers.computeIfAbsent(view, v -> new ArrayList<>()).add(lane));
    }
    if (keyframes.isPresent() && readers.keySet().stream().anyMatch(Frames.class::isInstance)) {
      readers.computeIfAbsent(keyframes.get().view(), v -> new ArrayList<>());
    }
    return readers;
  }

  private void analyze(Lane lane) {
    Work work = lane.work();
    String name = work.card().name();
    CompletableFuture<Result> mine = results.get(name);
    try (work) {
      Stretch opening = new Stretch(work);
      worker(work::open);
      opening.ended("open", 1);
      fold(lane);
      Ending last = ending.get();
      Stretch deciding = new Stretch(work);
      worker(() -> work.end(last.end));
      Map<String, Result> required = required(work);
      Result result = worker(() -> work.decide(last.end, last.damage, required));
      deciding.ended("decide", 1);
      progress.ended(result);
      mine.complete(result);
    } catch (ExecutionException e) {
      mine.completeExceptionally(e.getCause());
    } catch (InterruptedException | RuntimeException | Error e) {
      lane.abandon();
      mine.completeExceptionally(e);
    }
  }

  private void fold(Lane lane) throws InterruptedException {
    Work work = lane.work();
    Stretch folding = new Stretch(work);
    long items = 0;
    for (Optional<Delivery> next = lane.take(); next.isPresent(); next = lane.take()) {
      Delivery delivery = next.get();
      worker(() -> work.accept(delivery.view(), delivery.item()));
      items++;
      if (!work.active()) {
        lane.abandon();
      }
    }
    if (items > 0) {
      folding.ended("fold", items);
    }
  }

  /** A stretch of one analyzer's work, from when it is made until it has ended. */
  private final class Stretch {
    private final Work work;
    private final double startS = seconds();
    private final double busyS;
    private final double modelS;

    Stretch(Work work) {
      this.work = work;
      this.busyS = work.cpuSeconds();
      this.modelS = work.modelSeconds();
    }

    void ended(String stage, long items) {
      spans.add(
          new Span(
              stage,
              work.card().name(),
              startS,
              seconds(),
              work.cpuSeconds() - busyS,
              work.modelSeconds() - modelS,
              items));
    }
  }

  private Map<String, Result> required(Work work) throws InterruptedException, ExecutionException {
    Map<String, Result> required = new HashMap<>();
    for (String input : work.card().inputs()) {
      if (results.containsKey(input)) {
        required.put(input, results.get(input).get());
      }
    }
    return required;
  }

  private void worker(Runnable task) throws InterruptedException {
    worker(() -> {
      task.run();
      return true;
    });
  }

  private <T> T worker(java.util.function.Supplier<T> task) throws InterruptedException {
    workers.acquire();
    try {
      return task.get();
    } finally {
      workers.release();
    }
  }
}
