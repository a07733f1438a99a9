package dev.reelframe.models.whisper;

import java.util.concurrent.atomic.LongAdder;

/** The running counts behind {@link WhisperCounters}; safe for use by several threads. */
final class WhisperMeter {
  final LongAdder windows = new LongAdder();
  final LongAdder prompts = new LongAdder();
  final LongAdder steps = new LongAdder();
  final LongAdder tokens = new LongAdder();
  final LongAdder encodeNanos = new LongAdder();
  final LongAdder promptNanos = new LongAdder();
  final LongAdder stepNanos = new LongAdder();

  WhisperCounters read() {
    return new WhisperCounters(
        windows.sum(),
        prompts.sum(),
        steps.sum(),
        tokens.sum(),
        encodeNanos.sum(),
        promptNanos.sum(),
        stepNanos.sum());
  }
}
