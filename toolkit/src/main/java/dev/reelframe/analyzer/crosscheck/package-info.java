/** Where several analyzers speak of the same happening. */
package dev.reelframe.analyzer.crosscheck;
