package dev.reelframe.notebook;

import dev.reelframe.chart.Charts;
import dev.reelframe.chart.Picture;
import dev.reelframe.chart.Stills;
import dev.reelframe.experiment.ExperimentComparison;
import dev.reelframe.experiment.ExperimentResult;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuList;
import dev.reelframe.gpu.GpuProbe;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Progress;
import dev.reelframe.pipeline.RunPage;
import dev.reelframe.report.MediaHtml;
import dev.reelframe.table.GpuTables;
import dev.reelframe.table.PlainTable;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Shows Reelframe's and Tablesaw's values in a notebook, and runs with a bar. Installed by any
 * kernel that looks for JJava's extensions.
 */
public final class ReelframeExtension implements Extension {
  private static final int PNG_SCALE = 2;

  /** For the service loader. */
  public ReelframeExtension() {}

  @Override
  public void install(BaseKernel kernel) {
    HostKernel host = new HostKernel(kernel);
    host.importDefaults();
    Progress.byDefault(() -> new CellProgress(host));
    host.guarded(() -> values(kernel.getRenderer()));
    host.guarded(() -> images(kernel.getRenderer()));
  }

  private static void values(Renderer renderer) {
    html(renderer, Table.class, PlainTable::of);
    html(renderer, Column.class, column -> PlainTable.of(Table.create(column.name(), column)));
    html(renderer, Video.class, Video::toString);
    html(renderer, Analysis.class, Analysis::toString);
    html(renderer, RunPage.class, RunPage::toString);
    html(renderer, ExperimentResult.class, ExperimentResult::toString);
    html(renderer, ExperimentComparison.class, ExperimentComparison::toString);
    html(renderer, AudioBlock.class, MediaHtml::words);
    html(renderer, GpuList.class, GpuList::toString);
    html(renderer, GpuProbe.class, GpuProbe::line);
    html(renderer, Gpu.class, gpu -> PlainTable.of(GpuTables.devices(List.of(gpu))));
  }

  private static void images(Renderer renderer) {
    frames(renderer);
    pictures(renderer, Picture.class, picture -> picture);
    pictures(renderer, GpuRecording.class, Charts::plot);
    charts(renderer);
  }

  /** A type that shows as HTML with text beside it. */
  private static <T> void html(Renderer renderer, Class<T> type, Function<T, String> plain) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
        .register((value, context) -> {
          context.renderIfRequested(MIMEType.TEXT_HTML, () -> Notebook.html(value));
          text(context, value, plain);
        });
  }

  private static <T> void text(RenderContext context, T value, Function<T, String> plain) {
    context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> plain.apply(value));
  }

  private static void frames(Renderer renderer) {
    renderer
        .createRegistration(Frame.class)
        .preferring(MIMEType.IMAGE_JPEG, MIMEType.TEXT_PLAIN)
        .supporting(MIMEType.TEXT_HTML)
        .register((frame, context) -> {
          context.renderIfRequested(
              MIMEType.IMAGE_JPEG,
              () -> Base64.getEncoder().encodeToString(Stills.jpeg(frame, 960, 960)));
          context.renderIfRequested(MIMEType.TEXT_HTML, () -> Notebook.html(frame));
          text(context, frame, Frame::toString);
        });
  }

  /** As HTML, so that it takes the notebook's colours; as an image file where one is asked for. */
  private static <T> void pictures(Renderer renderer, Class<T> type, Function<T, Picture> painter) {
    renderer
        .createRegistration(type)
        .preferring(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
        .supporting(MIMEType.IMAGE_SVG, MIMEType.IMAGE_PNG)
        .register((value, context) -> {
          context.renderIfRequested(MIMEType.TEXT_HTML, () -> Notebook.html(painter.apply(value)));
          context.renderIfRequested(MIMEType.IMAGE_SVG, () -> painter.apply(value).svg());
          context.renderIfRequested(
              MIMEType.IMAGE_PNG,
              () -> Base64.getEncoder().encodeToString(painter.apply(value).png(PNG_SCALE)));
          text(context, value, Object::toString);
        });
  }

  /** As HTML as well: nbconvert empties what comes as image/svg+xml. */
  private static void charts(Renderer renderer) {
    renderer
        .createRegistration(Chart.class)
        .preferring(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
        .supporting(MIMEType.IMAGE_SVG, MIMEType.IMAGE_PNG)
        .register((chart, context) -> {
          context.renderIfRequested(MIMEType.TEXT_HTML, () -> Notebook.html(chart));
          context.renderIfRequested(MIMEType.IMAGE_SVG, () -> ChartImages.svg(chart));
          context.renderIfRequested(
              MIMEType.IMAGE_PNG, () -> Base64.getEncoder().encodeToString(ChartImages.png(chart)));
          context.renderIfRequested(
              MIMEType.TEXT_PLAIN, () -> "chart, " + chart.getWidth() + " x " + chart.getHeight());
        });
  }
}
