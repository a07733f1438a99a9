/** Clips of known truth, cut and drawn from footage at hand: what the analyzers are scored on. */
package dev.reelframe.benchmarks.truth;
