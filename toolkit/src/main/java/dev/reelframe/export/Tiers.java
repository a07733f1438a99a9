package dev.reelframe.export;

import dev.reelframe.export.NamedIntervals.Mark;
import dev.reelframe.markup.Xml;
import dev.reelframe.results.SavedResults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Speech and captions as tiers, for Praat and ELAN. */
final class Tiers {
  private Tiers() {}

  /** Tiers of stretches that do not overlap: what would overlap goes into a further tier. */
  private static Map<String, List<Mark>> tiers(SavedResults results) {
    Map<String, List<Mark>> tiers = new LinkedHashMap<>();
    spread(tiers, "speech", NamedIntervals.of(results, "speech_transcription", "text"));
    spread(tiers, "captions", NamedIntervals.of(results, "text_overlay", "text"));
    spread(tiers, "sounds", NamedIntervals.of(results, "audio_environment", "label"));
    spread(tiers, "shots", NamedIntervals.shots(results));
    return tiers;
  }

  private static void spread(Map<String, List<Mark>> into, String name, List<Mark> marks) {
    List<List<Mark>> levels = new ArrayList<>();
    marks.stream()
        .filter(mark -> mark.endS() > mark.startS())
        .sorted((a, b) -> Double.compare(a.startS(), b.startS()))
        .forEach(mark -> {
          for (List<Mark> level : levels) {
            if (level.getLast().endS() <= mark.startS()) {
              level.add(mark);
              return;
            }
          }
          levels.add(new ArrayList<>(List.of(mark)));
        });
    for (int i = 0; i < levels.size(); i++) {
      into.put(i == 0 ? name : name + " " + (i + 1), levels.get(i));
    }
  }

  static String textGrid(SavedResults results) {
    Map<String, List<Mark>> tiers = tiers(results);
    StringBuilder out =
        new StringBuilder("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n");
    out.append("xmin = 0\nxmax = ").append(seconds(results.durationS())).append('\n');
    out.append("tiers? <exists>\nsize = ").append(tiers.size()).append("\nitem []:\n");
    int number = 1;
    for (var tier : tiers.entrySet()) {
      List<Mark> all = withPauses(tier.getValue(), results.durationS());
      out.append("    item [").append(number++).append("]:\n");
      out.append("        class = \"IntervalTier\"\n        name = \"").append(tier.getKey());
      out.append("\"\n        xmin = 0\n        xmax = ").append(seconds(results.durationS()));
      out.append("\n        intervals: size = ").append(all.size()).append('\n');
      for (int i = 0; i < all.size(); i++) {
        out.append("        intervals [").append(i + 1).append("]:\n            xmin = ");
        out.append(seconds(all.get(i).startS())).append("\n            xmax = ");
        out.append(seconds(all.get(i).endS())).append("\n            text = \"");
        out.append(line(all.get(i).text()).replace("\"", "\"\"")).append("\"\n");
      }
    }
    return out.toString();
  }

  /** Praat wants a tier to cover the whole time: what lies between is an interval without text. */
  private static List<Mark> withPauses(List<Mark> marks, double endS) {
    List<Mark> all = new ArrayList<>();
    double at = 0;
    for (Mark mark : marks) {
      double start = Math.max(at, mark.startS());
      if (start > at) {
        all.add(new Mark(at, start, ""));
      }
      double end = Math.min(endS, mark.endS());
      if (end > start) {
        all.add(new Mark(start, end, mark.text()));
        at = end;
      }
    }
    if (at < endS) {
      all.add(new Mark(at, endS, ""));
    }
    return all;
  }

  static String eaf(SavedResults results) {
    Map<String, List<Mark>> tiers = tiers(results);
    Xml xml = new Xml("");
    xml.open(
        "ANNOTATION_DOCUMENT",
        Xml.attributes(
            "AUTHOR", "Reelframe",
            "DATE", "1970-01-01T00:00:00+00:00",
            "FORMAT", "3.0",
            "VERSION", "3.0",
            "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:noNamespaceSchemaLocation", "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"));
    xml.open("HEADER", Xml.attributes("MEDIA_FILE", "", "TIME_UNITS", "milliseconds"));
    xml.empty(
        "MEDIA_DESCRIPTOR", Xml.attributes("MEDIA_URL", results.clip(), "MIME_TYPE", "video/mp4"));
    xml.close("HEADER");
    xml.open("TIME_ORDER", Map.of());
    int slot = 0;
    for (List<Mark> tier : tiers.values()) {
      for (Mark mark : tier) {
        slot(xml, slot++, mark.startS());
        slot(xml, slot++, mark.endS());
      }
    }
    xml.close("TIME_ORDER");
    slot = 0;
    int id = 1;
    for (var tier : tiers.entrySet()) {
      xml.open(
          "TIER", Xml.attributes("LINGUISTIC_TYPE_REF", "default-lt", "TIER_ID", tier.getKey()));
      for (Mark mark : tier.getValue()) {
        xml.open("ANNOTATION", Map.of());
        xml.open(
            "ALIGNABLE_ANNOTATION",
            Xml.attributes(
                "ANNOTATION_ID", "a" + id++,
                "TIME_SLOT_REF1", "ts" + slot++,
                "TIME_SLOT_REF2", "ts" + slot++));
        xml.text("ANNOTATION_VALUE", Map.of(), line(mark.text()));
        xml.close("ALIGNABLE_ANNOTATION");
        xml.close("ANNOTATION");
      }
      xml.close("TIER");
    }
    xml.empty(
        "LINGUISTIC_TYPE",
        Xml.attributes("LINGUISTIC_TYPE_ID", "default-lt", "TIME_ALIGNABLE", "true"));
    xml.close("ANNOTATION_DOCUMENT");
    return xml.toString();
  }

  private static void slot(Xml xml, int number, double seconds) {
    xml.empty(
        "TIME_SLOT",
        Xml.attributes(
            "TIME_SLOT_ID",
            "ts" + number,
            "TIME_VALUE",
            String.valueOf(Math.round(1000 * seconds))));
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }
}
