package dev.reelframe.media;

/**
 * Where decoding ended.
 *
 * @param durationS end of the longest stream that was decoded, seconds
 * @param pictureS end of the last frame, seconds; 0 without picture
 * @param soundS end of the last sample, seconds; 0 without sound, or where nobody read it
 * @param frames number of frames decoded
 */
public record StreamEnd(double durationS, double pictureS, double soundS, long frames) {}
