/** Rows of other tables as the ground that a statement stands on. */
package dev.reelframe.analyzer.evidence;
