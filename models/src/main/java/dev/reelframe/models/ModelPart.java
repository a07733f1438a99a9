package dev.reelframe.models;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One file of a model.
 *
 * @param role what it is for: {@code model}, {@code labels}, {@code tokenizer} ..; unique in its
 *     model
 * @param file relative path with forward slashes, the same in the cache and in every mirror
 * @param bytes size, where it is known beforehand
 * @param sha256 checksum as 64 lower-case hex digits; only a pinned part can be fetched
 * @param source where it comes from when no mirror has it
 */
public record ModelPart(
    String role, String file, OptionalLong bytes, Optional<String> sha256, Source source) {
  private static final Pattern SAFE_FILE =
      Pattern.compile("[A-Za-z0-9._ +@-]+(/[A-Za-z0-9._ +@-]+)*");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public ModelPart {
    requireSafe(file);
    sha256 = sha256.map(digest -> digest.toLowerCase(Locale.ROOT));
    sha256.ifPresent(ModelPart::requireSha256);
  }

  /** A path that stays below the folder it is resolved against. */
  static void requireSafe(String file) {
    boolean climbs = false;
    for (String step : file.split("/", -1)) {
      climbs |= step.equals("..") || step.equals(".");
    }
    if (climbs || !SAFE_FILE.matcher(file).matches()) {
      throw new ModelMismatch(
          "The path '"
              + file
              + "' is refused: a model's file is a relative path of plain names without '..'.");
    }
  }

  static void requireSha256(String digest) {
    if (!SHA256.matcher(digest).matches()) {
      throw new ModelMismatch("'" + digest + "' is not a SHA-256: it has 64 hex digits.");
    }
  }
}
