package dev.reelframe.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.EditDistance;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Tables against what is known of a clip. Known are any of {@code cuts [{frame}]}, {@code text
 * [{start_s, end_s, text}]}, {@code speech [{start_s, end_s}]}, {@code camera [{start_s, end_s,
 * camera}]}, {@code objects [{start_s, end_s, objects}]} and {@code music {start, end, bpm}}; what
 * is not known, and what no analyzer of the run gave, is not judged.
 */
final class Quality {
  private final JsonNode truth;
  private final Analysis run;
  private final Map<String, Double> values = new LinkedHashMap<>();

  private Quality(JsonNode truth, Analysis run) {
    this.truth = truth;
    this.run = run;
  }

  /**
   * Measures by name: {@code f1}, {@code recall} and {@code right} are best at 1, {@code error} at
   * 0.
   */
  static Map<String, Double> of(JsonNode truth, Analysis run) {
    Quality quality = new Quality(truth, run);
    quality.judged("cuts", "cut_analysis").ifPresent(quality::cuts);
    quality.judged("text", "text_overlay").ifPresent(quality::text);
    quality.judged("speech", "speech_activity").ifPresent(quality::speech);
    quality.judged("camera", "camera_analysis").ifPresent(quality::camera);
    quality.judged("objects", "object_detection").ifPresent(quality::objects);
    quality.judged("music", "audio_analysis").ifPresent(quality::tempo);
    return quality.values;
  }

  private Optional<MeasuredTable> judged(String known, String table) {
    return truth.has(known)
        ? run.tables().stream().filter(t -> t.schema().table().equals(table)).findFirst()
        : Optional.empty();
  }

  /** Exact to the frame; gradual transitions are not counted. */
  private void cuts(MeasuredTable found) {
    Set<Integer> wanted = new HashSet<>();
    truth.get("cuts").forEach(cut -> wanted.add(cut.path("frame").asInt()));
    Set<Integer> got = new HashSet<>();
    for (int row = 0; row < found.rowCount(); row++) {
      if (found.getString(row, "kind").equals("cut")) {
        got.add(found.intColumn("frame").get(row));
      }
    }
    long hits = got.stream().filter(wanted::contains).count();
    values.put("cut_f1_ratio", f1(hits, wanted.size(), got.size()));
  }

  /** Harmonic mean of precision and recall; finding nothing where nothing is, is right. */
  private static double f1(double hits, double wanted, double got) {
    return wanted + got == 0 ? 1 : 2 * hits / (wanted + got);
  }

  /** Character error of the best row at the time of each known text; 1 where there is none. */
  private void text(MeasuredTable found) {
    List<Interval> when = Interval.of(found);
    double sum = 0;
    for (JsonNode known : truth.get("text")) {
      Interval stretch = interval(known);
      String wanted = folded(known.path("text").asText());
      double best = 1;
      for (int row = 0; row < found.rowCount(); row++) {
        if (when.get(row).overlap(stretch) > 0) {
          double distance = EditDistance.of(wanted, folded(found.getString(row, "text")));
          best = Math.min(best, distance / Math.max(1, wanted.length()));
        }
      }
      sum += best;
    }
    put("text_error_ratio", sum, truth.get("text").size());
  }

  private static String folded(String text) {
    return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
  }

  private void speech(MeasuredTable found) {
    List<Interval> wanted = Interval.union(intervals(truth.get("speech")));
    List<Interval> got = Interval.union(Interval.of(found));
    double both = 0;
    for (Interval one : wanted) {
      for (Interval other : got) {
        both += one.overlap(other);
      }
    }
    values.put("speech_f1_ratio", f1(both, length(wanted), length(got)));
  }

  /** Share of the known stretches whose longest label is the known one. */
  private void camera(MeasuredTable found) {
    List<Interval> when = Interval.of(found);
    double right = 0;
    for (JsonNode known : truth.get("camera")) {
      Map<String, Double> seconds = new LinkedHashMap<>();
      for (int row = 0; row < found.rowCount(); row++) {
        seconds.merge(
            found.getString(row, "camera"), when.get(row).overlap(interval(known)), Double::sum);
      }
      String longest =
          seconds.entrySet().stream()
              .filter(e -> e.getValue() > 0)
              .max(Map.Entry.comparingByValue())
              .map(Map.Entry::getKey)
              .orElse("");
      right += longest.equals(known.path("camera").asText()) ? 1 : 0;
    }
    put("camera_right_ratio", right, truth.get("camera").size());
  }

  /** Share of the known labels that stand in some row at their time. */
  private void objects(MeasuredTable found) {
    List<Interval> when = Interval.of(found);
    double hits = 0;
    int wanted = 0;
    for (JsonNode known : truth.get("objects")) {
      for (JsonNode label : known.path("objects")) {
        wanted++;
        for (int row = 0; row < found.rowCount(); row++) {
          if (found.getString(row, "label").equals(label.asText())
              && when.get(row).overlap(interval(known)) > 0) {
            hits++;
            break;
          }
        }
      }
    }
    put("object_recall_ratio", hits, wanted);
  }

  /** Median tempo of the windows with music, beside the known one. */
  private void tempo(MeasuredTable found) {
    JsonNode music = truth.get("music");
    Interval stretch = new Interval(music.path("start").asDouble(), music.path("end").asDouble());
    List<Interval> when = Interval.of(found);
    List<Double> tempi = new ArrayList<>();
    for (int row = 0; row < found.rowCount(); row++) {
      OptionalDouble bpm =
          found.column("tempo_bpm").isMissing(row)
              ? OptionalDouble.empty()
              : OptionalDouble.of(found.doubleColumn("tempo_bpm").get(row));
      if (bpm.isPresent() && when.get(row).overlap(stretch) > 0) {
        tempi.add(bpm.getAsDouble());
      }
    }
    double[] all = tempi.stream().mapToDouble(Double::doubleValue).toArray();
    if (all.length > 0) {
      double median = StatUtils.percentile(all, 50);
      values.put("tempo_error_ratio", Math.abs(median / music.path("bpm").asDouble() - 1));
    }
  }

  private void put(String measure, double sum, int count) {
    if (count > 0) {
      values.put(measure, sum / count);
    }
  }

  private static Interval interval(JsonNode known) {
    return new Interval(known.path("start_s").asDouble(), known.path("end_s").asDouble());
  }

  private static List<Interval> intervals(JsonNode known) {
    List<Interval> all = new ArrayList<>();
    known.forEach(one -> all.add(interval(one)));
    return all;
  }

  private static double length(List<Interval> intervals) {
    return intervals.stream().mapToDouble(Interval::length).sum();
  }
}
