package dev.reelframe.report;

import dev.reelframe.chart.Stills;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Videos, frames and sound as HTML. */
public final class MediaHtml {
  private static final int STRIP_HEIGHT = 132;
  private static final int STRIP_WIDTH = 860;
  private static final int MAX_POSTERS = 12;

  private MediaHtml() {}

  /** A strip of pictures, and what is in the file. */
  public static Html of(Video video) {
    String name = FittedText.line(video.file().getFileName().toString(), 120);
    Tag head = Html.tag("p").css("head").add(Html.tag("b").add(Html.tag("bdi").addText(name)));
    Map<String, String> facts = facts(video.info());
    Html strip = Html.nothing();
    try {
      strip = strip(video);
    } catch (MediaException e) {
      facts.put("no pictures", e.getMessage());
    }
    Tag rows = Html.tag("tbody");
    facts.forEach((fact, value) -> rows.add(row(fact, value)));
    return RunHtml.cell(head, strip, Html.tag("table").css("facts").add(rows));
  }

  private static Html row(String fact, String value) {
    return Html.tag("tr")
        .add(Html.tag("th").addText(fact), Html.tag("td").addText(FittedText.line(value, 300)));
  }

  private static Html strip(Video video) {
    if (video.info().picture().isEmpty()) {
      return Html.nothing();
    }
    MediaInfo.Picture picture = video.info().picture().get();
    double aspect = (double) picture.width() / picture.height();
    int width = Math.max(1, (int) Math.round(STRIP_HEIGHT * aspect));
    int count = Math.clamp(STRIP_WIDTH / (width + 4), 2, MAX_POSTERS);
    Tag strip = Html.tag("div").css("strip");
    for (Frame frame : video.glance(count, Math.min(2 * width, 960))) {
      String time = String.format(Locale.ROOT, "%.1f s", frame.timeS());
      strip.add(
          Html.tag("figure")
              .add(picture(frame, STRIP_WIDTH / 2, STRIP_HEIGHT))
              .add(Html.tag("figcaption").addText(time)));
    }
    return strip;
  }

  /** What the headers of a file say, in words. */
  static Map<String, String> facts(MediaInfo info) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "duration",
        info.durationS().map(d -> String.format(Locale.ROOT, "%.2f s", d)).orElse("not stated"));
    facts.put("picture", info.picture().map(MediaHtml::words).orElse("none"));
    facts.put("sound", info.sound().map(MediaHtml::words).orElse("none"));
    facts.put("file", info.container().split(",")[0] + ", " + size(info.bytes()));
    return facts;
  }

  private static String words(MediaInfo.Picture picture) {
    StringBuilder out = new StringBuilder();
    out.append(picture.width()).append(" × ").append(picture.height()).append(" pixels, ");
    out.append(picture.codec());
    picture
        .frameRate()
        .ifPresent(rate -> out.append(", ").append(hundredths(rate)).append(" frames per second"));
    out.append(picture.variableFrameRate() ? " (variable)" : "");
    out.append(picture.bitDepth() > 8 ? ", " + picture.bitDepth() + " bit" : "");
    out.append(picture.highDynamicRange() ? ", high dynamic range" : "");
    out.append(
        picture.rotationDegrees() != 0 ? ", turned by " + picture.rotationDegrees() + "°" : "");
    return out.toString();
  }

  private static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }

  private static String words(MediaInfo.Sound sound) {
    return "%s, %s, %,d Hz".formatted(sound.codec(), sound.layout(), sound.rateHz());
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** A block of sound in words. */
  public static String words(AudioBlock block) {
    float peak = 0;
    double sum = 0;
    for (float sample : block.samples()) {
      peak = Math.max(peak, Math.abs(sample));
      sum += (double) sample * sample;
    }
    double rms = Math.sqrt(sum / Math.max(1, block.samples().length));
    return String.format(
        Locale.ROOT,
        "%,d samples at %.1f s, peak %s, mean %s",
        block.frames(),
        block.timeS(),
        level(peak),
        level(rms));
  }

  private static String level(double amplitude) {
    return amplitude <= 0
        ? "silent"
        : String.format(Locale.ROOT, "%.1f dBFS", 20 * Math.log10(amplitude)).replace('-', '−');
  }

  /** A frame inside a page, shown no larger than this, kept at twice that for dense displays. */
  public static Html picture(Frame frame, int maxWidth, int maxHeight) {
    double scale =
        Math.min(
            1, Math.min((double) maxWidth / frame.width(), (double) maxHeight / frame.height()));
    // A frame that was made for a dense display is wider than it is shown.
    return Html.tag("img")
        .attribute("width", Math.max(1, (int) Math.round(frame.width() * scale)))
        .attribute("height", Math.max(1, (int) Math.round(frame.height() * scale)))
        .attribute("alt", String.format(Locale.ROOT, "frame at %.2f s", frame.timeS()))
        .attribute("src", Stills.dataUri(frame, 2 * maxWidth, 2 * maxHeight));
  }
}
