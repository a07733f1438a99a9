package dev.reelframe.media;

import dev.reelframe.media.MediaException.InputRejected;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Files that {@link ClipWriter} writes, by their ending, with encoders of the ffmpeg that comes
 * along: OpenH264 and libvpx (BSD), FFmpeg's own AAC and GIF (LGPL), Opus and libwebp (BSD).
 */
public enum ClipFormat {
  /** H.264 and AAC: plays everywhere. */
  MP4(".mp4", "aac"),
  /** VP9 and Opus: no patent licence is asked for by those who made them. */
  WEBM(".webm", "libopus"),
  /** An animation of at most 256 colours, without sound. */
  GIF(".gif", ""),
  /** An animation without sound, a fraction of a GIF's size. */
  WEBP(".webp", "");

  /** Bits for a pixel of a frame: a drawn line stays sharp. */
  private static final double BITS_PER_PIXEL = 0.16;

  private static final double USUAL_RATE_HZ = 30;
  private static final long LEAST_BITS = 300_000;
  private static final String SOUND_BITS = "160k";

  /** YUV as televisions have it, sides even, as the encoders ask. */
  private static final String YUV =
      "pad=w=ceil(iw/2)*2:h=ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p";

  private final String ending;
  private final String soundCodec;

  ClipFormat(String ending, String soundCodec) {
    this.ending = ending;
    this.soundCodec = soundCodec;
  }

  /**
   * The format that a file's ending names.
   *
   * @throws InputRejected where it names none, with those that there are
   */
  public static ClipFormat of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.ending))
        .findFirst()
        .orElseThrow(() ->
            new InputRejected(
                file
                    + ": a clip is written as "
                    + Arrays.stream(values())
                        .map(format -> format.ending)
                        .collect(Collectors.joining(", "))));
  }

  /** {@code .mp4}, for example. */
  public String ending() {
    return ending;
  }

  /** Whether it is an animation that loops: without sound, and all of it in memory. */
  public boolean isAnimation() {
    return soundCodec.isEmpty();
  }

  /** ffmpeg's options for the picture. */
  List<String> picture(int width, int height, double rateHz) {
    double rate = rateHz > 0 ? rateHz : USUAL_RATE_HZ;
    long bits = Math.max(LEAST_BITS, Math.round(BITS_PER_PIXEL * width * height * rate));
    return switch (this) {
      case MP4 ->
          List.of(
              "-vf",
              YUV,
              "-c:v",
              "libopenh264",
              "-b:v",
              Long.toString(bits),
              "-g",
              "60",
              "-video_track_timescale",
              "90000",
              "-movflags",
              "+faststart");
      case WEBM ->
          List.of(
              "-vf",
              YUV,
              "-c:v",
              "libvpx-vp9",
              "-deadline",
              "realtime",
              "-cpu-used",
              "8",
              "-row-mt",
              "1",
              "-g",
              "60",
              "-b:v",
              Long.toString(bits));
      case GIF ->
          List.of("-vf", "split[a][b];[a]palettegen[palette];[b][palette]paletteuse", "-loop", "0");
      case WEBP -> List.of("-c:v", "libwebp_anim", "-quality", "75", "-loop", "0");
    };
  }

  /** ffmpeg's options for the sound; where the first sample comes late, silence is before it. */
  List<String> sound(int channels) {
    return List.of(
        "-af",
        "aresample=async=1:first_pts=0",
        "-c:a",
        soundCodec,
        "-b:a",
        SOUND_BITS,
        "-ac",
        Integer.toString(Math.min(2, channels)));
  }
}
