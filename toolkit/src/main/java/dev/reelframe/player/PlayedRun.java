package dev.reelframe.player;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.results.SavedResults;
import dev.reelframe.table.MeasuredTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the player shows of a run, be it in memory or on disk.
 *
 * @param clip name of the clip
 * @param widthPx of the picture in display orientation; 0 where there is none
 * @param signals by analyzer
 */
record PlayedRun(
    String clip,
    String mediaSha256,
    double durationS,
    int widthPx,
    int heightPx,
    List<MeasuredTable> tables,
    Map<String, MeasuredTable> signals) {

  static PlayedRun of(SavedResults saved) throws IOException {
    Map<String, MeasuredTable> signals = new HashMap<>();
    for (MeasuredTable table : saved.tables()) {
      String name = table.schema().table();
      saved.signal(name).ifPresent(signal -> signals.put(name, signal));
    }
    return new PlayedRun(
        saved.clip(),
        saved.mediaSha256(),
        saved.durationS(),
        saved.widthPx(),
        saved.heightPx(),
        saved.tables(),
        signals);
  }

  static PlayedRun of(Analysis run) {
    Map<String, MeasuredTable> signals = new HashMap<>();
    for (AnalyzerResult result : run.results()) {
      result
          .table()
          .flatMap(MeasuredTable::signal)
          .ifPresent(signal -> signals.put(result.name(), signal));
    }
    Optional<MediaInfo.Picture> picture = run.video().info().picture();
    return new PlayedRun(
        run.video().name(),
        run.video().sha256(),
        run.durationS(),
        picture.map(MediaInfo.Picture::width).orElse(0),
        picture.map(MediaInfo.Picture::height).orElse(0),
        run.tables(),
        signals);
  }

  Optional<MeasuredTable> signal(String analyzer) {
    return Optional.ofNullable(signals.get(analyzer));
  }
}
