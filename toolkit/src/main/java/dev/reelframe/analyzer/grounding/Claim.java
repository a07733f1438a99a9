package dev.reelframe.analyzer.grounding;

import dev.reelframe.analyzer.evidence.Evidence;
import java.util.Locale;
import java.util.Optional;

/**
 * A thing that a description names, or a text that it quotes.
 *
 * @param kind which of both
 * @param text as the description has it
 * @param verdict what the tables say to it
 * @param evidence the row that supports it; empty otherwise
 */
public record Claim(Kind kind, String text, Verdict verdict, Optional<Evidence> evidence) {

  /** What is claimed. */
  public enum Kind {
    OBJECT,
    QUOTE
  }

  /** What the tables say. */
  public enum Verdict {
    /** A row of that time shows it. */
    SUPPORTED,
    /** It is of a kind that is looked for, and no row of that time shows it. */
    UNSUPPORTED,
    /** Nobody looked, or nobody here can see such a thing. */
    UNKNOWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@code dog supported object_detection#3}; quotes in quotation marks. */
  @Override
  public String toString() {
    return (kind == Kind.QUOTE ? "“" + text + "”" : text)
        + " "
        + verdict.word()
        + evidence.map(e -> " " + e).orElse("");
  }
}
