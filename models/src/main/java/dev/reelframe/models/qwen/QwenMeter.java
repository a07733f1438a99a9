package dev.reelframe.models.qwen;

import java.util.concurrent.atomic.LongAdder;

/** The running counts behind {@link QwenCounters}; safe for use by several threads. */
final class QwenMeter {

  final LongAdder framesEncoded = new LongAdder();
  final LongAdder framesShown = new LongAdder();
  final LongAdder slicesEncoded = new LongAdder();
  final LongAdder promptTokens = new LongAdder();
  final LongAdder promptTokensPrefilled = new LongAdder();
  final LongAdder promptTokensReused = new LongAdder();
  final LongAdder tokensGenerated = new LongAdder();
  final LongAdder decodeSteps = new LongAdder();

  QwenCounters read() {
    return new QwenCounters(
        framesEncoded.sum(),
        framesShown.sum(),
        slicesEncoded.sum(),
        promptTokens.sum(),
        promptTokensPrefilled.sum(),
        promptTokensReused.sum(),
        tokensGenerated.sum(),
        decodeSteps.sum());
  }
}
