package dev.reelframe.pipeline;

import dev.reelframe.analyzer.DevicePlacement;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.CorpusAnalysis.Clip;
import dev.reelframe.results.Manifest;
import dev.reelframe.table.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run over a corpus. The calling thread opens the clips one after the other, so that their
 * folders are named in the order of the corpus, and no further ahead than one; some threads analyse
 * them, each clip in its own run, and write it. All runs take their permits to work from one place,
 * and nothing of a clip is kept when it has ended but a line for each analyzer.
 */
final class CorpusDriver {
  private final CorpusRun run;
  private final Pipeline pipeline;
  private final DevicePlacement placement;
  private final Progress progress;
  private final Semaphore permits;
  private final Dataset dataset;
  private final ClipNames names = new ClipNames();
  private final ConcurrentSkipListMap<Integer, Clip> ended = new ConcurrentSkipListMap<>();
  private final long startNanos = System.nanoTime();
  private Tally tally;
  private volatile boolean cancelled;

  CorpusDriver(CorpusRun run, Pipeline pipeline) {
    this.run = run;
    this.dataset = Dataset.of(run.folder());
    this.placement = DevicePlacement.of(pipeline.device(), pipeline.analyzers());
    this.progress = DefaultProgress.resolved(pipeline.progress());
    boolean several = run.corpus().sources().size() > 1;
    this.pipeline = pipeline.progress(several ? Progress.SILENT : progress);
    this.permits = new Semaphore(pipeline.workers());
    this.tally = new Tally(run.corpus().sources().size(), 0, 0, 0, 0);
  }

  CorpusAnalysis run() throws IOException {
    ExecutorService clips =
        Executors.newFixedThreadPool(
            run.atOnce(), Thread.ofPlatform().daemon().name("reelframe-clip-", 1).factory());
    Semaphore room = new Semaphore(run.atOnce() + 1);
    try {
      tell();
      List<String> sources = run.corpus().sources();
      for (int i = 0; i < sources.size(); i++) {
        room.acquire();
        int number = i;
        String source = sources.get(i);
        Video video;
        try {
          video = open(source);
        } catch (RuntimeException broken) {
          // Its name is taken: the others keep their folders when it can be had again.
          failed(number, clip(names.next(ClipNames.of(source)), source), broken);
          room.release();
          continue;
        }
        Clip clip = clip(names.next(video.name()), source);
        clips.execute(() -> {
          analyse(number, clip, video);
          room.release();
        });
      }
      clips.shutdown();
      clips.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      return analysis();
    } catch (InterruptedException e) {
      cancel(clips);
      throw new CancellationException(
          "the run over the corpus was cancelled: " + tally().line() + " in " + run.folder());
    } finally {
      clips.shutdownNow();
    }
  }

  CorpusAnalysis.Clip runOne(String name) throws IOException {
    String source = run.corpus().sources().getFirst();
    Clip clip = clip(name, source);
    try {
      analyse(0, clip, open(source));
    } catch (RuntimeException broken) {
      failed(0, clip, broken);
    } catch (InterruptedException e) {
      throw new CancellationException("the run over " + source + " was cancelled");
    }
    return ended.get(0);
  }

  /** Ends what is under way; what has ended is in the summary. */
  private void cancel(ExecutorService clips) throws IOException {
    cancelled = true;
    clips.shutdownNow();
    try {
      clips.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // Once is enough.
    }
    analysis();
    Thread.currentThread().interrupt();
  }

  private CorpusAnalysis analysis() throws IOException {
    dataset.retain(clipsIn(run.folder()));
    CorpusAnalysis all = new CorpusAnalysis(run.folder(), new ArrayList<>(ended.values()));
    if (tally().clips() > 1) {
      all.saveSummary();
    }
    return all;
  }

  /** Also those of other corpora: a folder of results takes clips one by one as well. */
  private static Set<String> clipsIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(clip -> Files.exists(clip.resolve(Manifest.FILE)))
          .map(clip -> clip.getFileName().toString())
          .collect(Collectors.toSet());
    }
  }

  private Clip clip(String name, String source) {
    return Clip.begun(name, source, run.folder().resolve(name));
  }

  private Video open(String source) throws InterruptedException {
    try {
      return run.opener().apply(source);
    } catch (RuntimeException broken) {
      if (Thread.interrupted() || broken instanceof CancellationException) {
        throw new InterruptedException();
      }
      throw broken;
    }
  }

  private void analyse(int number, Clip clip, Video video) {
    try (RunFolder target = RunFolder.claim(clip.folder())) {
      Earlier earlier = Earlier.NOTHING;
      if (run.resume()) {
        Resume resume = Resume.in(clip.folder(), video, pipeline, run.formats());
        if (resume.isComplete()) {
          publish(clip, video);
          ended(number, clip.kept(resume.entries()), Optional.empty());
          return;
        }
        if (target.isReused()) {
          run.listener().remade(clip, resume.reason().orElseThrow());
        }
        earlier = resume.earlier();
      }
      Analysis analysis = new PipelineRun(video, pipeline, placement, earlier, permits).analysis();
      Analysis written = SavedRun.write(analysis, target, run.formats());
      publish(clip, video);
      ended(number, clip.made(analysis, earlier), Optional.of(written));
    } catch (Exception broken) {
      if (!cancelled) {
        failed(number, clip, broken);
      }
    } catch (Error broken) { // for want of memory, say: the next clip may fit
      failed(number, clip, new IllegalStateException(broken.toString(), broken));
    }
  }

  /** Makes the clip a part of the dataset. */
  private void publish(Clip clip, Video video) throws IOException {
    dataset.put(clip.name(), clip.folder().resolve(SavedRun.TABLES), ClipSourceTable.of(video));
  }

  private synchronized void ended(int number, Clip clip, Optional<Analysis> analysis) {
    count(number, clip);
    run.listener().ended(clip, analysis, tally);
  }

  private synchronized void failed(int number, Clip clip, Exception why) {
    count(number, clip.failed(why));
    run.listener().failed(clip.failed(why), why, tally);
  }

  private void count(int number, Clip clip) {
    ended.put(number, clip);
    tally = tally.after(clip, (System.nanoTime() - startNanos) / 1e9);
    tell();
  }

  private void tell() {
    if (tally.clips() > 1) {
      progress.corpus(tally);
    }
  }

  private synchronized Tally tally() {
    return tally;
  }
}
