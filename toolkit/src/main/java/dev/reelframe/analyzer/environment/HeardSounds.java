package dev.reelframe.analyzer.environment;

import dev.reelframe.analyzer.environment.AudioEnvironment.Tag;
import dev.reelframe.analyzer.environment.AudioEnvironment.TagRow;
import dev.reelframe.analyzer.environment.AudioEnvironment.WindowTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * Joins the tags of windows to stretches. A window speaks for the time around its middle, up to
 * halfway to the next one; the first also for what is before it and the last for what is after.
 */
final class HeardSounds {
  /** A kind of sound that scores this share of what the general class scores says more than it. */
  private static final double AS_SURE = 0.8;

  private record Stretch(double startS, double endS, String label, Group group, double mean) {
    boolean overlaps(Stretch other) {
      return startS < other.endS && other.startS < endS;
    }

    /** What is left outside of another stretch, parts of a window or more. */
    List<Stretch> without(Stretch other) {
      List<Stretch> left = new ArrayList<>();
      if (other.startS - startS >= AudioEnvironment.WINDOW_S / 2) {
        left.add(new Stretch(startS, other.startS, label, group, mean));
      }
      if (endS - other.endS >= AudioEnvironment.WINDOW_S / 2) {
        left.add(new Stretch(other.endS, endS, label, group, mean));
      }
      return left;
    }
  }

  private final List<Double> borders = new ArrayList<>();
  private final Map<String, double[]> scores = new LinkedHashMap<>();
  private final Map<String, Group> groups = new LinkedHashMap<>();

  private HeardSounds(List<WindowTag> signal, double soundS) {
    List<Double> times = signal.stream().map(WindowTag::timeS).distinct().sorted().toList();
    for (int w = 0; w < times.size(); w++) {
      borders.add(w == 0 ? 0 : (times.get(w - 1) + times.get(w) + AudioEnvironment.WINDOW_S) / 2);
    }
    // A signal read back from a file does not know the end of the sound.
    double last = times.isEmpty() ? 0 : times.getLast();
    borders.add(soundS > last ? soundS : last + AudioEnvironment.WINDOW_S);
    Map<Double, Integer> window = new LinkedHashMap<>();
    times.forEach(t -> window.put(t, window.size()));
    for (WindowTag heard : signal) {
      Tag tag = heard.tag();
      groups.put(tag.label(), tag.group());
      double[] of = scores.computeIfAbsent(tag.label(), label -> new double[times.size()]);
      of[window.get(heard.timeS())] = tag.confidence();
    }
  }

  static Table of(Table signal, double from, double to, double soundS) {
    HeardSounds heard = new HeardSounds(WindowTag.SCHEMA.read(signal), soundS);
    List<Stretch> stretches = new ArrayList<>();
    heard.scores.forEach((label, score) -> heard.add(stretches, label, score, from, to));
    List<Stretch> single = said(stretches);
    single.sort(Comparator.comparingDouble(Stretch::startS).thenComparing(Stretch::label));
    return TagRow.SCHEMA.table(
        single.stream()
            .map(s -> new TagRow(s.startS, s.endS, new Tag(s.label, s.group, s.mean)))
            .toList());
  }

  /**
   * One name for one sound: of a class and what it is a kind of, only one is said at a time, the
   * kind where it is about as sure.
   */
  private static List<Stretch> said(List<Stretch> stretches) {
    List<Stretch> out = new ArrayList<>(stretches);
    for (int i = 0; i < out.size(); i++) {
      for (int k = 0; k < out.size(); k++) {
        Stretch kind = out.get(i);
        Stretch general = out.get(k);
        if (kind.overlaps(general) && ClassTree.isKindOf(kind.label, general.label)) {
          boolean sure = kind.mean >= AS_SURE * general.mean;
          Stretch kept = sure ? kind : general;
          Stretch cut = sure ? general : kind;
          out.remove(cut);
          out.addAll(cut.without(kept));
          i = -1;
          break;
        }
      }
    }
    return out;
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
