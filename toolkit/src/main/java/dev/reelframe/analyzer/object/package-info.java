/** Things in the picture: {@code object_detection} and {@code product_detection}. */
package dev.reelframe.analyzer.object;
