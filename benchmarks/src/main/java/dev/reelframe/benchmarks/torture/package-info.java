/** Damaged files by the thousand, analysed in one process: what may not happen is counted. */
package dev.reelframe.benchmarks.torture;
