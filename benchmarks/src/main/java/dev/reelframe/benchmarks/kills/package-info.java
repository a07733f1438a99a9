/** Runs that are killed, meet a full disk or each other, and what stands in their folder then. */
package dev.reelframe.benchmarks.kills;
