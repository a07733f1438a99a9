package dev.reelframe.notebook.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;

/**
 * The cells that were run since the kernel came up. Front ends bring them back at a prompt, and
 * JupyterLab runs no cell before it has an answer.
 */
final class CellHistory {
  private static final int MOST = 1_000;

  /** Of this process; earlier ones are not kept. */
  private static final int SESSION = 0;

  private final Deque<Cell> cells = new ArrayDeque<>();

  private record Cell(int number, String code) {}

  synchronized void add(int number, String code) {
    if (cells.size() == MOST) {
      cells.removeFirst();
    }
    cells.addLast(new Cell(number, code));
  }

  /** What the protocol calls history: a list of session, number and code for each cell. */
  synchronized List<List<Object>> find(HistoryRequest request) {
    return switch (request) {
      case HistoryRequest.Tail tail -> last(cell -> true, false, tail.getMaxReturnLength());
      case HistoryRequest.Range range ->
          last(
              cell ->
                  range.getSessionIndex() == SESSION
                      && cell.number >= range.getStart()
                      && cell.number < range.getStop(),
              false,
              MOST);
      case HistoryRequest.Search search -> {
        Predicate<String> wanted = glob(search.getPattern());
        yield last(
            cell -> wanted.test(cell.code), search.filterUnique(), search.getMaxReturnLength());
      }
      default -> List.of();
    };
  }

  /** Of the whole cell, with {@code *} and {@code ?}. */
  private static Predicate<String> glob(String pattern) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
  }

  /** The last so many of them in their order; all where no number is given. */
  private List<List<Object>> last(Predicate<Cell> wanted, boolean unique, int most) {
    SequencedMap<Object, List<Object>> found = new LinkedHashMap<>();
    for (Cell cell : cells) {
      if (wanted.test(cell)) {
        found.putLast(unique ? cell.code : cell, List.of(SESSION, cell.number, cell.code));
      }
    }
    List<List<Object>> all = List.copyOf(found.values());
    return most <= 0 ? all : all.subList(Math.max(0, all.size() - most), all.size());
  }
}
