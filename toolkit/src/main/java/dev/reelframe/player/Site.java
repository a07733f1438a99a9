package dev.reelframe.player;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a {@link PlayerServer} has to show, by the path below its token. */
interface Site {
  /** What stands at a path; empty where nothing does. */
  Optional<Answer> at(String path) throws IOException;

  /** One page, {@code ""}, with its clip beside it, {@code media}. */
  static Site of(String page, Optional<Path> media) {
    return path ->
        switch (path) {
          case "" -> Optional.of(new Answer.Page(page));
          case "media" -> media.map(Answer.Clip::new);
          default -> Optional.empty();
        };
  }

  /** What is sent. */
  sealed interface Answer {
    /** HTML. */
    record Page(String html) implements Answer {}

    /** A file of which ranges can be asked for. */
    record Clip(Path file) implements Answer {}

    /** A JPEG picture. */
    record Picture(byte[] jpeg) implements Answer {}
  }
}
