package dev.reelframe.analyzer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A textured world that a test camera looks at: blobs of all sizes in colours of its own, made from
 * a seed. Two seeds look as different as two places do.
 */
public final class Scenery {
  private final BufferedImage world;
  private final int width;
  private final int height;

  private Scenery(BufferedImage world, int width, int height) {
    this.world = world;
    this.width = width;
    this.height = height;
  }

  /** A world for frames of this size, twice as large as they are in each direction. */
  public static Scenery of(long seed, int width, int height) {
    Random random = new Random(seed * 7919);
    BufferedImage image = new BufferedImage(2 * width, 2 * height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = random.nextFloat();
    g.setColor(Color.getHSBColor(hue, 0.4f, 0.3f + 0.5f * random.nextFloat()));
    g.fillRect(0, 0, 2 * width, 2 * height);
    for (int i = 0; i < 400; i++) {
      double size = width * (i < 40 ? 0.6 : i < 150 ? 0.25 : 0.08) * (0.5 + random.nextDouble());
      float tone = random.nextFloat();
      g.setColor(Color.getHSBColor(hue + 0.3f * random.nextFloat(), random.nextFloat(), tone));
      int x = (int) (random.nextDouble() * 2.2 * width - size);
      int y = (int) (random.nextDouble() * 2.2 * height - size);
      int across = (int) size;
      int down = (int) (size * (0.5 + random.nextDouble()));
      if (i % 3 == 0) {
        g.fillRect(x, y, across, down);
      } else {
        g.fillOval(x, y, across, down);
      }
    }
    g.dispose();
    return new Scenery(image, width, height);
  }

  /** Fills a frame with the middle of the world. */
  public void draw(Graphics2D g) {
    draw(g, 0, 0, 1, 0);
  }

  /** Fills a frame, the camera moved right and down by pixels of the frame. */
  public void draw(Graphics2D g, double right, double down) {
    draw(g, right, down, 1, 0);
  }

  /**
   * Fills a frame as a camera sees it.
   *
   * @param right pixels of the frame, from the middle of the world
   * @param scale above 1 is nearer
   * @param clockwiseDeg turn of the picture
   */
  public void draw(Graphics2D g, double right, double down, double scale, double clockwiseDeg) {
    AffineTransform view = new AffineTransform();
    view.translate(width / 2.0, height / 2.0);
    view.rotate(Math.toRadians(clockwiseDeg));
    view.scale(scale, scale);
    view.translate(-width - right, -height - down);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g.drawImage(world, view, null);
  }

  /** Adds Gaussian noise to all pixels drawn so far. */
  public static void noise(BufferedImage image, Random random, double sigma) {
    byte[] data = ((java.awt.image.DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < data.length; i++) {
      double value = (data[i] & 0xFF) + sigma * random.nextGaussian();
      data[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
  }
}
