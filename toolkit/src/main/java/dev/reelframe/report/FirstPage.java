package dev.reelframe.report;

import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.media.Frame;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The clip at a glance, before any table: what is seen, heard and written, how it begins, and its
 * moments with pictures. Each line is read off a table and leads to it; what no table says is not
 * there.
 */
final class FirstPage {
  /** The beginning that decides whether people stay, seconds. */
  private static final double HOOK_S = 3;

  private static final int MAX_NAMES = 5;
  private static final int MAX_CAPTIONS = 8;
  private static final int MAX_MOMENTS = 6;
  private static final int MAX_QUOTE = 260;

  /** What the first finding of these is called; others say it themselves. */
  private static final Map<String, String> FIRSTS =
      Map.of("face_detection", "a face", "speech_activity", "a voice", "sound_effects", "a sound");

  private static final int PICTURE_PX = 104;

  private final Analysis run;

  private FirstPage(Analysis run) {
    this.run = run;
  }

  static Html of(Analysis run) {
    FirstPage page = new FirstPage(run);
    Tag cards = Html.tag("div").css("cards");
    cards.add(page.card("Seen", page.shots(), page.things(), page.faces(), page.camera()));
    cards.add(page.card("Heard", page.speech(), page.sounds(), page.loudness()));
    cards.add(page.card("Written", page.captions(), page.calls()));
    return Html.of(cards, Html.tag("div").css("beginning").add(page.hook(), page.moments()));
  }

  /** A table with rows. */
  private Optional<MeasuredTable> rows(String analyzer) {
    return run.results().stream()
        .filter(r -> r.name().equals(analyzer))
        .flatMap(r -> r.table().stream())
        .filter(table -> !table.isEmpty())
        .findFirst();
  }

  private boolean looked(String analyzer) {
    return run.results().stream().anyMatch(r -> r.name().equals(analyzer) && r.table().isPresent());
  }

  private Html card(String title, Html... lines) {
    List<Html> told = new ArrayList<>(List.of(lines));
    told.removeIf(line -> line == Html.nothing());
    if (told.isEmpty()) {
      told.add(Html.tag("p").css("say").addText("no analyzer that ran says anything of it"));
    }
    return Html.tag("section").add(Html.tag("h2").addText(title)).add(told);
  }

  /** A line that leads to its table. */
  private static Html line(String analyzer, String name, Html words) {
    Tag link = Html.tag("a").attribute("href", "#" + analyzer).addText(name);
    return Html.tag("p").add(link, Html.text(" "), words);
  }

  private static Html line(String analyzer, String name, String words) {
    return line(analyzer, name, Html.tag("bdi").addText(words));
  }

  private Html shots() {
    if (!looked("cut_analysis")) {
      return Html.nothing();
    }
    Map<String, Integer> kinds = new TreeMap<>();
    rows("cut_analysis")
        .ifPresent(t -> t.stringColumn("kind").forEach(k -> kinds.merge(k, 1, Integer::sum)));
    int changes = kinds.values().stream().mapToInt(Integer::intValue).sum();
    String listed =
        kinds.entrySet().stream()
            .map(e -> e.getValue() + " × " + e.getKey())
            .collect(Collectors.joining(", "));
    return line(
        "cut_analysis",
        "shots",
        changes + 1 + (listed.isEmpty() ? ", no cut" : " (" + listed + ")"));
  }

  private Html things() {
    return byTime("object_detection", "things", "label");
  }

  private Html camera() {
    return byTime("camera_analysis", "camera", "camera");
  }

  private Html sounds() {
    return byTime("audio_environment", "sounds", "label");
  }

  /** Labels with the seconds that each covers, the longest first. */
  private Html byTime(String analyzer, String name, String column) {
    return rows(analyzer)
        .map(table -> line(analyzer, name, named(seconds(table, column))))
        .orElse(Html.nothing());
  }

  private static Map<String, Double> seconds(MeasuredTable table, String column) {
    Map<String, List<Interval>> spans = new LinkedHashMap<>();
    List<Interval> all = Interval.of(table);
    for (int row = 0; row < table.rowCount(); row++) {
      if (!table.column(column).isMissing(row)) {
        String label = FittedText.line(table.column(column).getString(row).replace('_', ' '), 40);
        spans.computeIfAbsent(label, l -> new ArrayList<>()).add(all.get(row));
      }
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    spans.forEach((label, list) ->
        seconds.put(label, Interval.union(list).stream().mapToDouble(Interval::length).sum()));
    return seconds;
  }

  private static String named(Map<String, Double> seconds) {
    String listed =
        seconds.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(MAX_NAMES)
            .map(e -> e.getKey() + " " + seconds(e.getValue()))
            .collect(Collectors.joining(", "));
    return seconds.size() > MAX_NAMES
        ? listed + ", " + (seconds.size() - MAX_NAMES) + " more"
        : listed;
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }

  private Html faces() {
    Optional<MeasuredTable> faces = rows("face_detection");
    if (faces.isEmpty()) {
      return Html.nothing();
    }
    int people = faces.get().column("identity_id").unique().removeMissing().size();
    double shown =
        Interval.union(Interval.of(faces.get())).stream().mapToDouble(Interval::length).sum();
    String mood =
        rows("face_emotion")
            .map(table -> "; expression: " + named(seconds(table, "expression")))
            .orElse("");
    return line(
        "face_detection",
        "faces",
        (people == 1 ? "one person" : people + " people") + ", " + seconds(shown) + mood);
  }

  private Html speech() {
    Optional<MeasuredTable> voices = rows("speech_activity");
    if (voices.isEmpty()) {
      return looked("speech_activity") ? line("speech_activity", "speech", "none") : Html.nothing();
    }
    double spoken = Interval.of(voices.get()).stream().mapToDouble(Interval::length).sum();
    String share =
        String.format(Locale.ROOT, "%s of %s", seconds(spoken), seconds(run.durationS()));
    Optional<String> said =
        rows("speech_transcription")
            .map(table -> String.join(" ", table.stringColumn("text").removeMissing().asList()))
            .filter(text -> !text.isBlank());
    Tag words = Html.tag("span").addText(share);
    said.ifPresent(text ->
        words
            .addText(": ")
            .add(Html.tag("bdi").addText("“" + FittedText.line(text, MAX_QUOTE) + "”")));
    return line(said.isPresent() ? "speech_transcription" : "speech_activity", "speech", words);
  }

  private Html loudness() {
    return rows("audio_analysis")
        .map(table -> table.doubleColumn("integrated_lufs").removeMissing())
        .filter(levels -> !levels.isEmpty())
        .map(levels -> {
          double last = levels.getDouble(levels.size() - 1);
          return line(
              "audio_analysis",
              "loudness",
              String.format(Locale.ROOT, "%.1f LUFS over the clip", last).replace('-', '−'));
        })
        .orElse(Html.nothing());
  }

  private Html captions() {
    Optional<MeasuredTable> texts = rows("text_overlay");
    if (texts.isEmpty()) {
      return looked("text_overlay") ? line("text_overlay", "captions", "none") : Html.nothing();
    }
    MeasuredTable table = texts.get();
    int[] read =
        IntStream.range(0, table.rowCount())
            .filter(row -> !table.column("text").isMissing(row))
            .toArray();
    Tag list = Html.tag("ol").css("captions");
    IntStream.of(read)
        .limit(MAX_CAPTIONS)
        .forEach(row ->
            list.add(
                Html.tag("li")
                    .add(
                        Html.tag("span")
                            .css("m")
                            .addText(seconds(table.doubleColumn("start_s").get(row))))
                    .addText(" ")
                    .add(
                        Html.tag("bdi")
                            .addText(FittedText.line(table.stringColumn("text").get(row), 90)))));
    int more = table.rowCount() - Math.min(read.length, MAX_CAPTIONS);
    return Html.of(
        line(
            "text_overlay",
            "captions",
            table.rowCount() + (more > 0 ? ", " + more + " not listed" : "")),
        list);
  }

  private Html calls() {
    return rows("comment_cta_detection")
        .map(table -> {
          String kinds =
              table.stringColumn("cta").unique().asList().stream()
                  .map(kind -> kind.replace('_', ' '))
                  .collect(Collectors.joining(", "));
          return line("comment_cta_detection", "asks for", kinds);
        })
        .orElse(Html.nothing());
  }

  /** How the clip begins. */
  private Html hook() {
    List<Html> lines = new ArrayList<>();
    rows("temporal_flow")
        .filter(t ->
            !t.column("hook_pace_ratio").isMissing(0) && !t.column("body_pace_ratio").isMissing(0))
        .ifPresent(t ->
            lines.add(
                line(
                    "temporal_flow",
                    "pace",
                    String.format(
                        Locale.ROOT,
                        "%.2f, against %.2f in the rest (0 calm, 1 hectic)",
                        t.doubleColumn("hook_pace_ratio").get(0),
                        t.doubleColumn("body_pace_ratio").get(0)))));
    rows("cross_analyzer_intelligence")
        .map(this::firsts)
        .filter(s -> !s.isEmpty())
        .ifPresent(words -> lines.add(line("cross_analyzer_intelligence", "first", words)));
    List<Frame> frames = run.keyframes().stream().filter(f -> f.timeS() < HOOK_S).limit(4).toList();
    if (lines.isEmpty() && frames.isEmpty()) {
      return Html.nothing();
    }
    Tag section = Html.tag("section").css("hook");
    section.add(Html.tag("h2").addText("The first three seconds")).add(lines);
    return section.add(pictures(frames.stream().map(f -> new Moment(f, "")).toList()));
  }

  /** What comes when, of the analyzers that found something in the beginning. */
  private String firsts(MeasuredTable table) {
    return IntStream.range(0, table.rowCount())
        .filter(row -> table.column("kind").getString(row).equals("hook_first"))
        .mapToObj(row -> {
          String[] parts = table.column("text").getString(row).split(": ", 2);
          String what =
              parts.length > 1
                  ? "“" + FittedText.line(parts[1], 50) + "”"
                  : FIRSTS.getOrDefault(parts[0], parts[0].replace('_', ' '));
          return what + " at " + seconds(table.doubleColumn("time_s").get(row));
        })
        .collect(Collectors.joining(", "));
  }

  /** A picture and what the tables say of its second. */
  private record Moment(Frame frame, String words) {}

  /** The key time of each scene, shown by the picture nearest to it. */
  private Html moments() {
    List<Moment> moments = new ArrayList<>();
    rows("scene_segmentation")
        .ifPresent(table -> {
          for (int row = 0; row < table.rowCount() && moments.size() < MAX_MOMENTS; row++) {
            if (!table.column("key_time_s").isMissing(row)) {
              nearest(table.doubleColumn("key_time_s").get(row), moments).ifPresent(moments::add);
            }
          }
        });
    return moments.isEmpty()
        ? Html.nothing()
        : Html.tag("section")
            .css("moments")
            .add(Html.tag("h2").addText("Key moments"), pictures(moments));
  }

  private Optional<Moment> nearest(double timeS, List<Moment> taken) {
    return run.keyframes().stream()
        .filter(frame -> taken.stream().noneMatch(m -> m.frame() == frame))
        .min(Comparator.comparingDouble(frame -> Math.abs(frame.timeS() - timeS)))
        .map(frame -> new Moment(frame, description(frame.timeS())));
  }

  private String description(double timeS) {
    return rows("scene_description")
        .flatMap(table -> {
          List<Interval> seconds = Interval.of(table);
          return IntStream.range(0, seconds.size())
              .filter(row -> seconds.get(row).startS() <= timeS && timeS < seconds.get(row).endS())
              .mapToObj(row -> table.stringColumn("description").get(row))
              .findFirst();
        })
        .map(text -> FittedText.line(text, 130))
        .orElse("");
  }

  private static Html pictures(List<Moment> moments) {
    Tag strip = Html.tag("div").css("pictures");
    for (Moment moment : moments) {
      Tag caption =
          Html.tag("figcaption").add(Html.tag("b").addText(seconds(moment.frame().timeS())));
      if (!moment.words().isEmpty()) {
        caption.addText(" ").add(Html.tag("bdi").addText(moment.words()));
      }
      strip.add(
          Html.tag("figure")
              .add(MediaHtml.picture(moment.frame(), PICTURE_PX, 2 * PICTURE_PX), caption));
    }
    return strip;
  }
}
