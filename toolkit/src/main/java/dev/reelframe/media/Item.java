package dev.reelframe.media;

/** One piece of a view on the time axis. */
public sealed interface Item permits Frame, AudioBlock {
  /** Start in seconds from the start of the file. */
  double timeS();
}
