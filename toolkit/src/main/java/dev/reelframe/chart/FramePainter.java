package dev.reelframe.chart;

import dev.reelframe.media.Frame;
import dev.reelframe.table.MeasuredTable;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;

/**
 * Draws what the tables of a run say into one frame after the other: a thing keeps its hue through
 * the clip.
 */
public final class FramePainter {
  /** Lines and letters are as large as on a picture whose shorter side has so many pixels. */
  private static final double SHORT_SIDE = 360;

  private final List<MeasuredTable> tables;
  private final int pictureWidth;
  private final TrackSamples samples = new TrackSamples();
  private final FrameOverlay overlay = new FrameOverlay();

  /**
   * @param tables with their signals
   * @param pictureWidth width in pixels of the picture that the tables speak of
   */
  public FramePainter(List<MeasuredTable> tables, int pictureWidth) {
    this.tables = tables;
    this.pictureWidth = pictureWidth;
  }

  /**
   * The pixels of a frame with what stands at its time drawn in.
   *
   * @param frame BGR, of any size
   * @return BGR, rows from the top
   */
  public byte[] painted(Frame frame) {
    BufferedImage image = Stills.image(frame);
    double unit = Math.min(frame.width(), frame.height()) / SHORT_SIDE;
    OverlayItems items = new OverlayItems(frame.timeS(), samples);
    List<Shape> shapes =
        overlay.over(
            items.ofRun(tables),
            items.said(tables),
            frame.width() / unit,
            frame.height() / unit,
            frame.width() / unit / pictureWidth);
    Graphics2D graphics = image.createGraphics();
    PngPainter.paint(graphics, unit, shapes);
    graphics.dispose();
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }
}
