/** Descriptions checked against what detectors and text recognition found. */
package dev.reelframe.analyzer.grounding;
