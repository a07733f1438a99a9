package dev.reelframe.cli;

import dev.reelframe.media.Video;
import dev.reelframe.pipeline.CardPrediction;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.pipeline.StepCosts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** A plan played on a GPU that need not be here. */
final class CardOptions {
  @Option(
      names = "--card",
      paramLabel = "NAME",
      description = "a simulation on a GPU that need not be here: h200, l4, rtx8000")
  private Optional<String> card = Optional.empty();

  @Option(
      names = "--clips",
      paramLabel = "N",
      defaultValue = "1",
      description = "with --card: so many clips like this one (default: ${DEFAULT-VALUE})")
  private int clips;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "with --card: threads of its machine (default: the cores of this one)")
  private Optional<Integer> workers = Optional.empty();

  /** The prediction, where a card is named. */
  Optional<CardPrediction> prediction(Pipeline pipeline, Video video, StepCosts costs) {
    return card.map(name ->
        CardPrediction.of(
            workers.map(pipeline::workers).orElse(pipeline), video, costs, clips, name));
  }

  static String words(CardPrediction seen) {
    return WrappedText.of(seen.words() + " " + CardPrediction.oldSystem().words(), "");
  }

  static Map<String, Object> fields(String clip, CardPrediction seen) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("clip", clip);
    fields.put("simulation", true);
    fields.put("card", seen.card());
    fields.put("wall_s", seen.wallS());
    fields.put("real_time_factor", seen.realTimeFactor());
    fields.put("busy_ratio", seen.busyRatio());
    fields.put("peak_memory_bytes", seen.peakBytes());
    return fields;
  }
}
