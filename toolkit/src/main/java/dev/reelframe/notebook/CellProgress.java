package dev.reelframe.notebook;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.markup.FittedText;
import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Progress;
import dev.reelframe.pipeline.RunShare;
import dev.reelframe.pipeline.Tally;
import java.util.Locale;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A run's progress as one output below the cell that is updated in place. */
final class CellProgress implements Progress {
  private static final long INTERVAL_NS = 150_000_000L;

  private final HostKernel host;
  private final String id = UUID.randomUUID().toString();
  private String name = "";
  private int analyzers;
  private RunShare done = new RunShare(0);
  private double doneS;
  private double durationS;
  private long lastNanos;

  CellProgress(HostKernel host) {
    this.host = host;
  }

  @Override
  public synchronized void started(Video video, int count) {
    name = FittedText.line(video.file().getFileName().toString(), 60);
    analyzers = count;
    done = new RunShare(count);
    durationS = video.durationS().orElse(0.0);
    host.show(id, shown("#4a82d4", 0, words()));
  }

  @Override
  public synchronized void decoded(double seconds, double ofSeconds) {
    doneS = Math.max(doneS, seconds);
    durationS = Math.max(durationS, ofSeconds);
    done.decoded(seconds, ofSeconds);
    if (System.nanoTime() - lastNanos > INTERVAL_NS) {
      update("#4a82d4", done.percent(), words());
    }
  }

  @Override
  public synchronized void ended(AnalyzerResult result) {
    done.ended();
    update("#4a82d4", done.percent(), words());
  }

  @Override
  public synchronized void finished(Analysis analysis) {
    String text =
        String.format(
            Locale.ROOT,
            "%s: %d analyzers, %.2f s of video in %.2f s",
            name,
            analyzers,
            analysis.durationS(),
            analysis.cost().wallS());
    update("#2f9a5f", 100, text);
  }

  @Override
  public synchronized void corpus(Tally tally) {
    boolean over = tally.ended() == tally.clips();
    int share = 100 * tally.ended() / Math.max(1, tally.clips());
    if (tally.ended() == 0) {
      host.show(id, shown("#4a82d4", 0, tally.line()));
    } else {
      update(over ? "#2f9a5f" : "#4a82d4", share, tally.line());
    }
  }

  @Override
  public synchronized void broke(Throwable why) {
    String reason = why instanceof InterruptedException ? "interrupted" : "broke off";
    update("#c4841d", done.percent(), name + ": " + reason + " at " + seconds(doneS));
  }

  private String words() {
    return name
        + ": "
        + seconds(doneS)
        + (durationS > 0 ? " of " + seconds(durationS) : "")
        + ", "
        + done.count()
        + " of "
        + analyzers
        + " analyzers done";
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.1f s", value);
  }

  private void update(String colour, int share, String text) {
    lastNanos = System.nanoTime();
    host.replace(id, shown(colour, share, text));
  }

  private static DisplayData shown(String colour, int share, String text) {
    DisplayData data = new DisplayData(text);
    data.putHTML(html(colour, share, text).toString());
    return data;
  }

  private static Html html(String colour, int share, String text) {
    Tag done = styled("div", "height:100%%;width:%d%%;background:%s".formatted(share, colour));
    Tag bar =
        styled(
            "div", "height:6px;border-radius:3px;background:rgba(128,136,150,.25);overflow:hidden");
    Tag words = styled("span", "opacity:.7;font-variant-numeric:tabular-nums");
    return styled("div", "font:13px/1.45 system-ui,sans-serif;max-width:420px")
        .add(bar.add(done), words.add(Html.tag("bdi").addText(text)));
  }

  private static Tag styled(String name, String style) {
    return Html.tag(name).attribute("style", style);
  }
}
