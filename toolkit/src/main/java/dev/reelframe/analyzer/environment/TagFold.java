package dev.reelframe.analyzer.environment;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.environment.AudioEnvironment.Tag;
import dev.reelframe.analyzer.environment.AudioEnvironment.WindowTag;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.RowWriter;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Tags a window every 0.48 s. Sound shorter than a window is followed by silence; the last window
 * of longer sound is moved back so that it ends with the sound.
 */
final class TagFold implements Fold {
  /** YAMNet's own hop. */
  static final int HOP = 7_680;

  /** Scores below are not written down: a window has hundreds of them. */
  private static final float LEAST = 0.01f;

  private static final int WINDOW = SoundTagger.WINDOW;

  private final SoundTagger tagger;
  private final List<Group> groups;
  private final RowWriter<WindowTag> rows = WindowTag.SCHEMA.rows();

  /** The last samples, at least a window of them once there are as many. */
  private final float[] recent = new float[WINDOW];

  /** What a window without any sound is tagged; none so far. */
  private float[] silence = {};

  private long heard;
  private long next = WINDOW;

  TagFold(SoundTagger tagger) {
    this.tagger = tagger;
    this.groups = Group.of(tagger.labels());
  }

  @Override
  public void sound(AudioBlock block) {
    float[] samples = block.samples();
    for (int at = 0; at < samples.length; ) {
      int n = (int) Math.min(samples.length - at, next - heard);
      append(samples, at, n);
      at += n;
      if (heard == next) {
        tag(heard - WINDOW);
        next += HOP;
      }
    }
  }

  private void append(float[] samples, int from, int n) {
    if (heard < WINDOW) {
      System.arraycopy(samples, from, recent, (int) heard, n);
    } else {
      System.arraycopy(recent, n, recent, 0, WINDOW - n);
      System.arraycopy(samples, from, recent, WINDOW - n, n);
    }
    heard += n;
  }

  private void tag(long start) {
    double timeS = (double) start / SoundTagger.RATE_HZ;
    float[] scores = scores();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] >= LEAST) {
        rows.add(new WindowTag(timeS, new Tag(tagger.labels().get(i), groups.get(i), scores[i])));
      }
    }
  }

  /** Digital silence is tagged once: minutes of it are what some files hold. */
  private float[] scores() {
    for (float sample : recent) {
      if (sample != 0) {
        return tagger.of(recent);
      }
    }
    silence = silence.length == 0 ? tagger.of(recent).clone() : silence;
    return silence;
  }

  @Override
  public Table signal(StreamEnd end) {
    boolean untagged = heard > next - HOP;
    if (heard > 0 && (heard < WINDOW || untagged)) {
      tag(Math.max(0, heard - WINDOW));
    }
    return rows.table();
  }

  @Override
  public List<ModelUse> models() {
    return List.of(tagger.use());
  }
}
