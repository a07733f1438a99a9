/**
 * Opens a file, probes it without decoding, and decodes it once, in a child process, into as many
 * views as are asked for.
 *
 * <p>Time is seconds from the container's own timestamps, zero at the start of the file. Frames
 * come in display orientation with square pixels, 8 bits per channel.
 */
package dev.reelframe.media;
