package dev.reelframe.export;

import dev.reelframe.results.SavedResults;
import java.util.List;
import java.util.Locale;

/** CMX 3600: one event per shot, in non-drop frames of the nominal rate. */
final class EditList {
  /** An event's number has three digits. */
  private static final int MAX_EVENTS = 999;

  private EditList() {}

  static String edl(SavedResults results) {
    int rate = (int) Math.round(results.frameRate());
    StringBuilder out = new StringBuilder();
    out.append("TITLE: ").append(line(results.clip(), 70)).append('\n');
    out.append("FCM: NON-DROP FRAME\n\n");
    List<NamedIntervals.Mark> shots = NamedIntervals.shots(results);
    for (int i = 0; i < Math.min(MAX_EVENTS, shots.size()); i++) {
      String from = timecode(shots.get(i).startS(), rate);
      String to = timecode(shots.get(i).endS(), rate);
      out.append(
          String.format(
              Locale.ROOT,
              "%03d  AX       V     C        %s %s %s %s%n",
              i + 1,
              from,
              to,
              from,
              to));
      out.append("* FROM CLIP NAME: ").append(line(results.clip(), 60)).append('\n');
    }
    return out.toString().replace("\r", "");
  }

  private static String timecode(double seconds, int rate) {
    long frames = Math.round(seconds * rate);
    long whole = frames / rate;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d:%02d",
        whole / 3600,
        whole / 60 % 60,
        whole % 60,
        frames % rate);
  }

  private static String line(String text, int longest) {
    String flat = text.replaceAll("\\p{Cntrl}", " ");
    return flat.substring(0, Math.min(longest, flat.length()));
  }
}
