package dev.reelframe.pipeline;

import java.util.List;

/**
 * What a run cost.
 *
 * @param spans in the order in which they ended
 * @param wallS seconds from start to end
 * @param decoderCpuS CPU seconds of the decoder child
 */
public record Profile(List<Span> spans, double wallS, double decoderCpuS) {}
