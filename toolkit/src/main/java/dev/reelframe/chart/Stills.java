package dev.reelframe.chart;

import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Frames as pictures for pages. */
public final class Stills {
  private static final float QUALITY = 0.85f;

  private Stills() {}

  /** The frame as an image of the JDK. */
  public static BufferedImage image(Frame frame) {
    int type =
        frame.format() == PixelFormat.GREY
            ? BufferedImage.TYPE_BYTE_GRAY
            : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(frame.width(), frame.height(), type);
    byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(frame.data(), 0, pixels, 0, pixels.length);
    return image;
  }

  /** The frame as JPEG, made smaller where it does not fit into the box. */
  public static byte[] jpeg(Frame frame, int maxWidth, int maxHeight) {
    BufferedImage image = shrunk(image(frame), maxWidth, maxHeight);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The same as an address that holds the picture itself. */
  public static String dataUri(Frame frame, int maxWidth, int maxHeight) {
    return dataUri(jpeg(frame, maxWidth, maxHeight));
  }

  static String dataUri(byte[] jpeg) {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }

  /** Halves as often as it can, so that no pixel is skipped, then goes the rest of the way. */
  private static BufferedImage shrunk(BufferedImage image, int maxWidth, int maxHeight) {
    double scale =
        Math.min(
            1,
            Math.min((double) maxWidth / image.getWidth(), (double) maxHeight / image.getHeight()));
    int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
    BufferedImage now = image;
    while (now.getWidth() / 2 >= width && now.getHeight() / 2 >= height && scale < 1) {
      now = drawn(now, now.getWidth() / 2, now.getHeight() / 2);
    }
    return now.getWidth() == width && now.getHeight() == height ? now : drawn(now, width, height);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height) {
    BufferedImage out = new BufferedImage(width, height, image.getType());
    Graphics2D graphics = out.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return out;
  }
}
