package dev.reelframe.notebook;

import dev.reelframe.markup.Html;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.internal.chartpart.Chart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** XChart's charts as images for notebooks. */
final class ChartImages {
  private static final Logger LOG = LoggerFactory.getLogger(ChartImages.class);

  private ChartImages() {}

  /** SVG without the XML declaration, which HTML pages and nbconvert cannot take. */
  static String svg(Chart<?, ?> chart) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String svg = out.toString(StandardCharsets.UTF_8);
    return svg.substring(Math.max(0, svg.indexOf("<svg")));
  }

  static byte[] png(Chart<?, ?> chart) {
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * SVG, or PNG where a chart cannot be drawn as SVG, as an image that holds its own data: names
   * inside one chart do not meet those of another on the same page.
   */
  static Html html(Chart<?, ?> chart) {
    String type = "svg+xml";
    byte[] bytes;
    try {
      bytes = svg(chart).getBytes(StandardCharsets.UTF_8);
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("No SVG of a chart, PNG instead", e);
      type = "png";
      bytes = png(chart);
    }
    String data = Base64.getEncoder().encodeToString(bytes);
    return Html.tag("img")
        .attribute("alt", "chart")
        .attribute("width", chart.getWidth())
        .attribute("height", chart.getHeight())
        .attribute("style", "max-width:100%;height:auto")
        .attribute("src", "data:image/" + type + ";base64," + data);
  }
}
