package dev.reelframe.pipeline;

import dev.reelframe.table.MeasuredTable;
import java.util.ServiceLoader;

/** Draws runs and their tables. Found by {@link ServiceLoader}. */
public interface RunPainter {
  /** A lane per analyzer over seconds, keyframes above. */
  Picture timeline(Analysis run, PageWidth width);

  /**
   * A table over seconds.
   *
   * @param durationS length of the time axis
   */
  Picture plot(MeasuredTable table, double durationS, PageWidth width);

  /**
   * Frames with what was seen in them drawn over them.
   *
   * @param timesS moments, seconds
   */
  Picture annotated(Analysis run, double... timesS);

  /** When each step of the run worked. */
  Picture profile(Analysis run, PageWidth width);

  /** When each step of a run is expected to work. */
  Picture plan(Plan plan);

  /**
   * The painter of this build.
   *
   * @throws IllegalStateException where there is none
   */
  static RunPainter found() {
    return ServiceLoader.load(RunPainter.class, RunPainter.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "no painter on the class path: use the whole toolkit jar, META-INF/services included"));
  }
}
