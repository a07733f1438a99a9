/**
 * Brings what a web address names to a local file, and nothing else: http and https only, every
 * address checked before it is connected to, every size and time bounded, pages through {@code
 * yt-dlp} behind a filtering proxy. Knows nothing of decoding.
 */
package dev.reelframe.fetch;
