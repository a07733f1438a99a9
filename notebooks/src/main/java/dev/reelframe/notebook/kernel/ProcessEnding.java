package dev.reelframe.notebook.kernel;

/** What a cell is told when its code, outside of the cells' own classes, ended the Java process. */
@SuppressWarnings("serial")
final class ProcessEnding extends Error {

  ProcessEnding() {
    super(
        "The code ended the Java process (System.exit in a library, or a signal from outside)."
            + " The kernel is gone with all variables: restart it.");
  }
}
