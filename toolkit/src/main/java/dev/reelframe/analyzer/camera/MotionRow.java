package dev.reelframe.analyzer.camera;

import dev.reelframe.table.Column;
import dev.reelframe.table.RowSchema;

/** A row of the signal of {@link CameraAnalysis}: two frames a tenth of a second apart. */
record MotionRow(
    double timeS,
    long frame,
    @Column("time of the older frame; time_s is that of the newer") double fromS,
    @Column("whether the ground was seen; where it was not, no motion is given") boolean sure,
    Motion motion,
    @Column("share of tracked points that take part in the motion") double supportRatio,
    @Column("share of tracked points that stand still") double stillRatio,
    @Column("number of tracked points") int points,
    @Column("sides of the picture, of four, of which a good part stands still") int stillSides,
    @Column("sides of the picture that move") int movedSides,
    Sides sides) {

  /** How the camera moves. */
  record Motion(
      @Column("turn of the camera to the right; the picture moves left") double dxWidthsPerS,
      @Column("turn of the camera downwards; the picture moves up") double dyWidthsPerS,
      @Column("natural logarithm of the enlargement, per second") double zoomPerS,
      @Column("clockwise turn of the picture, per second") double rollDegPerS) {

    /**
     * The camera's motion from that of the picture, which goes the other way.
     *
     * @param width of the frame, pixels
     * @param span between the frames, seconds
     */
    static Motion against(Similarity picture, double width, double span) {
      return new Motion(
          0 - picture.tx() / width / span,
          0 - picture.ty() / width / span,
          Math.log(picture.scale()) / span,
          picture.clockwiseDeg() / span);
    }
  }

  /** The same by the cells of the picture's sides; NaN where points show the ground. */
  record Sides(
      @Column(
              "the same as dx_widths_per_s, by the cells of the sides where points do not show the"
                  + " ground; missing where they do, or cells do not agree")
          double sidesDxWidthsPerS,
      @Column("the same as dy_widths_per_s, likewise") double sidesDyWidthsPerS) {
    static final Sides NONE = new Sides(Double.NaN, Double.NaN);

    /** The camera's motion from that of the picture, which goes the other way. */
    static Sides against(SideFlow picture, double width, double span) {
      return new Sides(
          0 - picture.dx().orElse(Double.NaN) / width / span,
          0 - picture.dy().orElse(Double.NaN) / width / span);
    }
  }

  static final RowSchema<MotionRow> SCHEMA =
      RowSchema.of(
              MotionRow.class,
              CameraAnalysis.NAME + "_signal",
              "Motion of the camera between two frames")
          .version(2);

  /** Sides of the picture that stand where nothing but the ground is behind them. */
  private static final int MOST_SIDES = 3;

  /** Whether the ground is seen to stand round whoever moves before it. */
  boolean groundStands() {
    return stillSides >= MOST_SIDES;
  }

  /** Without what the cells of the sides show. */
  MotionRow withoutSides() {
    return new MotionRow(
        timeS,
        frame,
        fromS,
        sure,
        motion,
        supportRatio,
        stillRatio,
        points,
        stillSides,
        movedSides,
        Sides.NONE);
  }
}
