package dev.reelframe.media;

import dev.reelframe.media.MediaInfo.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is worth knowing about a stream though nothing of it is lost. */
final class StreamNotes {
  private static final Pattern SIZE = Pattern.compile(".*?, (\\d+)x(\\d+)\\b.*");
  private static final Pattern SOUND = Pattern.compile("(\\d+) Hz, ([^,]+), .*");

  private StreamNotes() {}

  static List<String> of(Kind kind, MediaInfo info, DecoderPass pass) {
    return kind == Kind.VIDEO
        ? picture(info.picture().orElseThrow(), pass)
        : sound(info.sound().orElseThrow(), pass);
  }

  /** Sizes as coded: a change of nothing but the pixel format is none to a viewer. */
  private static List<String> picture(MediaInfo.Picture picture, DecoderPass pass) {
    Set<String> sizes = new LinkedHashSet<>();
    for (String change : pass.log().stream(picture.stream()).changes()) {
      Matcher size = SIZE.matcher(change);
      if (size.matches()) {
        sizes.add(size.group(1) + "x" + size.group(2));
      }
    }
    sizes.remove(picture.codedWidth() + "x" + picture.codedHeight());
    return sizes.stream()
        .map(size -> "the picture changes to " + size + " on the way and is shown in its own shape")
        .toList();
  }

  private static List<String> sound(MediaInfo.Sound sound, DecoderPass pass) {
    Set<String> formats = new LinkedHashSet<>();
    for (String change : pass.log().stream(sound.stream()).changes()) {
      Matcher format = SOUND.matcher(change);
      if (format.matches()) {
        formats.add(format.group(1) + " Hz, " + format.group(2));
      }
    }
    formats.remove(sound.rateHz() + " Hz, " + sound.layout());
    return formats.stream()
        .map(format -> "the sound changes to " + format + " on the way")
        .toList();
  }
}
