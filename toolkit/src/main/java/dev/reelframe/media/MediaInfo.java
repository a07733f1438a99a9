package dev.reelframe.media;

import java.util.Optional;

/**
 * What is in a file, read from its headers without decoding.
 *
 * @param container demuxer name, for example {@code mov} or {@code matroska}
 * @param durationS seconds, the longest stream; absent where the container does not say
 * @param bytes file size
 * @param picture the video stream, absent in a sound file
 * @param sound the audio stream, absent in a silent clip
 */
public record MediaInfo(
    String container,
    Optional<Double> durationS,
    long bytes,
    Optional<Picture> picture,
    Optional<Sound> sound) {

  /**
   * The video stream.
   *
   * @param stream index in the file
   * @param codec for example {@code h264}
   * @param pixelFormat as coded, for example {@code yuv420p10le}
   * @param width display width, pixels: after rotation, with square pixels
   * @param height display height, pixels
   * @param rotationDegrees clockwise turn that the display applies: 0, 90, 180 or 270
   * @param pixelAspectRatio width over height of a coded pixel
   * @param frameRate average frames per second; absent where the container does not say
   * @param variableFrameRate whether the headers speak of more than one frame duration
   * @param bitDepth bits per sample as coded
   * @param highDynamicRange PQ or HLG transfer: views are tone-mapped to BT.709
   * @param matrix colour matrix used to make BGR, for example {@code bt709}
   */
  public record Picture(
      int stream,
      String codec,
      String pixelFormat,
      int width,
      int height,
      int rotationDegrees,
      double pixelAspectRatio,
      Optional<Double> frameRate,
      boolean variableFrameRate,
      int bitDepth,
      boolean highDynamicRange,
      String matrix) {

    /**
     * Height in pixels of a view of this picture that is at most {@code width} wide (0: full size).
     */
    int viewHeight(int viewWidth) {
      return Math.max(1, (int) Math.round((double) height * viewWidth / width));
    }

    /** Width in pixels that frames of a view have; never more than the picture's. */
    int viewWidth(Frames view) {
      int most = view.width() == 0 ? width : Math.min(view.width(), width);
      int longer = Math.max(width, height);
      return view.longest() == 0 || view.longest() >= longer
          ? most
          : Math.max(1, Math.min(most, (int) Math.round((double) width * view.longest() / longer)));
    }
  }

  /**
   * The audio stream.
   *
   * @param stream index in the file
   * @param codec for example {@code aac}
   * @param rateHz sample rate
   * @param channels number of channels
   * @param layout for example {@code stereo} or {@code 5.1}
   */
  public record Sound(int stream, String codec, int rateHz, int channels, String layout) {}
}
