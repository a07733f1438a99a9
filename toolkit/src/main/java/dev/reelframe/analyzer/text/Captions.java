package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.text.Consensus.Vote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * Makes captions of read lines: one text per line by consensus, doubtful ones dropped, a line that
 * was interrupted or typed made whole, lines below each other joined.
 */
final class Captions {
  /** Longest interruption of a caption, seconds. */
  private static final double GAP_S = 0.3;

  /** A caption that moves may be lost for so long, seconds, */
  private static final double LOST_S = 1.0;

  /** and be found again so far away: heights of a line at the least, and per second at the most. */
  private static final double LEAST_WAY = 0.08;

  private static final double MOST_WAY = 1.5;

  /** Lines of one caption that stand for long may come or go this share of their time apart. */
  private static final double TOGETHER_SHARE = 0.1;

  /** How far apart lines of one caption may come and go, seconds. */
  private static final double TOGETHER_S = 0.15;

  /** A shorter text than this many letters and digits is believed only where it is very sure. */
  private static final int SHORT = 3;

  private static final double VERY_SURE = 0.95;
  private static final double SHORTEST_S = 0.15;
  private static final double SHORT_TEXT_S = 0.4;

  private final double leastConfidence;

  Captions(double leastConfidence) {
    this.leastConfidence = leastConfidence;
  }

  /** Captions of a signal table, by start, then from the top. */
  List<Caption> of(Table signal) {
    List<Caption> lines = new ArrayList<>(lines(signal));
    lines.sort(Comparator.comparingDouble(Caption::startS));
    List<Caption> whole = blocks(continued(lines));
    // What grew line by line shows only now that lines are joined.
    whole = new ArrayList<>(continued(whole));
    whole.sort(Comparator.comparingDouble(Caption::startS).thenComparingDouble(c -> c.box().top()));
    return whole;
  }

  private List<Caption> lines(Table signal) {
    Map<Integer, List<Row>> readings = new LinkedHashMap<>();
    for (int i = 0; i < signal.rowCount(); i++) {
      Row row = signal.row(i);
      readings.computeIfAbsent(row.getInt("line"), n -> new ArrayList<>()).add(row);
    }
    return readings.values().stream().map(Captions::line).filter(this::believed).toList();
  }

  private static Caption line(List<Row> rows) {
    Reading consensus =
        Consensus.of(
            rows.stream()
                .map(row ->
                    new Vote(
                        new Reading(row.getString("text"), row.getDouble("confidence")),
                        row.getInt("samples")))
                .toList());
    Row row = rows.getFirst();
    double x = row.getDouble("x_px");
    double y = row.getDouble("y_px");
    Box box = new Box(x, y, x + row.getDouble("w_px"), y + row.getDouble("h_px"));
    return new Caption(
        row.getDouble("line_start_s"),
        row.getDouble("line_end_s"),
        consensus.text(),
        box,
        box.height(),
        Passage.of(row.getString("enters")),
        Passage.of(row.getString("leaves")),
        consensus.confidence());
  }

  private boolean believed(Caption line) {
    long letters = line.text().codePoints().filter(Character::isLetterOrDigit).count();
    boolean wordy = letters * 2 >= line.text().replace(" ", "").length();
    double least = letters >= SHORT ? leastConfidence : Math.max(leastConfidence, VERY_SURE);
    double shortest = letters >= SHORT ? SHORTEST_S : SHORT_TEXT_S;
    return letters >= 2 && wordy && line.confidence() >= least && line.lengthS() >= shortest - 1e-6;
  }

  /** Joins what stands in the same place and says the same, or goes on writing. */
  private static List<Caption> continued(List<Caption> captions) {
    List<Caption> out = new ArrayList<>();
    for (Caption caption : captions) {
      int before = -1;
      for (int i = 0; i < out.size(); i++) {
        if (continues(out.get(i), caption)) {
          before = i;
        }
      }
      if (before < 0) {
        out.add(caption);
      } else {
        out.set(before, out.get(before).followedBy(caption));
      }
    }
    return out;
  }

  private static boolean continues(Caption a, Caption b) {
    return stays(a, b) || drifts(a, b);
  }

  /**
   * Whether a caption that moves slowly was lost for a while and found again a little further on.
   */
  private static boolean drifts(Caption a, Caption b) {
    double gap = b.startS() - a.endS();
    double high = Math.max(a.lineHeight(), b.lineHeight());
    double low = Math.min(a.lineHeight(), b.lineHeight());
    double way =
        Math.hypot(a.box().middleX() - b.box().middleX(), a.box().middleY() - b.box().middleY());
    return gap <= LOST_S
        && gap >= -GAP_S
        && high <= 1.6 * low
        && way >= LEAST_WAY * high
        && way <= MOST_WAY * high * Math.max(1, b.endS() - a.startS())
        && likeness(a.text(), b.text()) >= 0.85;
  }

  private static boolean stays(Caption a, Caption b) {
    double gap = b.startS() - a.endS();
    double smaller = Math.min(a.box().area(), b.box().area());
    if (gap > GAP_S || a.box().shared(b.box()) < 0.6 * smaller) {
      return false;
    }
    if (gap < -TOGETHER_S) {
      // Two texts cannot stand in one place at one time: one of them was read wrong.
      return true;
    }
    boolean typed = b.text().length() > a.text().length() && b.text().startsWith(a.text());
    return typed && gap <= TOGETHER_S || likeness(a.text(), b.text()) >= 0.8;
  }

  /** 1 minus the edit distance over the length of the longer text. */
  static double likeness(String a, String b) {
    int longest = Math.max(a.length(), b.length());
    return longest == 0 ? 1 : 1 - (double) distance(a, b) / longest;
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int up = row[j];
        int change = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(Math.min(row[j], row[j - 1]) + 1, change);
        corner = up;
      }
    }
    return row[b.length()];
  }

  /** Joins lines that stand below each other and come and go together. */
  private static List<Caption> blocks(List<Caption> lines) {
    List<List<Caption>> blocks = new ArrayList<>();
    lines.stream()
        .sorted(Comparator.comparingDouble(c -> c.box().top()))
        .forEach(line -> {
          for (List<Caption> block : blocks) {
            if (block.stream().anyMatch(other -> together(other, line))) {
              block.add(line);
              return;
            }
          }
          blocks.add(new ArrayList<>(List.of(line)));
        });
    return blocks.stream()
        .map(Caption::joined)
        .sorted(Comparator.comparingDouble(Caption::startS))
        .toList();
  }

  private static boolean together(Caption a, Caption b) {
    double high = Math.max(a.lineHeight(), b.lineHeight());
    double low = Math.min(a.lineHeight(), b.lineHeight());
    double between =
        Math.max(a.box().top(), b.box().top()) - Math.min(a.box().bottom(), b.box().bottom());
    double starts = Math.abs(a.startS() - b.startS());
    double ends = Math.abs(a.endS() - b.endS());
    double loose = Math.max(TOGETHER_S, TOGETHER_SHARE * Math.min(a.lengthS(), b.lengthS()));
    return Math.min(starts, ends) <= TOGETHER_S
        && Math.max(starts, ends) <= loose
        && between <= high
        && high <= 1.8 * low
        && a.box().sharedWidth(b.box()) > 0;
  }
}
