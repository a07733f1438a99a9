package dev.reelframe.models;

/**
 * What the catalogue promises of one input or output.
 *
 * @param spec name, type and shape
 * @param meaning what the numbers are: range, order, unit
 */
public record TensorContract(TensorSpec spec, String meaning) {}
