package dev.reelframe.media;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where decoding ended.
 *
 * @param durationS end of the longest stream that was decoded, seconds
 * @param pictureS end of the last frame, seconds; 0 without picture
 * @param soundS end of the last sample, seconds; 0 without sound, or where nobody read it
 * @param frames number of frames decoded
 * @param gaps stretches inside the sound for which the file holds none, in order; views have no
 *     samples there
 * @param notes what is worth knowing about the streams though it costs nothing, such as a size that
 *     changes on the way
 */
public record StreamEnd(
    double durationS,
    double pictureS,
    double soundS,
    long frames,
    List<Gap> gaps,
    List<String> notes) {

  public StreamEnd {
    gaps = List.copyOf(gaps);
    notes = List.copyOf(notes);
  }

  /** Without a gap in the sound, and nothing to note. */
  public StreamEnd(double durationS, double pictureS, double soundS, long frames) {
    this(durationS, pictureS, soundS, frames, List.of(), List.of());
  }

  /** The end of both, of which each holds other streams. */
  public StreamEnd and(StreamEnd other) {
    return new StreamEnd(
        Math.max(durationS, other.durationS),
        Math.max(pictureS, other.pictureS),
        Math.max(soundS, other.soundS),
        frames + other.frames,
        Stream.concat(gaps.stream(), other.gaps.stream()).toList(),
        Stream.concat(notes.stream(), other.notes.stream()).toList());
  }

  /**
   * The end as it is for a reader of some streams and views: it does not depend on what others read
   * beside it.
   *
   * @param picture whether it reads the picture
   * @param heardS end of the last sample in its views of the sound, seconds; 0 without
   */
  public StreamEnd seenBy(boolean picture, double heardS) {
    double shownS = picture ? pictureS : 0;
    return new StreamEnd(
        Math.max(shownS, heardS),
        shownS,
        heardS,
        picture ? frames : 0,
        heardS > 0 ? gaps : List.of(),
        List.of());
  }
}
