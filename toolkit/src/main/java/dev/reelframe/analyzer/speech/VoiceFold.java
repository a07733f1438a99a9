package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.speech.SpeechActivity.VoiceRow;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.Table;

/** Writes down the probability of speech every 32 ms. */
final class VoiceFold implements Fold {
  private final VoiceDetector detector;
  private final RowWriter<VoiceRow> rows = VoiceRow.SCHEMA.rows();
  private final float[] pending = new float[VoiceDetector.STEP];
  private int filled;

  VoiceFold(VoiceDetector detector) {
    this.detector = detector;
  }

  @Override
  public void sound(AudioBlock block) {
    float[] samples = block.samples();
    for (int at = 0; at < samples.length; ) {
      int n = Math.min(samples.length - at, pending.length - filled);
      System.arraycopy(samples, at, pending, filled, n);
      filled += n;
      at += n;
      if (filled == pending.length) {
        step();
      }
    }
  }

  private void step() {
    double timeS = (double) rows.size() * VoiceDetector.STEP / VoiceDetector.RATE_HZ;
    rows.add(new VoiceRow(timeS, detector.next(pending)));
    filled = 0;
  }

  @Override
  public Table signal(StreamEnd end) {
    if (filled > 0) {
      Arrays.fill(pending, filled, pending.length, 0);
      step();
    }
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return List.of(detector.use());
  }
}
