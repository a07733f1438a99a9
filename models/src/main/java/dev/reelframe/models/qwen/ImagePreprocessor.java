package dev.reelframe.models.qwen;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * From pictures to patches: smart resize, exact bicubic, normalisation, and the patch order of
 * Qwen2-VL, in which the four patches of one token lie next to each other.
 *
 * <p>Frames come in pairs; a still picture and an odd last frame are repeated. All frames of a clip
 * share one size.
 */
public final class ImagePreprocessor {

  private final PreprocessorConfig config;
  private final SmartResize smartResize;
  private final float[][] normalised = new float[3][256];

  ImagePreprocessor(PreprocessorConfig config) {
    this.config = config;
    this.smartResize = new SmartResize(config.factor(), config.minPixels(), config.maxPixels());
    for (int channel = 0; channel < 3; channel++) {
      for (int level = 0; level < 256; level++) {
        // The reference rescales in double precision, rounds, and normalises in single precision.
        float rescaled = (float) (level * config.rescale());
        normalised[channel][level] =
            (rescaled - config.mean()[channel]) / config.deviation()[channel];
      }
    }
  }

  /** The rule that chooses the size; its limits are the ones in force. */
  public SmartResize smartResize() {
    return smartResize;
  }

  /** Frames that one temporal slice covers. */
  public int framesPerSlice() {
    return config.framesPerPatch();
  }

  /** The grid of a clip of that many frames of that size in pixels. */
  public Grid grid(int frames, int width, int height) {
    SmartResize.Size size = smartResize.apply(height, width);
    int slices = Math.ceilDiv(frames, config.framesPerPatch());
    return new Grid(slices, size.height() / config.patch(), size.width() / config.patch());
  }

  /** A still picture: one slice that shows the same frame throughout. */
  public Patches still(RgbImage image) {
    return slice(List.of(image));
  }

  /**
   * All slices of a clip in order.
   *
   * @throws IllegalArgumentException when there is no frame or the frames differ in size
   */
  public List<Patches> clip(List<RgbImage> frames) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a clip needs at least one frame");
    }
    RgbImage first = frames.getFirst();
    for (RgbImage frame : frames) {
      if (frame.width() != first.width() || frame.height() != first.height()) {
        throw new IllegalArgumentException(
            "all frames of a clip must have one size: %d x %d and %d x %d pixels; scale them first"
                .formatted(first.width(), first.height(), frame.width(), frame.height()));
      }
    }
    List<Patches> slices = new ArrayList<>();
    for (int i = 0; i < frames.size(); i += config.framesPerPatch()) {
      slices.add(slice(frames.subList(i, Math.min(i + config.framesPerPatch(), frames.size()))));
    }
    return slices;
  }

  /** One slice of one or more frames; the last one is repeated until the slice is full. */
  private Patches slice(List<RgbImage> frames) {
    RgbImage first = frames.getFirst();
    SmartResize.Size size = smartResize.apply(first.height(), first.width());
    Grid grid = new Grid(1, size.height() / config.patch(), size.width() / config.patch());
    FloatBuffer values =
        ByteBuffer.allocateDirect(
                Math.multiplyExact(grid.patches(), Float.BYTES * config.valuesPerPatch()))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    RgbImage last = null;
    RgbImage resized = null;
    for (int frame = 0; frame < config.framesPerPatch(); frame++) {
      RgbImage image = frames.get(Math.min(frame, frames.size() - 1));
      if (image != last) {
        resized = BicubicResize.resize(image, size.width(), size.height());
        last = image;
      }
      fill(values, grid, resized, frame);
    }
    return new Patches(grid, values);
  }

  /** Writes one frame into its place in every patch. */
  private void fill(FloatBuffer values, Grid grid, RgbImage image, int frame) {
    int patch = config.patch();
    int merge = config.merge();
    float[] line = new float[patch];
    int row = 0;
    for (int blockY = 0; blockY < grid.rows(); blockY += merge) {
      for (int blockX = 0; blockX < grid.columns(); blockX += merge) {
        for (int y = blockY; y < blockY + merge; y++) {
          for (int x = blockX; x < blockX + merge; x++, row++) {
            fillPatch(values, row, image, y * patch, x * patch, frame, line);
          }
        }
      }
    }
  }

  private void fillPatch(
      FloatBuffer values, int row, RgbImage image, int top, int left, int frame, float[] line) {
    int patch = config.patch();
    byte[] rgb = image.rgb();
    for (int channel = 0; channel < 3; channel++) {
      float[] level = normalised[channel];
      int to =
          row * config.valuesPerPatch()
              + (channel * config.framesPerPatch() + frame) * patch * patch;
      for (int y = 0; y < patch; y++, to += patch) {
        int from = 3 * ((top + y) * image.width() + left) + channel;
        for (int x = 0; x < patch; x++, from += 3) {
          line[x] = level[rgb[from] & 0xff];
        }
        values.put(to, line);
      }
    }
  }
}
