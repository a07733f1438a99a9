package dev.reelframe.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Going on where a transfer broke: range and conditional requests of RFC 9110. */
public final class Ranges {
  private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-(\\d+)/(\\d+|\\*)");

  private Ranges() {}

  /** Value of the header {@code Range} for all from a byte on. */
  public static String from(long start) {
    return "bytes=" + start + "-";
  }

  /** Whether an answer begins at that byte, by its header {@code Content-Range}. */
  public static boolean continuesAt(Optional<String> contentRange, long start) {
    Matcher range = CONTENT_RANGE.matcher(contentRange.orElse(""));
    return start > 0 && range.matches() && range.group(1).equals(Long.toString(start));
  }

  /** An ETag that names bytes, as {@code If-Range} needs one: a weak one does not. */
  public static Optional<String> strong(Optional<String> etag) {
    return etag.filter(tag -> tag.startsWith("\""));
  }
}
