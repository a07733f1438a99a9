/** Colours of the picture: palette, brightness, saturation, contrast, temperature. */
package dev.reelframe.analyzer.color;
