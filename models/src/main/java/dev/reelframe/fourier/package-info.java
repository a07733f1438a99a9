/**
 * The two discrete Fourier transforms: {@link dev.reelframe.fourier.ComplexFft} for powers of two,
 * {@link dev.reelframe.fourier.RealFft} for Whisper's 400 points, which Commons Math cannot do.
 */
package dev.reelframe.fourier;
