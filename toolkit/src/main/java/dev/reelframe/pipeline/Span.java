package dev.reelframe.pipeline;

/**
 * A stretch of work inside a run.
 *
 * @param stage {@code decode}, {@code fold}, {@code decide} or {@code wait}
 * @param name analyzer, or {@code decoder}
 * @param startS seconds since the start of the run, monotonic clock
 * @param endS likewise
 * @param busyS thread seconds spent working inside the stretch
 * @param items frames or blocks that were handled
 */
public record Span(
    String stage, String name, double startS, double endS, double busyS, long items) {}
