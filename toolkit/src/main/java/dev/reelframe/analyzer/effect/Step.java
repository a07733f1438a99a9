package dev.reelframe.analyzer.effect;

import dev.reelframe.analyzer.vision.PixelRect;

/**
 * Something with edges that is there from one frame to the next, or gone, and the frame in which it
 * is so.
 */
record Step(double timeS, int frame, PixelRect box) {}
