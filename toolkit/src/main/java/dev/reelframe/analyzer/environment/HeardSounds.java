package dev.reelframe.analyzer.environment;

import dev.reelframe.table.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Joins the tags of windows to stretches. A window speaks for the time around its middle, up to
 * halfway to the next one; the first also for what is before it and the last for what is after.
 */
final class HeardSounds {
  private record Stretch(double startS, double endS, String label, String group, double mean) {}

  private final List<Double> borders = new ArrayList<>();
  private final Map<String, double[]> scores = new LinkedHashMap<>();
  private final Map<String, String> groups = new LinkedHashMap<>();

  private HeardSounds(Table signal, double soundS) {
    List<Double> times = signal.doubleColumn("time_s").unique().asList().stream().sorted().toList();
    for (int w = 0; w < times.size(); w++) {
      borders.add(w == 0 ? 0 : (times.get(w - 1) + times.get(w) + AudioEnvironment.WINDOW_S) / 2);
    }
    // A signal read back from a file does not know the end of the sound.
    double last = times.isEmpty() ? 0 : times.getLast();
    borders.add(soundS > last ? soundS : last + AudioEnvironment.WINDOW_S);
    Map<Double, Integer> window = new LinkedHashMap<>();
    times.forEach(t -> window.put(t, window.size()));
    for (Row row : signal) {
      String label = row.getString("label");
      groups.put(label, row.getString("group"));
      scores
              .computeIfAbsent(label, l -> new double[times.size()])[
              window.get(row.getDouble("time_s"))] =
          row.getDouble("confidence");
    }
  }

  static Table of(Table signal, double from, double to, double soundS) {
    HeardSounds heard = new HeardSounds(signal, soundS);
    List<Stretch> stretches = new ArrayList<>();
    heard.scores.forEach((label, score) -> heard.add(stretches, label, score, from, to));
    stretches.sort(Comparator.comparingDouble(Stretch::startS).thenComparing(Stretch::label));
    Rows rows = AudioEnvironment.TABLE.rows();
    for (Stretch s : stretches) {
      rows.add(s.startS, s.endS, s.label, s.group, s.mean);
    }
    return rows.table();
  }

  /** Runs of windows at or above {@code to} of which one at least reaches {@code from}. */
  private void add(List<Stretch> out, String label, double[] score, double from, double to) {
    for (int w = 0; w < score.length; w++) {
      int begin = w;
      double sum = 0;
      double most = 0;
      for (; w < score.length && score[w] >= to; w++) {
        sum += score[w];
        most = Math.max(most, score[w]);
      }
      if (most >= from) {
        out.add(
            new Stretch(
                borders.get(begin), borders.get(w), label, groups.get(label), sum / (w - begin)));
      }
    }
  }
}
