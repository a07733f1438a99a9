/** The analyzer {@code eye_tracking}. */
package dev.reelframe.analyzer.eye;
