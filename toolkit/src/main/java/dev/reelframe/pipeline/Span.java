package dev.reelframe.pipeline;

/**
 * A stretch of work inside a run.
 *
 * @param stage {@code decode}, {@code fold} or {@code decide}
 * @param name analyzer, or {@code decoder}
 * @param startS seconds since the start of the run, monotonic clock
 * @param endS likewise
 * @param busyS seconds of work inside the stretch; of the decoder, CPU seconds of the child
 * @param items frames or blocks that were handled
 */
public record Span(
    String stage, String name, double startS, double endS, double busyS, long items) {}
