package dev.reelframe.fetch;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Recognises a page for people, by content alone; after the WHATWG rules for sniffing. */
final class Html {
  // Possessive throughout: a hostile page cannot make it backtrack.
  private static final Pattern START =
      Pattern.compile(
          "(?:\u00ef\u00bb\u00bf)?+\\s*+(?:<\\?xml[^>]*+>\\s*+)?+"
              + "<(?:!--|(?:!doctype html|html|head|body|script|title|meta|link|style|div|iframe|h1|p|br|a|table|b)[\\s>/])",
          Pattern.CASE_INSENSITIVE);

  private Html() {}

  static boolean is(byte[] head) {
    return START.matcher(new String(head, StandardCharsets.ISO_8859_1)).lookingAt();
  }
}
