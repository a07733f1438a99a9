package dev.reelframe.chart;

import dev.reelframe.chart.Shape.Anchor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Shapes as pixels; a drawing as PNG on white paper. */
final class PngPainter {
  private final Graphics2D graphics;

  private PngPainter(Graphics2D graphics) {
    this.graphics = graphics;
  }

  static byte[] png(Drawing drawing, double scale) {
    int width = (int) Math.ceil(drawing.width() * scale);
    int height = (int) Math.ceil(drawing.height() * scale);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      paint(graphics, scale, drawing.shapes());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      graphics.dispose();
    }
  }

  /**
   * Paints over what is there.
   *
   * @param scale pixels per unit of the shapes
   */
  static void paint(Graphics2D graphics, double scale, List<Shape> shapes) {
    graphics.scale(scale, scale);
    hints(graphics);
    PngPainter painter = new PngPainter(graphics);
    try {
      for (Shape shape : shapes) {
        painter.paint(shape);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void hints(Graphics2D graphics) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private void paint(Shape shape) throws IOException {
    switch (shape) {
      case Shape.Box b -> {
        double arc = 2 * Math.min(b.radius(), b.w() / 2);
        graphics.setColor(b.fill().onPaper());
        graphics.fill(new RoundRectangle2D.Double(b.x(), b.y(), b.w(), b.h(), arc, arc));
      }
      case Shape.Line l -> {
        graphics.setColor(l.ink().onPaper());
        graphics.setStroke(
            new BasicStroke((float) l.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        graphics.draw(path(l.x(), l.y()));
      }
      case Shape.Area a -> {
        graphics.setColor(a.fill().onPaper());
        graphics.fill(path(a.x(), a.y()));
      }
      case Shape.Words w -> words(w);
      case Shape.Still s ->
          graphics.drawImage(
              ImageIO.read(new ByteArrayInputStream(s.jpeg())),
              (int) s.x(),
              (int) s.y(),
              (int) Math.round(s.w()),
              (int) Math.round(s.h()),
              null);
    }
  }

  private void words(Shape.Words w) {
    Font font =
        new Font(Font.SANS_SERIF, w.bold() ? Font.BOLD : Font.PLAIN, 1)
            .deriveFont((float) w.size());
    graphics.setFont(font);
    graphics.setColor(w.ink().onPaper());
    double width = font.getStringBounds(w.text(), graphics.getFontRenderContext()).getWidth();
    double shift = w.anchor() == Anchor.END ? width : w.anchor() == Anchor.MIDDLE ? width / 2 : 0;
    graphics.drawString(w.text(), (float) (w.x() - shift), (float) w.y());
  }

  private static Path2D path(double[] x, double[] y) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < x.length; i++) {
      if (i == 0) {
        path.moveTo(x[i], y[i]);
      } else {
        path.lineTo(x[i], y[i]);
      }
    }
    return path;
  }
}
