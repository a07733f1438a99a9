package dev.reelframe.analyzer;

/**
 * A stretch of work inside a run.
 *
 * @param stage {@code decode}, {@code read}, {@code open}, {@code fold} or {@code decide}
 * @param name analyzer, or {@code decoder}
 * @param startS seconds since the start of the run, monotonic clock
 * @param endS likewise
 * @param busyS CPU seconds inside the stretch: of the analyzer's thread, or of the decoder child
 * @param modelS the part of it that was spent inside models
 * @param items frames or blocks that were handled
 */
public record Span(
    String stage,
    String name,
    double startS,
    double endS,
    double busyS,
    double modelS,
    long items) {}
