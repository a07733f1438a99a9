/**
 * Tuning experiments that can be repeated: clips, analyzers and a grid of parameters, run in
 * interleaved order, as a table.
 */
package dev.reelframe.experiment;
