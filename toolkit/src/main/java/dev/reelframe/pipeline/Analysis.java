package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Result;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.Video;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.util.List;
import java.util.Optional;

/**
 * What a run found.
 *
 * @param video the input
 * @param results one per analyzer, required ones first
 * @param end where decoding ended
 * @param damage what was wrong with the stream, where something was
 * @param profile what it cost
 */
public record Analysis(
    Video video, List<Result> results, StreamEnd end, Optional<String> damage, Profile profile) {

  /**
   * An analyzer's table.
   *
   * @throws IllegalArgumentException where no such analyzer ran, or it has no table; the message
   *     says why
   */
  public MeasuredTable table(String name) {
    Result result = result(name);
    return result
        .table()
        .orElseThrow(() ->
            new IllegalArgumentException(
                name + " has no table: " + result.state().word() + ", " + result.state().reason()));
  }

  /** An analyzer's measurements per frame or window. */
  public MeasuredTable signal(String name) {
    return table(name)
        .signal()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no signal table"));
  }

  public State state(String name) {
    return result(name).state();
  }

  public Result result(String name) {
    return results.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no analyzer "
                    + name
                    + " in this run: "
                    + results.stream().map(Result::name).toList()));
  }
}
