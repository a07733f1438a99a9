package dev.reelframe.analyzer.face;

import dev.reelframe.analyzer.vision.BoundingBox;
import dev.reelframe.table.Column;

/** What a sample of a face begins with: when and where it was measured. */
public record SampledFace(
    double timeS,
    long frame,
    @Column("the face's track in face_detection; missing for none") Integer trackId,
    BoundingBox box) {

  /** A row of a signal that begins so. */
  public interface Sample<S> {
    SampledFace face();

    /** The same measurement of that face. */
    S of(SampledFace face);
  }

  /** A face that belongs to no track yet. */
  public static SampledFace at(double timeS, long frame, BoundingBox box) {
    return new SampledFace(timeS, frame, null, box);
  }

  SampledFace in(Integer track) {
    return new SampledFace(timeS, frame, track, box);
  }
}
