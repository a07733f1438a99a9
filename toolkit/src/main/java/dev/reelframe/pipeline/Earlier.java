package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.media.Gap;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What of an earlier run over the same media a run goes on from.
 *
 * @param done results that it would make and need not, by analyzer
 * @param beside results of analyzers that it does not run
 * @param source what the earlier manifest says of the media
 */
record Earlier(
    Map<String, AnalyzerResult> done, List<AnalyzerResult> beside, Optional<JsonNode> source) {
  /** A run from nothing. */
  static final Earlier NOTHING = new Earlier(Map.of(), List.of(), Optional.empty());

  Earlier {
    done = Map.copyOf(done);
    beside = List.copyOf(beside);
  }

  /** The run's results, and those beside it that were made from the same tables. */
  List<AnalyzerResult> with(List<AnalyzerResult> results) {
    List<AnalyzerResult> all = new ArrayList<>(results);
    Map<String, Provenance> tables = new HashMap<>();
    results.forEach(result -> provenance(result).ifPresent(p -> tables.put(result.name(), p)));
    beside.forEach(result -> provenance(result).ifPresent(p -> tables.put(result.name(), p)));
    beside.stream().filter(result -> holds(result, tables)).forEach(all::add);
    return all;
  }

  private static Optional<Provenance> provenance(AnalyzerResult result) {
    return result.table().map(MeasuredTable::provenance);
  }

  private static boolean holds(AnalyzerResult result, Map<String, Provenance> tables) {
    return provenance(result).orElseThrow().inputs().entrySet().stream()
        .allMatch(input -> input.getValue().equals(tables.get(input.getKey())));
  }

  /** The run's end; the analyzers beside it may have read a stream that it did not. */
  StreamEnd end(StreamEnd run) {
    if (beside.isEmpty()) {
      return run;
    }
    JsonNode then = source.orElseThrow();
    List<Gap> gaps =
        then.path("sound_gaps")
            .valueStream()
            .map(gap -> new Gap(gap.path("start_s").asDouble(), gap.path("end_s").asDouble()))
            .toList();
    Stream<String> notes = then.path("notes").valueStream().map(JsonNode::asText);
    return new StreamEnd(
        Math.max(run.durationS(), then.path("duration_s").asDouble()),
        run.pictureS(),
        run.soundS(),
        Math.max(run.frames(), then.path("frames").asLong()),
        run.gaps().isEmpty() ? gaps : run.gaps(),
        Stream.concat(run.notes().stream(), notes).distinct().toList());
  }

  /** Likewise what was wrong with the streams. */
  Optional<String> damage(Optional<String> run) {
    if (beside.isEmpty()) {
      return run;
    }
    Optional<String> then =
        Optional.of(source.orElseThrow().path("damage").asText()).filter(text -> !text.isEmpty());
    return then.filter(text -> run.isEmpty() || text.contains(run.get())).or(() -> run);
  }
}
