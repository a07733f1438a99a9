package dev.reelframe.notebook;

import dev.reelframe.chart.Charts;
import dev.reelframe.chart.Picture;
import dev.reelframe.experiment.ExperimentComparison;
import dev.reelframe.experiment.ExperimentResult;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuList;
import dev.reelframe.gpu.GpuProbe;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.markup.Html;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.RunPage;
import dev.reelframe.report.LiveTable;
import dev.reelframe.report.MediaHtml;
import dev.reelframe.report.RunHtml;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.MeasuredTable;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.BaseNotebookStatics;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Values as HTML, for any kernel. Kernels with JJava's extensions need none of this: there a value
 * at the end of a cell is shown as it is.
 *
 * <pre>{@code
 * // IJava
 * import dev.reelframe.notebook.Notebook;
 * Notebook.show(run.timeline());
 * }</pre>
 */
public final class Notebook {
  private static final String IJAVA = "io.github.spencerpark.ijava.runtime.Display";
  private static final int FRAME_PX = 480;

  private Notebook() {}

  /**
   * A value as a piece of HTML, bounded and escaped: tables, videos, frames, sound, runs, pictures,
   * players, XChart's charts, GPUs and what a sampler saw of one in a form of their own, anything
   * else as text.
   */
  public static String html(Object value) {
    return markup(value).toString();
  }

  private static Html markup(Object value) {
    return switch (value) {
      case null -> Html.nothing();
      case MeasuredTable card when card.schema().table().equals("scorecard") ->
          RunHtml.ofScorecard(card);
      case GpuList gpus when gpus.isEmpty() -> text(gpus.probe().line());
      case GpuList gpus -> markup(GpuTables.devices(gpus));
      case GpuProbe probe -> text(probe.line());
      case Gpu gpu -> markup(GpuTables.devices(List.of(gpu)));
      case GpuRecording seen -> Charts.plot(seen).html();
      case Table table -> LiveTable.of(table);
      case Column<?> column -> LiveTable.of(Table.create(column.name(), column));
      case Video video -> MediaHtml.of(video);
      case Analysis run -> RunHtml.of(run);
      case ExperimentResult found -> experiment(found);
      case ExperimentComparison both -> Html.of(markup(both.differences()), markup(both.table()));
      case Picture picture -> picture.html();
      case RunPage page -> page.html();
      case Frame frame -> MediaHtml.picture(frame, FRAME_PX, FRAME_PX);
      case AudioBlock block -> text(MediaHtml.words(block));
      case Chart<?, ?> chart -> ChartImages.html(chart);
      default -> text(value.toString());
    };
  }

  /** What is worth a look: the ratios, their verdicts, and what speaks against them. */
  private static Html experiment(ExperimentResult found) {
    List<String> warnings = found.warnings();
    return Html.of(
        found.ratios("wall_s").html(),
        markup(found.verdict()),
        warnings.isEmpty() ? Html.nothing() : text(String.join("\n", warnings)));
  }

  /**
   * Ends a notebook with what must hold in it.
   *
   * @param what holds, in a few words
   * @return the words, to be shown
   * @throws AssertionError where it does not
   */
  public static String check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("does not hold: " + what);
    }
    return "holds: " + what;
  }

  private static boolean inJJava() {
    try {
      return BaseKernel.notebookKernel() != null;
    } catch (NullPointerException none) {
      return false; // its way to say that no kernel runs
    }
  }

  private static Html text(String text) {
    return Html.tag("pre").addText(text);
  }

  /**
   * Shows a value now, below the cell.
   *
   * @throws IllegalStateException where no notebook kernel is found
   */
  public static void show(Object value) {
    String html = html(value);
    if (inJJava()) {
      BaseNotebookStatics.display(html, "text/html");
      return;
    }
    try {
      Class.forName(IJAVA, true, Thread.currentThread().getContextClassLoader())
          .getMethod("display", Object.class, String[].class)
          .invoke(null, html, new String[] {"text/html"});
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      throw new IllegalStateException(
          "no notebook is attached here: Notebook.html(value) gives the HTML to show", e);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the notebook could not show it", e.getCause());
    }
  }
}
