package dev.reelframe.media;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the streams of a file that were decoded. A fault belongs to its stream: broken
 * sound says nothing about the picture.
 *
 * @param picture of the video stream
 * @param sound of the audio stream
 */
public record Damage(Optional<Fault> picture, Optional<Fault> sound) {
  /** Both streams are sound, or nobody read them. */
  public static final Damage NONE = new Damage(Optional.empty(), Optional.empty());

  /**
   * A fault of one stream.
   *
   * @param text in one line, the same in every run over the same file
   * @param nothingDecoded whether the stream holds something, and nothing of it could be decoded
   */
  public record Fault(String text, boolean nothingDecoded) {}

  /** The faults of both, of which each looked at other streams. */
  public Damage and(Damage other) {
    return new Damage(picture.or(other::picture), sound.or(other::sound));
  }

  /** The faults of those streams that these views read. */
  public Damage of(Collection<? extends View> views) {
    return new Damage(
        views.stream().anyMatch(Frames.class::isInstance) ? picture : Optional.empty(),
        views.stream().anyMatch(Audio.class::isInstance) ? sound : Optional.empty());
  }

  /** Whether something that these faults are about could not be decoded at all. */
  public boolean nothingDecoded() {
    return Stream.of(picture, sound).flatMap(Optional::stream).anyMatch(Fault::nothingDecoded);
  }

  /** All faults in one line; empty where there is none. */
  public Optional<String> text() {
    String text =
        Stream.of(picture.map(f -> "picture: " + f.text()), sound.map(f -> "sound: " + f.text()))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    return Optional.of(text).filter(t -> !t.isEmpty());
  }
}
