/** People in front of what is behind them: {@code background_segmentation}. */
package dev.reelframe.analyzer.segmentation;
