package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.vision.PixelRect;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.function.Consumer;

/** Text drawn the ways that captions are. */
final class Drawn {
  private Drawn() {}

  /** A grey picture on mid grey. */
  static LumaImage picture(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.GRAY);
    g.fillRect(0, 0, width, height);
    painter.accept(g);
    g.dispose();
    return new LumaImage(
        width, height, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
  }

  private static Shape shape(String text, double x, double baseline, int size) {
    return new Font(Font.SANS_SERIF, Font.BOLD, size)
        .createGlyphVector(new FontRenderContext(null, true, true), text)
        .getOutline((float) x, (float) baseline);
  }

  /** Where the letters stand. */
  static PixelRect bounds(String text, double x, double baseline, int size) {
    Rectangle box = shape(text, x, baseline, size).getBounds();
    return new PixelRect(box.x, box.y, box.x + box.width, box.y + box.height);
  }

  /** Left edge at which a text stands in the middle. */
  static double centred(String text, int width, int size) {
    PixelRect box = bounds(text, 0, 0, size);
    return (width - box.width()) / 2 - box.left();
  }

  /** White letters with a black outline. */
  static void outlined(Graphics2D g, String text, double x, double baseline, int size) {
    Shape letters = shape(text, x, baseline, size);
    g.setColor(Color.BLACK);
    g.setStroke(
        new BasicStroke(Math.max(2, size / 7f), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(letters);
    g.setColor(Color.WHITE);
    g.fill(letters);
  }

  /** Letters of one colour in a rounded box of another. */
  static void boxed(
      Graphics2D g, String text, double x, double baseline, int size, Color letters, Color paper) {
    Rectangle box = shape(text, x, baseline, size).getBounds();
    g.setColor(paper);
    g.fillRoundRect(box.x - 8, box.y - 6, box.width + 16, box.height + 12, 8, 8);
    plain(g, text, x, baseline, size, letters);
  }

  /** Bare letters. */
  static void plain(Graphics2D g, String text, double x, double baseline, int size, Color letters) {
    g.setColor(letters);
    g.fill(shape(text, x, baseline, size));
  }
}
