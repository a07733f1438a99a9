/** What an editor did to the picture: freezes, flashes, punches, overlays, looks, insets. */
package dev.reelframe.analyzer.effect;
