package dev.reelframe.experiment;

import dev.reelframe.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Where the models of a trial come from. */
enum ModelSource {
  /** As the environment says. */
  AS_IT_IS,
  /** Only those that come along: nothing that was fetched, no mirror, no network. */
  EMBEDDED,
  /** Those of the mirror that the environment names, and those that come along. */
  MIRROR;

  /**
   * By its name in a plan.
   *
   * @throws IllegalArgumentException where it is none, or no mirror is named
   */
  static ModelSource of(String word) {
    for (ModelSource source : List.of(EMBEDDED, MIRROR)) {
      if (source.name().toLowerCase(Locale.ROOT).equals(word)) {
        if (source == MIRROR && Setting.MODEL_MIRROR.value().isEmpty()) {
          throw new IllegalArgumentException(
              "models mirror: name one in " + Setting.MODEL_MIRROR.variable());
        }
        return source;
      }
    }
    throw new IllegalArgumentException("models " + word + ": write embedded or mirror");
  }

  /** Does something while models come from here. Settings are of the whole process. */
  <T> T during(Supplier<T> work) {
    if (this != EMBEDDED) {
      return work.get();
    }
    Map<Setting, String> wanted =
        Map.of(
            Setting.HOME, EmptyHome.FOLDER.toString(),
            Setting.MODEL_MIRROR, " ",
            Setting.OFFLINE, "1");
    Map<Setting, String> before = new HashMap<>();
    wanted.forEach((setting, value) -> {
      before.put(setting, System.getProperty(setting.property()));
      System.setProperty(setting.property(), value);
    });
    try {
      return work.get();
    } finally {
      before.forEach((setting, value) -> {
        if (value == null) {
          System.clearProperty(setting.property());
        } else {
          System.setProperty(setting.property(), value);
        }
      });
    }
  }

  /** Holds nothing that was fetched before. */
  private static final class EmptyHome {
    static final Path FOLDER = make();

    private static Path make() {
      try {
        return Files.createTempDirectory("reelframe-home-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
