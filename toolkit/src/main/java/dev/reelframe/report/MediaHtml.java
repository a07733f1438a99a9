package dev.reelframe.report;

import dev.reelframe.chart.Markup;
import dev.reelframe.chart.Stills;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.Video;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Videos, frames and sound as HTML. */
public final class MediaHtml {
  private static final int STRIP_HEIGHT = 132;
  private static final int STRIP_WIDTH = 860;
  private static final int MAX_POSTERS = 12;

  private MediaHtml() {}

  /** A strip of pictures, and what is in the file. */
  public static String of(Video video) {
    StringBuilder out = new StringBuilder(Style.block()).append("<div class=\"rf\">");
    out.append("<p class=\"head\"><b><bdi>")
        .append(Markup.escaped(Markup.line(video.file().getFileName().toString(), 120)))
        .append("</bdi></b></p>");
    String note = "";
    try {
      out.append(strip(video));
    } catch (MediaException e) {
      note = e.getMessage();
    }
    out.append("<table class=\"facts\"><tbody>");
    facts(video.info()).forEach((name, value) -> fact(out, name, value));
    if (!note.isEmpty()) {
      fact(out, "no pictures", note);
    }
    return out.append("</tbody></table></div>").toString();
  }

  private static void fact(StringBuilder out, String name, String value) {
    out.append("<tr><th>").append(name).append("</th><td>");
    out.append(Markup.escaped(Markup.line(value, 300))).append("</td></tr>");
  }

  private static String strip(Video video) {
    if (video.info().picture().isEmpty()) {
      return "";
    }
    MediaInfo.Picture picture = video.info().picture().get();
    double aspect = (double) picture.width() / picture.height();
    int width = Math.max(1, (int) Math.round(STRIP_HEIGHT * aspect));
    int count = Math.clamp(STRIP_WIDTH / (width + 4), 2, MAX_POSTERS);
    List<Frame> frames = video.glance(count, Math.min(2 * width, 960));
    StringBuilder out = new StringBuilder("<div class=\"strip\">");
    for (Frame frame : frames) {
      String time = String.format(Locale.ROOT, "%.1f s", frame.timeS());
      out.append("<figure>").append(picture(frame, STRIP_WIDTH / 2, STRIP_HEIGHT));
      out.append("<figcaption>").append(time).append("</figcaption></figure>");
    }
    return out.append("</div>").toString();
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
  public static String picture(Frame frame, int maxWidth, int maxHeight) {
    double scale =
        Math.min(
            1, Math.min((double) maxWidth / frame.width(), (double) maxHeight / frame.height()));
    // A frame that was made for a dense display is wider than it is shown.
    int width = Math.max(1, (int) Math.round(frame.width() * scale));
    int height = Math.max(1, (int) Math.round(frame.height() * scale));
    return "<img width=\"%d\" height=\"%d\" alt=\"frame at %s s\" src=\"%s\">"
        .formatted(
            width,
            height,
            String.format(Locale.ROOT, "%.2f", frame.timeS()),
            Stills.dataUri(frame, 2 * maxWidth, 2 * maxHeight));
  }
}
