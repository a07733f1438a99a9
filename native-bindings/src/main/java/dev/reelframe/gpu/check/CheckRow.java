package dev.reelframe.gpu.check;

import java.util.Locale;

/**
 * One line of the GPU check.
 *
 * @param check what was looked at
 * @param measured what came out
 * @param reference what it is held against: a data sheet, the CPU, another clock
 * @param verdict whether it is as it should be
 */
record CheckRow(String check, String measured, String reference, Verdict verdict) {
  enum Verdict {
    OK,
    FAILED,
    /** A figure without a bound, or a part that this machine does not have. */
    NOTE
  }

  static CheckRow judged(String check, String measured, String reference, boolean ok) {
    return new CheckRow(check, measured, reference, ok ? Verdict.OK : Verdict.FAILED);
  }

  static CheckRow note(String check, String measured, String reference) {
    return new CheckRow(check, measured, reference, Verdict.NOTE);
  }

  static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public String toString() {
    return text(
        "| %s | %s | %s | %s |",
        check,
        measured,
        reference,
        verdict == Verdict.NOTE ? "-" : verdict.name().toLowerCase(Locale.ROOT));
  }
}
