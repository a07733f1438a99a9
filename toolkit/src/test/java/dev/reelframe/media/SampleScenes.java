package dev.reelframe.media;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The pictures of the sample clip, drawn. */
final class SampleScenes {

  /**
   * A caption, centred.
   *
   * @param first frame that shows it
   * @param end first frame that no longer shows it
   * @param baselineY pixels from the top
   * @param sizePx of the font
   */
  record Caption(String text, int first, int end, int baselineY, int sizePx, Color color) {}

  private static final float OUTLINE_PX = 5;

  /** Speed of the pan, pixels per frame. */
  static final int PAN_PX = 3;

  private final int width;
  private final int height;
  private final List<Caption> captions;
  private final BufferedImage panorama;
  private final BufferedImage mosaic;

  SampleScenes(int width, int height, List<Caption> captions) {
    this.width = width;
    this.height = height;
    this.captions = captions;
    this.panorama = drawn(width + 80 * PAN_PX, height, this::panorama);
    this.mosaic = drawn(width, height, this::mosaic);
  }

  /** A ball that bounces twice before an evening sky. */
  BufferedImage ball(int n) {
    return drawn(
        width,
        height,
        g -> {
          g.setPaint(new GradientPaint(0, 0, new Color(40, 70, 160), 0, height, Color.ORANGE));
          g.fillRect(0, 0, width, height);
          g.setColor(new Color(50, 60, 50));
          g.fillRect(0, height - 90, width, 90);
          double flight = Math.abs(Math.sin(Math.PI * n / 30.0));
          g.setColor(new Color(250, 210, 40));
          g.fill(new Ellipse2D.Double(40 + 3.2 * n, height - 170 - 230 * flight, 80, 80));
        });
  }

  /** The camera turns right over hills and houses. */
  BufferedImage landscape(int n) {
    return drawn(width, height, g -> g.drawImage(panorama, -PAN_PX * n, 0, null));
  }

  /** A circle, a square and a triangle go round. */
  BufferedImage shapes(int n) {
    return drawn(
        width,
        height,
        g -> {
          g.setColor(new Color(24, 28, 44));
          g.fillRect(0, 0, width, height);
          Shape[] shapes = {
            new Ellipse2D.Double(-45, -45, 90, 90),
            new Rectangle2D.Double(-40, -40, 80, 80),
            triangle(52)
          };
          Color[] colors = {
            new Color(220, 60, 60), new Color(60, 180, 90), new Color(70, 120, 230)
          };
          for (int i = 0; i < shapes.length; i++) {
            double angle = 2 * Math.PI * (i / 3.0 + n / 90.0);
            AffineTransform place =
                AffineTransform.getTranslateInstance(
                    width / 2.0 + 105 * Math.cos(angle), 280 + 150 * Math.sin(angle));
            place.rotate(angle);
            g.setColor(colors[i]);
            g.fill(place.createTransformedShape(shapes[i]));
          }
        });
  }

  /** The camera zooms in on a wall of tiles, 2 % per frame. */
  BufferedImage tiles(int n) {
    return drawn(
        width,
        height,
        g -> {
          double zoom = Math.pow(1.02, n);
          g.translate(width / 2.0, height / 2.0);
          g.scale(zoom, zoom);
          g.translate(-width / 2.0, -height / 2.0);
          g.drawImage(mosaic, 0, 0, null);
        });
  }

  /** A plain card that stands still. */
  BufferedImage endCard() {
    return drawn(
        width,
        height,
        g -> {
          g.setColor(new Color(170, 40, 90));
          g.fillRect(0, 0, width, height);
          g.setColor(new Color(240, 230, 220));
          g.fillRect(40, 380, width - 80, 8);
        });
  }

  /** A linear mix of two pictures: 0 is the first, 1 the second. */
  static BufferedImage mix(BufferedImage first, BufferedImage second, double share) {
    byte[] a = bytes(first);
    byte[] b = bytes(second);
    for (int i = 0; i < a.length; i++) {
      a[i] = (byte) Math.round((1 - share) * (a[i] & 0xFF) + share * (b[i] & 0xFF));
    }
    return first;
  }

  /** Writes the captions of a frame over its picture. */
  BufferedImage captioned(int frame, BufferedImage picture) {
    Graphics2D g = smooth(picture);
    for (Caption caption : captions) {
      if (frame >= caption.first() && frame < caption.end()) {
        Shape letters = letters(caption);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(OUTLINE_PX, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(letters);
        g.setColor(caption.color());
        g.fill(letters);
      }
    }
    g.dispose();
    return picture;
  }

  /** What the letters of a caption cover, without their outline. */
  Rectangle box(Caption caption) {
    return letters(caption).getBounds();
  }

  private Shape letters(Caption caption) {
    Font font = new Font(Font.SANS_SERIF, Font.BOLD, caption.sizePx());
    Shape plain =
        font.createGlyphVector(new FontRenderContext(null, true, true), caption.text())
            .getOutline();
    Rectangle2D bounds = plain.getBounds2D();
    return AffineTransform.getTranslateInstance(
            (width - bounds.getWidth()) / 2 - bounds.getX(), caption.baselineY())
        .createTransformedShape(plain);
  }

  private void panorama(Graphics2D g) {
    int wide = width + 80 * PAN_PX;
    g.setPaint(new GradientPaint(0, 0, new Color(120, 190, 240), 0, 420, new Color(225, 240, 250)));
    g.fillRect(0, 0, wide, height);
    g.setColor(new Color(90, 150, 90));
    for (int x = -100; x < wide; x += 170) {
      g.fillOval(x, 300, 320, 300);
    }
    g.setColor(new Color(60, 110, 60));
    g.fillRect(0, 440, wide, height - 440);
    Random random = new Random(7);
    for (int x = 10; x < wide; x += 95) {
      int wall = 60 + random.nextInt(50);
      g.setColor(Color.getHSBColor(random.nextFloat(), 0.45f, 0.9f));
      g.fillRect(x, 470 - wall, 62, wall);
      g.setColor(new Color(120, 50, 40));
      g.fillPolygon(
          new int[] {x - 8, x + 31, x + 70}, new int[] {470 - wall, 430 - wall, 470 - wall}, 3);
      g.setColor(new Color(40, 40, 60));
      g.fillRect(x + 12, 482 - wall, 14, 18);
      g.fillRect(x + 38, 482 - wall, 14, 18);
    }
  }

  private void mosaic(Graphics2D g) {
    Random random = new Random(11);
    for (int y = 0; y < height; y += 40) {
      for (int x = 0; x < width; x += 40) {
        g.setColor(Color.getHSBColor(0.45f + 0.15f * random.nextFloat(), 0.5f, random.nextFloat()));
        g.fillRect(x, y, 37, 37);
      }
    }
  }

  private static Path2D triangle(double radius) {
    Path2D path = new Path2D.Double();
    for (int corner = 0; corner < 3; corner++) {
      double angle = 2 * Math.PI * corner / 3;
      double x = radius * Math.cos(angle);
      double y = radius * Math.sin(angle);
      if (corner == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static BufferedImage drawn(int width, int height, Consumer<Graphics2D> painter) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = smooth(image);
    painter.accept(g);
    g.dispose();
    return image;
  }

  private static Graphics2D smooth(BufferedImage image) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    return g;
  }

  private static byte[] bytes(BufferedImage image) {
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
