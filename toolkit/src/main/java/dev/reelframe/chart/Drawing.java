package dev.reelframe.chart;

import dev.reelframe.markup.Html;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Shapes on a plane.
 *
 * @param title what it shows, for readers who cannot see it
 */
record Drawing(String title, int width, int height, List<Shape> shapes) implements Picture {
  Drawing {
    shapes = List.copyOf(shapes);
  }

  @Override
  public String svg() {
    return SvgWriter.file(this).toString();
  }

  @Override
  public Html html() {
    return SvgWriter.part(this);
  }

  @Override
  public byte[] png(double scale) {
    if (!(scale >= 0.1 && scale <= 8)) {
      throw new IllegalArgumentException("scale " + scale + ": give 0.1 to 8");
    }
    return PngPainter.png(this, scale);
  }

  @Override
  public Path save(Path file) throws IOException {
    return PictureFiles.save(this, file);
  }

  @Override
  public String toString() {
    return title + ", " + width + " x " + height + "; save(Path.of(\"picture.svg\")) writes it";
  }
}
