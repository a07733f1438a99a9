/** Speech: where there is some, what is said, how fast, how fluently and with how much arousal. */
package dev.reelframe.analyzer.speech;
