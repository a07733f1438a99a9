/** Calls to action: what a video asks its viewer to do, in writing or in speech. */
package dev.reelframe.analyzer.cta;
