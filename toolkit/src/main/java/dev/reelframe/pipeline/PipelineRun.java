package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.DevicePlacement;
import dev.reelframe.analyzer.Engine;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Decoding.Delivery;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.Video;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** A pipeline's run: the engine's, with its progress told and the GPUs watched. */
final class PipelineRun implements Engine.Listener {
  private final Video video;
  private final Pipeline plan;
  private final DevicePlacement placement;
  private final Earlier earlier;
  private final Semaphore permits;
  private final Progress progress;
  private final Optional<Keyframes> keyframes;

  /** A run from nothing, with the cores to itself. */
  PipelineRun(Video video, Pipeline plan, DevicePlacement placement) {
    this(video, plan, placement, Earlier.NOTHING, new Semaphore(plan.workers()));
  }

  /**
   * @param earlier results that need not be made again
   * @param permits shared with the runs beside this one
   */
  PipelineRun(
      Video video, Pipeline plan, DevicePlacement placement, Earlier earlier, Semaphore permits) {
    this.earlier = earlier;
    this.permits = permits;
    this.video = video;
    this.plan = plan;
    this.placement = placement;
    this.progress = DefaultProgress.resolved(plan.progress());
    this.keyframes =
        video.info().picture().map(p -> Keyframes.of(p, video.durationS().orElse(0.0)));
  }

  Analysis analysis() {
    long start = System.nanoTime();
    try (GpuWatch watch = GpuWatch.start(placement, plan.kernels(), start)) {
      progress.started(video, plan.analyzers().size() - earlier.done().size());
      RunContext context = RunContext.on(placement.models(), plan.workers(), permits, start);
      Engine.Findings found = Engine.run(video, plan.analyzers(), earlier.done(), context, this);
      Cost cost =
          new Cost(
              found.work(),
              start,
              (System.nanoTime() - start) / 1e9,
              plan.workers(),
              watch.deviceUse(found.usage()),
              watch.stop(),
              watch.kernels());
      Analysis analysis =
          new Analysis(
              video,
              earlier.with(found.results()),
              earlier.end(found.end()),
              earlier.damage(found.damage().text()),
              cost,
              keyframes.map(Keyframes::frames).orElse(List.of()));
      progress.finished(analysis);
      return analysis;
    } catch (RuntimeException e) {
      progress.broke(e);
      throw e;
    }
  }

  @Override
  public Optional<Frames> view() {
    return keyframes.map(Keyframes::view);
  }

  @Override
  public void decoded(Delivery delivery) {
    if (delivery.item() instanceof Frame frame
        && keyframes.isPresent()
        && keyframes.get().view().equals(delivery.view())) {
      keyframes.get().add(frame);
    }
    progress.decoded(delivery.item().timeS(), video.durationS().orElse(0.0));
  }

  @Override
  public void ended(AnalyzerResult result) {
    progress.ended(result);
  }
}
