package dev.reelframe.analyzer;

/** An analyzer could not give a table; the message names the analyzer and the reason. */
public final class AnalyzerFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String analyzer;

  public AnalyzerFault(String analyzer, String message, Throwable cause) {
    super(analyzer + ": " + message, cause);
    this.analyzer = analyzer;
  }

  /** Name of the analyzer that broke. */
  public String analyzer() {
    return analyzer;
  }
}
