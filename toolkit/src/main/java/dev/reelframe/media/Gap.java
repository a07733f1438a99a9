package dev.reelframe.media;

/**
 * A stretch of time for which the file holds no sound.
 *
 * @param startS where the sound before it ends, seconds
 * @param endS where the sound goes on, seconds
 */
public record Gap(double startS, double endS) {}
