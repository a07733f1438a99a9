/** What analyzers of the picture share: model inputs made from frames, and looking only once. */
package dev.reelframe.analyzer.vision;
