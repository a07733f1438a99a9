package dev.reelframe.notebook.kernel;

import java.util.List;

/**
 * How a cell failed, ready to be shown: never carries the user's exception itself past the cell.
 */
@SuppressWarnings("serial")
final class CellFailure extends RuntimeException {
  private final String name;
  private final transient List<String> traceback;

  /**
   * @param name simple name of the exception, or the kind of failure
   * @param message its message, possibly empty
   * @param traceback lines to show
   */
  CellFailure(String name, String message, List<String> traceback) {
    super(message, null, false, false);
    this.name = name;
    this.traceback = List.copyOf(traceback);
  }

  String name() {
    return name;
  }

  List<String> traceback() {
    return traceback;
  }
}
