/** What is to be seen, in words: every second described by a vision-language model. */
package dev.reelframe.analyzer.vlm;
