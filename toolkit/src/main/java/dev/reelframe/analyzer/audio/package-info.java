/**
 * Sound measured without a model: loudness and true peak after EBU R 128, spectrum, pitch, onsets,
 * tempo, and the effects laid over speech and music.
 */
package dev.reelframe.analyzer.audio;
