package dev.reelframe.analyzer.audio;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much each channel counts in loudness: ITU-R BS.1770-4, Annex 1, table 3, and Annex 3 for
 * layouts beyond 5.1. Low-frequency effects do not count; loudspeakers at the side (60 to 120
 * degrees) count +1.5 dB, all others 1.
 */
final class ChannelWeights {
  private static final double SIDE = 1.41;

  /** Channels of ffmpeg's layouts, in their order. */
  private static final Map<String, String> LAYOUTS =
      Map.ofEntries(
          Map.entry("mono", "FC"),
          Map.entry("stereo", "FL FR"),
          Map.entry("2.1", "FL FR LFE"),
          Map.entry("3.0", "FL FR FC"),
          Map.entry("3.0(back)", "FL FR BC"),
          Map.entry("4.0", "FL FR FC BC"),
          Map.entry("quad", "FL FR BL BR"),
          Map.entry("quad(side)", "FL FR SL SR"),
          Map.entry("3.1", "FL FR FC LFE"),
          Map.entry("5.0", "FL FR FC BL BR"),
          Map.entry("5.0(side)", "FL FR FC SL SR"),
          Map.entry("4.1", "FL FR FC LFE BC"),
          Map.entry("5.1", "FL FR FC LFE BL BR"),
          Map.entry("5.1(side)", "FL FR FC LFE SL SR"),
          Map.entry("6.0", "FL FR FC BC SL SR"),
          Map.entry("6.0(front)", "FL FR FLC FRC SL SR"),
          Map.entry("hexagonal", "FL FR FC BL BR BC"),
          Map.entry("6.1", "FL FR FC LFE BC SL SR"),
          Map.entry("6.1(back)", "FL FR FC LFE BL BR BC"),
          Map.entry("6.1(front)", "FL FR LFE FLC FRC SL SR"),
          Map.entry("7.0", "FL FR FC BL BR SL SR"),
          Map.entry("7.0(front)", "FL FR FC FLC FRC SL SR"),
          Map.entry("7.1", "FL FR FC LFE BL BR SL SR"),
          Map.entry("7.1(wide)", "FL FR FC LFE BL BR FLC FRC"),
          Map.entry("7.1(wide-side)", "FL FR FC LFE FLC FRC SL SR"),
          Map.entry("octagonal", "FL FR FC BL BR BC SL SR"));

  private static final Map<Integer, String> USUAL =
      Map.of(1, "mono", 2, "stereo", 6, "5.1", 8, "7.1");

  private ChannelWeights() {}

  /**
   * Weights of a stream's channels. A layout without a known name counts as the usual one of that
   * many channels, and every channel as 1 where there is none.
   *
   * @param layout ffmpeg's name, for example {@code 5.1(side)}
   */
  static double[] of(String layout, int channels) {
    List<String> names = names(layout);
    if (names.size() != channels) {
      names = names(USUAL.getOrDefault(channels, ""));
    }
    if (names.size() != channels) {
      double[] equal = new double[channels];
      Arrays.fill(equal, 1);
      return equal;
    }
    // Where a layout has no side pair, its "back" pair is the surround pair at 110 degrees.
    Set<String> side = names.contains("SL") ? Set.of("SL", "SR") : Set.of("BL", "BR");
    return names.stream()
        .mapToDouble(name -> name.equals("LFE") ? 0 : side.contains(name) ? SIDE : 1)
        .toArray();
  }

  private static List<String> names(String layout) {
    return List.of(LAYOUTS.getOrDefault(layout, "").split(" "));
  }
}
