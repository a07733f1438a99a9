/** The analyzer {@code face_detection}, and what the other analyzers of faces stand on. */
package dev.reelframe.analyzer.face;
