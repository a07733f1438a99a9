package dev.reelframe.report.subtitle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * A text that stands on the screen for a time.
 *
 * @param startMs milliseconds
 * @param endMs milliseconds, above {@code startMs}
 * @param text one or several lines, none of them blank
 * @param settings of WebVTT: where it stands on the screen, or empty
 */
record Cue(long startMs, long endMs, String text, String settings) {

  Cue(long startMs, long endMs, String text) {
    this(startMs, endMs, text, "");
  }

  /**
   * Cues of a table with {@code start_s, end_s, text}, by their start; rows without text left out.
   */
  static List<Cue> of(Table table) {
    return of(table, 0);
  }

  /**
   * Cues that stand as high on the screen as their boxes, where the table has boxes.
   *
   * @param heightPx of the picture; 0: unknown
   */
  static List<Cue> of(Table table, int heightPx) {
    boolean placed = heightPx > 0 && table.containsColumn("y_px");
    List<Cue> cues = new ArrayList<>();
    for (Row row : table) {
      String text = text(row);
      if (!text.isEmpty()) {
        long start = Math.round(row.getDouble("start_s") * 1000);
        long end = Math.round(row.getDouble("end_s") * 1000);
        String settings = placed ? line(row.getNumber("y_px"), heightPx) : "";
        cues.add(new Cue(start, Math.max(end, start + 1), text, settings));
      }
    }
    cues.sort(Comparator.comparingLong(Cue::startMs).thenComparingLong(Cue::endMs));
    return cues;
  }

  /** As {@link #of(Table)}, but cues that are too long to be read are parted. */
  static List<Cue> readable(Table table) {
    return of(table).stream()
        .flatMap(cue -> cue.isReadable() ? Stream.of(cue) : cue.parted().stream())
        .toList();
  }

  private boolean isReadable() {
    return endMs - startMs <= CueSplitter.MAX_MS
        && text.lines().count() <= 2
        && text.lines().allMatch(line -> line.length() <= CueSplitter.MAX_LINE);
  }

  private List<Cue> parted() {
    String line = text.replace('\n', ' ');
    return CueSplitter.split(List.of(TimedText.spread(line, startMs, endMs)));
  }

  /** Upper edge of the text, in percent of the picture's height. */
  private static String line(double yPx, int heightPx) {
    return Double.isNaN(yPx)
        ? ""
        : " line:" + Math.clamp(Math.round(100 * yPx / heightPx), 0, 100) + "%";
  }

  /** A blank line would end the cue. */
  private static String text(Row row) {
    String raw = row.isMissing("text") ? "" : row.getString("text");
    return String.join("\n", raw.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }

  /** SubRip: numbered from 1, decimal comma. */
  static String srt(List<Cue> cues) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      // SubRip has no escapes: an arrow in the text would read as a new cue.
      String text = cue.text.replace("-->", "->");
      out.append(i + 1).append('\n').append(cue.times(',')).append('\n');
      out.append(text).append("\n\n");
    }
    return out.toString();
  }

  /**
   * WebVTT (W3C): each cue with an identifier.
   *
   * @param id begins each identifier, for example {@code speech}
   */
  static String webVtt(List<Cue> cues, String id) {
    StringBuilder out = new StringBuilder("WEBVTT\n\n");
    for (int i = 0; i < cues.size(); i++) {
      Cue cue = cues.get(i);
      String text = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
      out.append(id).append('-').append(i + 1).append('\n').append(cue.times('.'));
      out.append(cue.settings).append('\n').append(text).append("\n\n");
    }
    return out.toString();
  }

  private String times(char decimal) {
    return time(startMs, decimal) + " --> " + time(endMs, decimal);
  }

  private static String time(long ms, char decimal) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        ms / 3_600_000,
        ms / 60_000 % 60,
        ms / 1000 % 60,
        decimal,
        ms % 1000);
  }
}
