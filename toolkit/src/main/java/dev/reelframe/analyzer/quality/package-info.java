/** Technical quality of the picture, and where it is black, stands still or has bars. */
package dev.reelframe.analyzer.quality;
