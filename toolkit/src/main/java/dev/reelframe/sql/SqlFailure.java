package dev.reelframe.sql;

/** The database refused a query; another query may do. */
public final class SqlFailure extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  SqlFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
