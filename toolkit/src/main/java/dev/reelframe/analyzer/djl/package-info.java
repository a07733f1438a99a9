/** Models of the user's own through DJL: {@link dev.reelframe.analyzer.Analyzers#djl}. */
package dev.reelframe.analyzer.djl;
