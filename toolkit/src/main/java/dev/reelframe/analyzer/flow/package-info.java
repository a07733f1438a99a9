/** The pace of the clip over time. */
package dev.reelframe.analyzer.flow;
