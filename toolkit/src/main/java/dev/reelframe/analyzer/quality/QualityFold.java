package dev.reelframe.analyzer.quality;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.media.Frame;
import dev.reelframe.media.PixelFormat;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.RowWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.Table;

/** Measures every frame of the small view and the sampled frames of full size. */
final class QualityFold implements Fold {

  /** What bars of the small view and of full size may differ by. */
  private static final double SAME = 0.025;

  /** A frame of the small view. */
  private record Small(
      double timeS,
      long frame,
      double mean,
      double bright,
      double change,
      double drift,
      Bars bars,
      Bars dark) {}

  /** A frame of full size. */
  private record Full(
      Bars bars, LumaStatistics tones, double noise, double sharpness, double blockiness) {
    QualityRow.Measures measures() {
      return new QualityRow.Measures(
          sharpness,
          tones.brightness(),
          tones.under(),
          tones.over(),
          tones.contrast(),
          noise,
          blockiness);
    }
  }

  private final FreezeDetector motionless = new FreezeDetector();
  private final List<Small> small = new ArrayList<>();
  private final Map<Long, Full> full = new HashMap<>();

  @Override
  public void frame(Frame frame) {
    if (frame.format() == PixelFormat.GREY) {
      full.put(frame.index(), measured(frame));
    } else {
      motionless.next(frame);
      small.add(
          new Small(
              frame.timeS(),
              frame.index(),
              motionless.mean(),
              motionless.bright(),
              motionless.change(),
              motionless.drift(),
              Bars.seen(motionless.level(), frame.width(), frame.height()),
              Bars.dark(motionless.level(), frame.width(), frame.height())));
    }
  }

  private static Full measured(Frame frame) {
    byte[] luma = frame.data();
    double noise = Noise.sigma(luma, frame.width(), frame.height());
    return new Full(
        Bars.seen(luma, frame.width(), frame.height()),
        LumaStatistics.of(luma),
        noise,
        Sharpness.of(luma, frame.width(), frame.height(), noise),
        Blockiness.of(luma, frame.width(), frame.height()));
  }

  @Override
  public Table signal(StreamEnd end) {
    RowWriter<QualityRow> rows = QualityRow.SCHEMA.rows();
    for (Small s : small) {
      Optional<Full> f = Optional.ofNullable(full.get(s.frame));
      // Only colours tell black from navy; only full size is exact to the line.
      Bars bars =
          f.map(Full::bars).filter(b -> s.bars.any() && s.bars.same(b, SAME)).orElse(s.bars);
      rows.add(
          new QualityRow(
              s.timeS,
              s.frame,
              s.mean,
              s.bright,
              s.change,
              s.drift,
              bars.top(),
              bars.bottom(),
              bars.left(),
              bars.right(),
              s.dark.top(),
              s.dark.bottom(),
              s.dark.left(),
              s.dark.right(),
              f.map(Full::measures)));
    }
    return rows.table();
  }
}
