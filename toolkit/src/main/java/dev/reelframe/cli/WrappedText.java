package dev.reelframe.cli;

import dev.reelframe.settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text for a terminal: lines of at most 80 columns, a command in backticks never broken. */
final class WrappedText {
  static final int WIDTH = 80;

  private static final Pattern WORD = Pattern.compile("[^\\s`]*`[^`]*`\\S*|\\S+");

  private WrappedText() {}

  /**
   * A text in lines.
   *
   * @param indent what every line but the first starts with
   */
  static String of(String text, String indent) {
    return of("", text, indent);
  }

  /** A text in lines behind a label, which is printed as it is. */
  static String of(String label, String text, String indent) {
    StringBuilder out = new StringBuilder(label);
    int column = label.length();
    boolean first = true;
    List<String> words = WORD.matcher(runnable(text)).results().map(MatchResult::group).toList();
    for (String word : words) {
      if (!first && column + 1 + word.length() > WIDTH) {
        out.append('\n').append(indent);
        column = indent.length();
      } else if (!first) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
      first = false;
    }
    return out.toString();
  }

  /** Each line of a text by itself, those that are too wide in several. */
  static String lines(String text) {
    return text.lines()
        .map(line -> line.length() <= WIDTH ? line : of(line, "  "))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** Commands as this user types them: the launcher tells how it was called. */
  static String runnable(String text) {
    return Setting.COMMAND
        .value()
        .map(command -> text.replace("`reelframe ", "`" + command + " "))
        .orElse(text);
  }

  /** A number of bytes, for example {@code 3.7 MB}. */
  static String bytes(long count) {
    return count < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", count / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", count / 1e9);
  }
}
