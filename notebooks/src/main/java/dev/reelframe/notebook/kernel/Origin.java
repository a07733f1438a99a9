package dev.reelframe.notebook.kernel;

import java.util.List;

/**
 * Where a snippet came from.
 *
 * @param cell execution count of the cell; 0 for the kernel's own start-up code
 * @param line line of the cell (from 1) on which the snippet starts
 * @param column column (from 0) at which it starts in that line
 * @param lines all lines of the cell
 */
record Origin(int cell, int line, int column, List<String> lines) {

  String name() {
    return cell == 0 ? "start-up" : "cell " + cell;
  }

  /** The cell's line for a line of the snippet, both from 1, kept inside the cell. */
  int cellLine(int snippetLine) {
    return Math.clamp(line + snippetLine - 1, 1, Math.max(1, lines.size()));
  }
}
