package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.DependencyOrder;
import dev.reelframe.analyzer.DevicePlacement;
import dev.reelframe.analyzer.Parameters;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several analyzers over one decode. Immutable; may be run any number of times.
 *
 * @param analyzers with all they require, in an order in which they can decide
 * @param workers analyzers that may work at the same time
 * @param progress listener; until one is named, the front end's ({@link Progress#byDefault})
 * @param device where models are wanted; {@code auto} until one is named
 * @param kernels whether what runs on GPUs is recorded one by one
 */
public record Pipeline(
    List<Analyzer> analyzers, int workers, Progress progress, Device device, boolean kernels) {

  public Pipeline {
    analyzers = DependencyOrder.of(analyzers);
    if (workers < 1) {
      throw new IllegalArgumentException("workers " + workers + ": give at least 1");
    }
  }

  /** Every analyzer of the library. */
  public static Pipeline standard() {
    return of(Analyzers.all());
  }

  /**
   * These analyzers, and those that they require. One that is given here takes the place of those
   * of its name that others require: {@code of(cuts().sensitivity(0.6), objectDetection())} ends
   * tracks at those cuts.
   *
   * @throws IllegalArgumentException where two are of one name, or two require one that is not
   *     given here in different configurations
   */
  public static Pipeline of(Analyzer... analyzers) {
    return of(List.of(analyzers));
  }

  /** The same of a collection, see {@link #of(Analyzer...)}. */
  public static Pipeline of(Collection<Analyzer> analyzers) {
    return new Pipeline(
        List.copyOf(analyzers), RunContext.cores(), DefaultProgress.PLACE, Device.auto(), false);
  }

  /**
   * The same pipeline with these analyzers only, and those they require as they are configured
   * here.
   *
   * @throws IllegalArgumentException naming the known ones, where a name is unknown
   */
  public Pipeline only(Set<String> names) {
    List<String> known = analyzers.stream().map(a -> a.spec().name()).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "no analyzer is named "
                + name
                + Parameters.nearest(name, known)
                + ": choose from "
                + String.join(", ", known));
      }
    }
    Set<String> kept = new HashSet<>(names);
    for (Analyzer analyzer : analyzers.reversed()) {
      if (kept.contains(analyzer.spec().name())) {
        kept.addAll(analyzer.spec().inputs());
      }
    }
    return new Pipeline(
        analyzers.stream().filter(a -> kept.contains(a.spec().name())).toList(),
        workers,
        progress,
        device,
        kernels);
  }

  /**
   * The same pipeline with a parameter of one of its analyzers set, for all that read its table:
   * {@code set("text_overlay.every_s", 0.5)}.
   *
   * @param key name of an analyzer, a dot, name of a parameter as docs/tables.md and manifests have
   *     it
   * @param value a number, a boolean or text
   * @throws IllegalArgumentException where the key names nothing, with the nearest names, or the
   *     value is out of range
   */
  public Pipeline set(String key, Object value) {
    return set(Map.of(key, value));
  }

  /** The same pipeline with several parameters set, see {@link #set(String, Object)}. */
  public Pipeline set(Map<String, ?> values) {
    return new Pipeline(Parameters.set(analyzers, values), workers, progress, device, kernels);
  }

  /**
   * The same pipeline with so many analyzers at work at the same time, at least 1; tables do not
   * depend on it.
   */
  public Pipeline workers(int number) {
    return new Pipeline(analyzers, number, progress, device, kernels);
  }

  /** The same pipeline, telling of its progress there. */
  public Pipeline progress(Progress listener) {
    return new Pipeline(analyzers, workers, listener, device, kernels);
  }

  /**
   * The same pipeline with its models on a device. A GPU, named or found, is watched while the
   * pipeline runs; {@link Cost#device()} says where models really worked.
   *
   * @throws dev.reelframe.gpu.error.NoDevice where there is no such GPU
   * @throws dev.reelframe.models.ModelUnavailable where models cannot run on it
   */
  public Pipeline on(Device wanted) {
    Pipeline placed = new Pipeline(analyzers, workers, progress, wanted, kernels);
    if (wanted.kind() == Device.Kind.CUDA) {
      DevicePlacement.of(wanted, placed.analyzers);
    }
    return placed;
  }

  /**
   * The same pipeline, recording each kernel and copy on GPUs for {@link Analysis#trace}, where
   * CUPTI is there and the driver allows it. One run of a process at a time can; it costs time.
   */
  public Pipeline recordingKernels() {
    return new Pipeline(analyzers, workers, progress, device, true);
  }

  /** The same pipeline with its models on a GPU, for example {@code Gpu.first()}. */
  public Pipeline on(Gpu gpu) {
    return on(Device.cuda(gpu.index()));
  }

  /** What a run over a video would do and take, with costs that were measured once. */
  public Plan plan(Video video) {
    return plan(video, StepCosts.shipped());
  }

  /** What a run over a video would do and take, with the costs of earlier runs. */
  public Plan plan(Video video, StepCosts costs) {
    return Plan.of(this, video, costs);
  }

  /**
   * Runs over one video.
   *
   * @throws dev.reelframe.media.MediaException where nothing of the video can be decoded
   * @throws java.util.concurrent.CancellationException where the calling thread is interrupted; the
   *     decoder child ends within a second
   */
  public Analysis run(Video video) {
    return new PipelineRun(video, this, DevicePlacement.of(device, analyzers)).analysis();
  }

  /**
   * Runs over several videos. Results are on disk, in a folder that goes with this process: keep
   * them with {@link CorpusAnalysis#save}, or give a folder at once.
   *
   * @throws java.util.concurrent.CancellationException where the calling thread is interrupted
   */
  public CorpusAnalysis run(Corpus corpus) {
    try {
      return run(corpus, ScratchFolder.make());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs over several videos, some of them side by side; a video that cannot be had or decoded
   * costs its own clip only. {@link CorpusRun} has more choices.
   *
   * @param folder gets a folder for each clip, written the moment the clip ends
   * @throws java.util.concurrent.CancellationException where the calling thread is interrupted
   */
  public CorpusAnalysis run(Corpus corpus, Path folder) throws IOException {
    return CorpusRun.of(corpus, folder).run(this);
  }
}
