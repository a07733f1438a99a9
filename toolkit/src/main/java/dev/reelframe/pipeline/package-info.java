/** Runs analyzers side by side over one decode and keeps what came out. */
package dev.reelframe.pipeline;
