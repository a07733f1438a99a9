package dev.reelframe.media;

import dev.reelframe.fetch.FetchFailure;
import dev.reelframe.fetch.Sources;
import dev.reelframe.fetch.WebAddress;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaException.InputUnavailable;
import dev.reelframe.media.MediaException.PageFailed;
import dev.reelframe.media.MediaException.ProgramMissing;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a user typed, taken for what it is: the path of a file that exists, or an http(s) address.
 * Nothing typed reaches a decoder as it stands.
 */
final class SourceResolver {
  private SourceResolver() {}

  /**
   * @param sources asked for only where the text is an address
   * @throws MediaException as {@link Video#open(String)} says
   */
  static Video open(String text, Supplier<Sources> sources, MediaLimits limits) {
    if (text.isBlank() || text.codePoints().anyMatch(SourceResolver::isInvisible)) {
      throw new InputRejected(
          "an empty name or one with control characters: give the path of a media file or an http(s) address");
    }
    if (text.startsWith("\\\\")) {
      throw new InputRejected(text + " is on another machine: copy the file here first");
    }
    Optional<Path> path = path(text);
    if (path.isPresent() && Files.exists(path.get())) {
      return Video.open(path.get(), limits);
    }
    if (WebAddress.hasScheme(text) || path.isEmpty()) {
      return fetched(text, sources, limits);
    }
    if (text.startsWith("-")) {
      throw new InputRejected(
          text + " looks like an option: write a file name like this as ./" + text);
    }
    return Video.open(path.get(), limits);
  }

  private static boolean isInvisible(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Video fetched(String text, Supplier<Sources> chosen, MediaLimits limits) {
    try {
      WebAddress url = WebAddress.parse(text);
      Sources sources = chosen.get();
      Sources.Fetched got = sources.fetch(url, (head, name) -> Container.sniff(head, name));
      Video video = Video.opened(got.file(), got.name(), limits, Optional.of(got.info()));
      double stated = video.durationS().orElse(0.0);
      if (stated > sources.limits().clipS()) {
        throw new InputRejected(
            String.format(
                Locale.ROOT,
                "%s is %.0f s long, the limit is %.0f s: refused; cut it, or raise the limit (--max-duration %.0f)",
                url,
                stated,
                sources.limits().clipS(),
                Math.ceil(stated)));
      }
      return video;
    } catch (FetchFailure e) {
      throw translated(e);
    }
  }

  private static MediaException translated(FetchFailure failure) {
    return switch (failure) {
      case FetchFailure.Refused e -> new InputRejected(e.getMessage());
      case FetchFailure.Unavailable e -> new InputUnavailable(e.getMessage(), e.retryable(), e);
      case FetchFailure.ProgramMissing e -> new ProgramMissing(e.getMessage(), e);
      case FetchFailure.PageFailed e -> new PageFailed(e.kind(), e.getMessage(), e);
    };
  }
}
