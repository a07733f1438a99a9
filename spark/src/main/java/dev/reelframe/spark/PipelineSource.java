package dev.reelframe.spark;

import dev.reelframe.pipeline.Pipeline;
import java.io.Serializable;
import java.util.function.Supplier;

/**
 * Makes the pipeline on an executor. What travels is how to make it, not the pipeline: {@code () ->
 * Pipeline.standard().set("text_overlay.every_s", 0.25)}.
 */
@FunctionalInterface
public interface PipelineSource extends Supplier<Pipeline>, Serializable {}
