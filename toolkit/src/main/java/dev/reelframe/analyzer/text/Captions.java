package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.EditDistance;
import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.text.Consensus.Vote;
import dev.reelframe.analyzer.vision.PixelRect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  private static final double MIN_WAY = 0.08;

  private static final double MAX_WAY = 1.5;
  private static final double SAME_LINE = 0.85;

  /** Lines of one caption that stand for long may come or go this share of their time apart. */
  private static final double TOGETHER_SHARE = 0.1;

  /** How far apart lines of one caption may come and go, seconds. */
  private static final double TOGETHER_S = 0.15;

  /** A shorter text than this many letters and digits is believed only where it is very sure. */
  private static final int SHORT = 3;

  /** Lines of one caption stand in one direction, to so many degrees. */
  private static final double SAME_DIRECTION_DEG = 6;

  private static final double VERY_SURE = 0.95;

  /** The detector's score from which a letter that stands alone is one. */
  private static final double LONE_LETTER = 0.85;

  private static final double SHORTEST_S = 0.15;
  private static final double SHORT_TEXT_S = 0.4;

  /** What cannot be read is told from here on: the detector's score, line heights, and seconds. */
  private static final double SURE_LINE = 0.9;

  /** Letters that are read less surely may be none, as in texture. */
  private static final double LETTER_LIKE = 0.75;

  /** Higher lines, as a share of the picture's height, are read or no text. */
  private static final double MAX_UNREAD_HEIGHT = 0.1;

  /** Two that cannot be read are one where they stand in the same place so nearly. */
  private static final double SAME_PLACE = 0.9;

  private static final double MIN_LENGTH = 2;
  private static final double UNREAD_S = 0.5;

  private final double leastConfidence;

  Captions(double leastConfidence) {
    this.leastConfidence = leastConfidence;
  }

  /** Captions of a signal, by start, then from the top. */
  List<Caption> of(List<ReadingRow> signal) {
    List<Caption> lines = new ArrayList<>(lines(signal, false));
    if (lines.stream().anyMatch(line -> line.unread() == UnreadReason.SCRIPT)) {
      lines = new ArrayList<>(lines(signal, true));
    }
    lines.sort(Comparator.comparingDouble(Caption::startS));
    List<Caption> whole = blocks(continued(lines));
    // What grew line by line shows only now that lines are joined.
    whole = new ArrayList<>(continued(whole));
    whole.sort(Comparator.comparingDouble(Caption::startS).thenComparingDouble(c -> c.box().top()));
    return whole;
  }

  /**
   * @param otherScript whether lines of a script that is not read are known to be among them
   */
  private List<Caption> lines(List<ReadingRow> signal, boolean otherScript) {
    Map<Integer, List<ReadingRow>> readings = new LinkedHashMap<>();
    for (ReadingRow row : signal) {
      readings.computeIfAbsent(row.line(), n -> new ArrayList<>()).add(row);
    }
    return readings.values().stream()
        .map(rows -> line(rows, otherScript))
        .filter(this::believed)
        .toList();
  }

  private Caption line(List<ReadingRow> rows, boolean otherScript) {
    Reading reading =
        Consensus.of(rows.stream().map(row -> new Vote(row.reading(), row.samples())).toList());
    ReadingRow row = rows.getFirst();
    boolean script = reading.unread() == UnreadReason.SCRIPT || isCyrillic(reading, otherScript);
    boolean read =
        !script && reading.confidence() >= leastConfidence && !isLoneShape(reading.text(), row);
    UnreadReason rest = script ? UnreadReason.SCRIPT : UnreadReason.ILLEGIBLE;
    RotatedBox place = row.place();
    return new Caption(
        row.lineStartS(),
        row.lineEndS(),
        read ? reading.text() : "",
        read ? reading.unread() : rest,
        place,
        place.height(),
        row.enters(),
        row.leaves(),
        Optional.of(row.moves()).filter(to -> !to.isEmpty()),
        read ? reading.confidence() : writtenScore(row, reading, script));
  }

  /**
   * The detector's score of a line without text; 0 where nothing but the detector says that it is
   * one. It takes smooth things that fill the picture for lines, and folds and straps for words, in
   * which the recogniser then sees letters that it doubts itself.
   */
  private static double writtenScore(ReadingRow row, Reading reading, boolean script) {
    boolean high = row.lineHeightPx() > MAX_UNREAD_HEIGHT * row.frameHeight();
    long letters = reading.text().codePoints().filter(Character::isLetterOrDigit).count();
    boolean letterLike = script || letters >= SHORT && reading.confidence() >= LETTER_LIKE;
    return letterLike && !high ? row.lineScore() : 0;
  }

  /** Buckles, straps and twigs look like a letter to the recogniser, less so to the detector. */
  private static boolean isLoneShape(String text, ReadingRow row) {
    return text.codePointCount(0, text.length()) == 1 && row.lineScore() < LONE_LETTER;
  }

  private static boolean isCyrillic(Reading reading, boolean otherScript) {
    return SharedLetters.only(reading.text())
        && SharedLetters.areCyrillic(reading.text(), otherScript);
  }

  private boolean believed(Caption line) {
    if (!line.isRead()) {
      return isSurelyText(line);
    }
    long letters = line.text().codePoints().filter(Character::isLetterOrDigit).count();
    boolean wordy = letters * 2 >= line.text().replace(" ", "").length();
    double least = letters >= SHORT ? leastConfidence : Math.max(leastConfidence, VERY_SURE);
    double shortest = letters >= SHORT ? SHORTEST_S : SHORT_TEXT_S;
    boolean comesOrGoes = line.enters() == Passage.ALONE || line.leaves() == Passage.ALONE;
    return (letters >= 2 || letters == 1 && comesOrGoes)
        && wordy
        && line.confidence() >= least
        && line.lengthS() >= shortest - 1e-6;
  }

  /** Whether what nobody can read is certainly written: texture comes and goes with its picture. */
  private static boolean isSurelyText(Caption line) {
    boolean comesOrGoes = line.enters() == Passage.ALONE || line.leaves() == Passage.ALONE;
    return comesOrGoes
        && line.confidence() >= SURE_LINE
        && line.place().length() >= MIN_LENGTH * line.lineHeight()
        && line.lengthS() >= UNREAD_S - 1e-6;
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
    return a.scrolls() || b.scrolls() ? goesOn(a, b) : stays(a, b) || drifts(a, b);
  }

  /** Whether a line that scrolls was lost and found, or came to stand, or is found as both. */
  private static boolean goesOn(Caption a, Caption b) {
    double gap = b.startS() - a.endS();
    if (a.isTicker() && b.isTicker()) {
      return gap <= GAP_S && inOneBand(a, b) && Ticker.joined(a.text(), b.text()) != null;
    }
    boolean inTurn = gap <= LOST_S && (gap >= -GAP_S || !a.scrolls() || !b.scrolls());
    return inTurn && a.isRead() && likeness(a.text(), b.text()) >= SAME_LINE;
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
        && way >= MIN_WAY * high
        && way <= MAX_WAY * high * Math.max(1, b.endS() - a.startS())
        && a.isRead()
        && likeness(a.text(), b.text()) >= SAME_LINE;
  }

  private static boolean inOneBand(Caption a, Caption b) {
    double low = Math.min(a.lineHeight(), b.lineHeight());
    return a.box().sharedHeight(b.box()) >= 0.6 * low;
  }

  private static boolean stays(Caption a, Caption b) {
    double gap = b.startS() - a.endS();
    double smaller = Math.min(a.place().area(), b.place().area());
    if (gap > GAP_S || a.place().shared(b.place()) < 0.6 * smaller) {
      return false;
    }
    if (gap < -TOGETHER_S) {
      // Two texts cannot stand in one place at one time: one of them was read wrong.
      return true;
    }
    if (!a.isRead() || !b.isRead()) {
      return !a.isRead() && !b.isRead() && a.place().iou(b.place()) >= SAME_PLACE;
    }
    boolean typed = b.text().length() > a.text().length() && b.text().startsWith(a.text());
    return typed && gap <= TOGETHER_S || likeness(a.text(), b.text()) >= 0.8;
  }

  /** 1 minus the edit distance over the length of the longer text. */
  static double likeness(String a, String b) {
    int longest = Math.max(a.length(), b.length());
    return longest == 0 ? 1 : 1 - (double) EditDistance.of(a, b) / longest;
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
    double angle = a.place().angle();
    if (a.scrolls() || b.scrolls()) {
      return false;
    }
    if (Math.abs(a.place().degrees() - b.place().degrees()) > SAME_DIRECTION_DEG) {
      return false;
    }
    PixelRect one = a.place().seenAt(angle);
    PixelRect other = b.place().seenAt(angle);
    double high = Math.max(a.lineHeight(), b.lineHeight());
    double low = Math.min(a.lineHeight(), b.lineHeight());
    double between = Math.max(one.top(), other.top()) - Math.min(one.bottom(), other.bottom());
    double starts = Math.abs(a.startS() - b.startS());
    double ends = Math.abs(a.endS() - b.endS());
    double loose = Math.max(TOGETHER_S, TOGETHER_SHARE * Math.min(a.lengthS(), b.lengthS()));
    return Math.min(starts, ends) <= TOGETHER_S
        && Math.max(starts, ends) <= loose
        && between <= high
        && high <= 1.8 * low
        && one.sharedWidth(other) > 0;
  }
}
