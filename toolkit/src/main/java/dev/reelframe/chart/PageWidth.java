package dev.reelframe.chart;

/** What a picture is drawn for; letters have the same size on both. */
public enum PageWidth {
  /** A screen, a notebook, paper. */
  WIDE,
  /** A phone held upright. */
  NARROW
}
