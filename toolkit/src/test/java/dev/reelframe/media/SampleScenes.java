package dev.reelframe.media;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** The pictures of the sample clip: two photographs before a moving camera, and drawn balls. */
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

  /** Speed of the pan over the table, pixels per frame. */
  static final int PAN_PX = 4;

  /** Growth of the first portrait, per frame. */
  static final double ZOOM = 1.0025;

  private final int width;
  private final int height;
  private final List<Caption> captions;
  private final BufferedImage portrait;
  private final BufferedImage cup;

  /**
   * @param portrait 512 x 512, a person from the waist up
   * @param cup 600 x 400, a cup of coffee on a table
   */
  SampleScenes(
      int width, int height, List<Caption> captions, BufferedImage portrait, BufferedImage cup) {
    this.width = width;
    this.height = height;
    this.captions = captions;
    this.portrait = portrait;
    this.cup = cup;
  }

  /** A slow push in on the portrait. */
  BufferedImage pushIn(int n) {
    return photo(portrait, 230, 256, 1.25 * Math.pow(ZOOM, n));
  }

  /** The same person further away; the camera tilts up by one pixel per frame. */
  BufferedImage tiltUp(int n) {
    double scale = 1.43;
    return photo(portrait, 240, 286 - n / scale, scale);
  }

  /** The camera turns right over the table. */
  BufferedImage table(int n) {
    double scale = 1.6;
    return photo(cup, 170 + PAN_PX * n / scale, 200, scale);
  }

  /** A photograph, magnified, with one of its points in the middle of the frame. */
  private BufferedImage photo(BufferedImage source, double x, double y, double scale) {
    return drawn(
        width,
        height,
        g -> {
          g.setRenderingHint(
              RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
          AffineTransform place =
              AffineTransform.getTranslateInstance(
                  width / 2.0 - scale * x, height / 2.0 - scale * y);
          place.scale(scale, scale);
          g.drawImage(source, place, null);
        });
  }

  /** Three balls go round before a wall of tiles. */
  BufferedImage balls(int n) {
    return drawn(
        width,
        height,
        g -> {
          tiles(g);
          Color[] colors = {
            new Color(220, 60, 60), new Color(60, 180, 90), new Color(70, 120, 230)
          };
          for (int i = 0; i < colors.length; i++) {
            double angle = 2 * Math.PI * (i / 3.0 + n / 90.0);
            g.setColor(colors[i]);
            g.fill(
                new Ellipse2D.Double(
                    width / 2.0 - 45 + 105 * Math.cos(angle), 235 + 150 * Math.sin(angle), 90, 90));
          }
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

  private void tiles(Graphics2D g) {
    g.setColor(new Color(110, 100, 90));
    g.fillRect(0, 0, width, height);
    Random random = new Random(11);
    for (int y = 0; y < height; y += 40) {
      for (int x = 0; x < width; x += 40) {
        g.setColor(Color.getHSBColor(0.1f, 0.2f, 0.6f + 0.3f * random.nextFloat()));
        g.fillRect(x, y, 37, 37);
      }
    }
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
