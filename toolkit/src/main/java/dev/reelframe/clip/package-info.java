/** Clips out: with what was seen drawn in, shot by shot, a moment, a sheet of all shots. */
package dev.reelframe.clip;
