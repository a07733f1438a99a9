package dev.reelframe.analyzer.djl;

import ai.djl.modality.audio.Audio;
import dev.reelframe.analyzer.djl.SoundTable.Window;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.table.RowWriter;
import java.util.Arrays;
import tech.tablesaw.api.Table;

/** Plays a model one window of sound after the other; the last one is as long as what is left. */
final class SoundFold extends ModelFold {
  private final RowWriter<Window> rows;
  private final double windowS;
  private float[] window = {};
  private int filled;
  private long start;
  private int rateHz;

  SoundFold(ModelCalls calls, SoundTable table, double windowS) {
    super(calls);
    this.rows = table.newSignal();
    this.windowS = windowS;
  }

  @Override
  public void sound(AudioBlock block) {
    if (window.length == 0) {
      window = new float[Math.max(1, (int) Math.round(windowS * block.rateHz()))];
      rateHz = block.rateHz();
      start = block.start();
    }
    for (int at = 0; at < block.samples().length; ) {
      int n = Math.min(block.samples().length - at, window.length - filled);
      System.arraycopy(block.samples(), at, window, filled, n);
      filled += n;
      at += n;
      if (filled == window.length) {
        listen();
      }
    }
  }

  /** What was heard before a gap ends there; a window never spans one. */
  @Override
  public void gap(View view, AudioBlock next, long frames) {
    listen();
    start = next.start();
  }

  private void listen() {
    if (filled > 0) {
      Audio heard = new Audio(Arrays.copyOf(window, filled), rateHz, 1);
      Label label = Label.of(predict(heard));
      rows.add(
          new Window(
              (double) start / rateHz,
              (double) (start + filled) / rateHz,
              label.text(),
              label.confidence()));
    }
    start += filled;
    filled = 0;
  }

  @Override
  public Table signal(StreamEnd end) {
    listen();
    return rows.table();
  }
}
