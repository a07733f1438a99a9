package dev.reelframe.report;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.media.Frames;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import java.awt.Color;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A run whose tables hold what a hostile or careless video may bring. */
public final class HostileRun {
  public static final String SCRIPT = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>";
  public static final String HEBREW = "שלום עולם \u202Eabc 123";
  public static final String LONG = "lorem ipsum ".repeat(1000);
  public static final String BROKEN = "nul \u0000 bell \u0007 lone \uD83D end";

  private HostileRun() {}

  /** A clip of four seconds with a file name that is markup. */
  public static Video video(Path dir) {
    return Video.open(
        SyntheticClip.of(90, 160, 25)
            .draw(
                100,
                (n, g) -> {
                  g.setColor(Color.getHSBColor(n / 100f, 0.6f, 0.8f));
                  g.fillRect(0, 0, 90, 160);
                })
            .sound(48_000, t -> 0.3 * Math.sin(2 * Math.PI * 440 * t))
            .write(dir.resolve("a <b>bold<b> & \"clip\".mp4")));
  }

  /** One analyzer of each kind of lane and ending. */
  public static Analysis of(Path dir) {
    Schema text =
        Schema.intervals("captions", "Captions & <more>").text("text", "as read").confidence();
    Schema tracks =
        Schema.intervals("tracks", "Things").integer("track_id", "id").text("label", "what").box();
    Schema sharp = Schema.frames("sharp", "Sharpness").number("sharp_ratio", "0..1");
    return Pipeline.of(
            once(
                "captions",
                text,
                rows -> {
                  rows.add(0.2, 1.4, SCRIPT, 0.9);
                  rows.add(1.5, 2.5, HEBREW, 0.8);
                  rows.add(2.6, 3.2, LONG, null);
                  rows.add(3.3, 3.9, BROKEN, 0.5);
                }),
            once(
                "tracks",
                tracks,
                rows -> {
                  for (int i = 0; i < 9; i++) {
                    rows.add(0.1 * i, 2.0 + 0.2 * i, i, i % 2 == 0 ? "dog" : "person", 1, 2, 3, 4);
                  }
                }),
            once(
                "cuts_found",
                Schema.events("cuts_found", "Cuts").text("kind", "of cut"),
                rows -> {
                  rows.add(1.0, "cut");
                  rows.add(2.5, "fade");
                }),
            once("nothing", Schema.events("nothing", "Nothing to find"), rows -> {}),
            once(
                "timeless",
                new Schema("timeless", 1, "No time", java.util.List.of()).text("word", "a word"),
                rows -> rows.add("x")),
            once(
                "broken",
                Schema.events("broken", "Breaks"),
                rows -> {
                  throw new IllegalStateException("broke on " + SCRIPT);
                }),
            Analyzer.named("sharp")
                .reads(Frames.all())
                .returns(sharp)
                .perFrame((frame, rows) ->
                    rows.add(frame.timeS(), frame.index(), Math.abs(Math.sin(frame.timeS())))))
        .run(video(dir));
  }

  private static Analyzer once(String name, Schema schema, Consumer<Rows> writer) {
    return Analyzer.named(name)
        .reads(Frames.all())
        .returns(schema)
        .perFrame((frame, rows) -> {
          if (frame.index() == 0) {
            writer.accept(rows);
          }
        });
  }
}
