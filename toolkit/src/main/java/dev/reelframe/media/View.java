package dev.reelframe.media;

/**
 * What somebody wants to read of a video. Equal views are decoded and scaled once and shared by all
 * who ask for them.
 */
public sealed interface View permits Frames, Audio {}
