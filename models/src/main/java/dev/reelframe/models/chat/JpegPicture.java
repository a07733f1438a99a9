package dev.reelframe.models.chat;

import dev.reelframe.models.qwen.RgbImage;
import dev.reelframe.models.qwen.SmartResize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * A picture as it travels to a server.
 *
 * @param width pixels
 * @param height pixels
 * @param jpeg the file
 */
public record JpegPicture(int width, int height, byte[] jpeg) {

  /**
   * At the size at which the model looks at it anyway, so that nothing is sent in vain.
   *
   * @param quality of JPEG, 0..1
   */
  public static JpegPicture of(RgbImage image, SmartResize resolution, float quality) {
    SmartResize.Size size = resolution.apply(image.height(), image.width());
    RgbImage seen = image.resized(size.width(), size.height());
    return new JpegPicture(size.width(), size.height(), encoded(seen, quality));
  }

  private static byte[] encoded(RgbImage image, float quality) {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    int[] pixels = new int[image.width() * image.height()];
    byte[] rgb = image.rgb();
    for (int i = 0, from = 0; i < pixels.length; i++, from += 3) {
      pixels[i] = (rgb[from] & 0xff) << 16 | (rgb[from + 1] & 0xff) << 8 | rgb[from + 2] & 0xff;
    }
    picture.setRGB(0, 0, image.width(), image.height(), pixels, 0, image.width());
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** {@code data:image/jpeg;base64,...} (RFC 2397). */
  String dataUrl() {
    return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
  }
}
