package dev.reelframe.models.qwen;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * A picture as the vision model reads it: 8 bit red, green, blue, row by row, without padding.
 *
 * @param width columns in pixels, at least 1
 * @param height rows in pixels, at least 1
 * @param rgb {@code height * width * 3} bytes, owned by the picture: do not change them afterwards
 */
public record RgbImage(int width, int height, byte[] rgb) {

  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "a picture of %d x %d pixels needs 3 bytes each, got %d bytes"
              .formatted(width, height, rgb.length));
    }
  }

  /**
   * Reads a picture file (PNG and whatever else ImageIO knows).
   *
   * @throws IOException when the file cannot be read or is no picture
   */
  public static RgbImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(file + " is not a picture that ImageIO reads; convert it to PNG");
    }
    return of(image);
  }

  /**
   * Takes the stored samples as they are, the way Pillow's {@code convert("RGB")} does: grey is
   * repeated, alpha is dropped (not blended), a palette is looked up. 16 bit samples give their
   * upper byte (Pillow does so for colour, but clips grey). {@link BufferedImage#getRGB} is not
   * used for grey pictures because it converts them between colour spaces.
   */
  public static RgbImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] rgb = new byte[3 * width * height];
    ColorModel model = image.getColorModel();
    boolean plainSamples =
        !(model instanceof IndexColorModel) && !model.isAlphaPremultiplied() && isByBand(image);
    if (plainSamples) {
      copyBands(image.getRaster(), rgb);
    } else {
      int[] row = new int[width];
      for (int y = 0, to = 0; y < height; y++) {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int argb : row) {
          rgb[to++] = (byte) (argb >> 16);
          rgb[to++] = (byte) (argb >> 8);
          rgb[to++] = (byte) argb;
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** The picture at another size, as the vision model's own preprocessing makes it. */
  public RgbImage resized(int toWidth, int toHeight) {
    return BicubicResize.resize(this, toWidth, toHeight);
  }

  private static boolean isByBand(BufferedImage image) {
    int[] bits = image.getSampleModel().getSampleSize();
    for (int size : bits) {
      if (size != bits[0] || size > 16) {
        return false;
      }
    }
    return true;
  }

  private static void copyBands(Raster raster, byte[] rgb) {
    int bands = raster.getNumBands();
    int bits = raster.getSampleModel().getSampleSize(0);
    int width = raster.getWidth();
    int green = bands < 3 ? 0 : 1;
    int blue = bands < 3 ? 0 : 2;
    int[] row = new int[width * bands];
    for (int y = 0, to = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int from = 0; from < row.length; from += bands) {
        rgb[to++] = to8Bit(row[from], bits);
        rgb[to++] = to8Bit(row[from + green], bits);
        rgb[to++] = to8Bit(row[from + blue], bits);
      }
    }
  }

  private static byte to8Bit(int sample, int bits) {
    return (byte) (bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
  }
}
