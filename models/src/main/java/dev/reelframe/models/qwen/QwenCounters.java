package dev.reelframe.models.qwen;

/**
 * What a model has done since it was opened. Pictures of a prompt count as shown every time, as
 * encoded once.
 *
 * @param framesEncoded frames that went through the vision encoder
 * @param framesShown frames that prompts referred to
 * @param slicesEncoded calls of the vision encoder
 * @param promptTokens prompt tokens of all prompts, padding not counted
 * @param promptTokensPrefilled prompt tokens that were computed, a prefix once
 * @param promptTokensReused prompt tokens whose keys and values came from a {@link Prefix}
 * @param tokensGenerated tokens of all answers
 * @param decodeSteps calls of the decoder after the prefill
 */
public record QwenCounters(
    long framesEncoded,
    long framesShown,
    long slicesEncoded,
    long promptTokens,
    long promptTokensPrefilled,
    long promptTokensReused,
    long tokensGenerated,
    long decodeSteps) {}
