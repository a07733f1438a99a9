package dev.reelframe.settings;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A setting of the environment, read anew at each call. {@code REELFRAME_MODEL_MIRROR} has the
 * system property {@code reelframe.model.mirror} as its twin, which wins; so with every other. A
 * blank one is as good as none (a blank property hides the variable). A switch is off where it is
 * not set, or says {@code 0}, {@code false}, {@code off} or {@code no}.
 */
public enum Setting {
  HOME("folder for what is kept between runs: models, media, natives; default ~/.reelframe"),
  MODEL_MIRROR("folder or server that holds the files of models"),
  OFFLINE("switch: nothing is fetched, neither models nor media"),
  FFMPEG("folder with another ffmpeg and ffprobe"),
  YTDLP("the yt-dlp to use for pages"),
  ALLOW_OLD_YTDLP("switch: also a yt-dlp that lets a page around the checks of addresses"),
  ALLOW_HOSTS("hosts that may be fetched from whatever their addresses, separated by commas"),
  WHISPER("folder of a Whisper export, or its name in the catalogue"),
  QWEN2_VL("folder of a Qwen2-VL export, or its name in the catalogue"),
  TRANSCRIPTION_URL("server that transcribes, OpenAI's /v1/audio/transcriptions"),
  TRANSCRIPTION_MODEL("model of that server"),
  TRANSCRIPTION_KEY("key of that server"),
  DESCRIPTION_URL("server that describes pictures, OpenAI's /v1/chat/completions"),
  DESCRIPTION_MODEL("model of that server"),
  DESCRIPTION_KEY("key of that server"),
  COMMAND("what the launcher was called as, for remedies that can be pasted; the launcher sets it");

  private static final Set<String> ON = Set.of("1", "true", "on", "yes");
  private static final Set<String> OFF = Set.of("0", "false", "off", "no");

  private final String meaning;

  Setting(String meaning) {
    this.meaning = meaning;
  }

  /** What it is for, in one line. */
  public String meaning() {
    return meaning;
  }

  /** Name in the environment, for example {@code REELFRAME_MODEL_MIRROR}. */
  public String variable() {
    return "REELFRAME_" + name();
  }

  /** Name of the system property, for example {@code reelframe.model.mirror}. */
  public String property() {
    return variable().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** What was set, without blanks around it; empty where nothing was. */
  public Optional<String> value() {
    return value(System.getProperty(property()), System.getenv(variable()));
  }

  static Optional<String> value(String property, String variable) {
    return Optional.ofNullable(property == null ? variable : property)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  /**
   * Whether a switch is on.
   *
   * @throws IllegalArgumentException where it says neither on nor off
   */
  public boolean isOn() {
    return isOn(value());
  }

  boolean isOn(Optional<String> value) {
    String said = value.orElse("0");
    return isOn(said)
        .orElseThrow(() ->
            new IllegalArgumentException(
                variable() + " is \"" + said + "\": set it to 1 (on) or 0 (off)"));
  }

  /** What a switch says; empty where that is neither on nor off. */
  static Optional<Boolean> isOn(String text) {
    String said = text.toLowerCase(Locale.ROOT);
    return Optional.of(ON.contains(said)).filter(on -> on || OFF.contains(said));
  }

  /** The folder for what is kept between runs; need not exist. */
  public static Path home() {
    return HOME.value()
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".reelframe"));
  }
}
