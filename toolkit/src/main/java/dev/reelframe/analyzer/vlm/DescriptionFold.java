package dev.reelframe.analyzer.vlm;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** Describes while frames come, so that no more of them wait than a batch of segments holds. */
final class DescriptionFold implements Fold {
  private final TemporalDescription settings;
  private final Segmenter segments;
  private final VisionLanguageModel model;
  private final SegmentDescriber describing;

  DescriptionFold(TemporalDescription settings, RunContext run) {
    this.settings = settings;
    this.segments = new Segmenter(settings.lengthS(), settings.stepS());
    this.model = settings.describer().open().apply(run);
    this.describing = new SegmentDescriber(settings, model);
  }

  @Override
  public void frame(Frame frame) {
    segments.accept(frame).forEach(describing::add);
  }

  @Override
  public Table signal(StreamEnd end) {
    segments.end(end.pictureS()).forEach(describing::add);
    describing.finish();
    return describing.signal();
  }

  @Override
  public List<ModelUse> models() {
    return settings.describer().models().get();
  }

  @Override
  public Map<String, String> circumstances() {
    return model.attention().map(path -> Map.of("attention", path)).orElse(Map.of());
  }

  @Override
  public void close() {
    model.close();
  }
}
