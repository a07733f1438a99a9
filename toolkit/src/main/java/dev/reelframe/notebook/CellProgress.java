package dev.reelframe.notebook;

import dev.reelframe.markup.Html;
import dev.reelframe.markup.Tag;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A run's progress as one output below the cell that is updated in place. */
final class CellProgress extends RunLine {
  private final HostKernel host;
  private final String id = UUID.randomUUID().toString();

  CellProgress(HostKernel host) {
    this.host = host;
  }

  @Override
  void show(Stage stage, int percent, String line) {
    DisplayData data = new DisplayData(line);
    data.putHTML(html(colour(stage), percent, line).toString());
    if (stage == Stage.BEGINS) {
      host.show(id, data);
    } else {
      host.replace(id, data);
    }
  }

  private static String colour(Stage stage) {
    return switch (stage) {
      case BEGINS, RUNS -> "#4a82d4";
      case DONE -> "#2f9a5f";
      case BROKEN -> "#c4841d";
    };
  }

  private static Html html(String colour, int percent, String line) {
    Tag done = styled("div", "height:100%%;width:%d%%;background:%s".formatted(percent, colour));
    Tag bar =
        styled(
            "div", "height:6px;border-radius:3px;background:rgba(128,136,150,.25);overflow:hidden");
    Tag words = styled("span", "opacity:.7;font-variant-numeric:tabular-nums");
    return styled("div", "font:13px/1.45 system-ui,sans-serif;max-width:420px")
        .add(bar.add(done), words.add(Html.tag("bdi").addText(line)));
  }

  private static Tag styled(String name, String style) {
    return Html.tag(name).attribute("style", style);
  }
}
