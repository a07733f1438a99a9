package dev.reelframe.chart;

import dev.reelframe.markup.Html;
import java.io.IOException;
import java.nio.file.Path;

/** A drawing that scales, complete in itself: nothing is loaded from elsewhere. */
public interface Picture {
  /** Width in pixels at scale 1. */
  int width();

  /** Height in pixels at scale 1. */
  int height();

  /** As a file of its own: a light or a dark page, as its viewer prefers. */
  String svg();

  /** As a part of an HTML page: takes the colour of the text around it and has no ground. */
  Html html();

  /**
   * As PNG on a white ground.
   *
   * @param scale pixels of the picture per pixel of the drawing, 0.1..8
   */
  byte[] png(double scale);

  /**
   * Writes a file.
   *
   * @param file ends in {@code .svg} or {@code .png}
   * @return the file
   * @throws IllegalArgumentException where it has another ending
   */
  Path save(Path file) throws IOException;
}
