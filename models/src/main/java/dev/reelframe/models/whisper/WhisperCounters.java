package dev.reelframe.models.whisper;

/**
 * What a model has done since it was opened; times are those of its sessions, summed over threads.
 *
 * @param windows of 30 s that went through the encoder
 * @param prompts rows of the decoder's first passes: windows, tries at further temperatures,
 *     detected languages and word alignments
 * @param steps calls of the decoder after its first pass, each one token for every row
 * @param tokens rows of those calls, those included that had ended before others of their batch
 * @param encodeNanos in the encoder
 * @param promptNanos in first passes of the decoder
 * @param stepNanos in further passes
 */
public record WhisperCounters(
    long windows,
    long prompts,
    long steps,
    long tokens,
    long encodeNanos,
    long promptNanos,
    long stepNanos) {}
