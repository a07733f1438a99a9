package dev.reelframe.analyzer.track;

import dev.reelframe.analyzer.vision.BoundingBox;

/**
 * Where a box will be: a Kalman filter with constant velocity for each of centre x, centre y, width
 * and height, as in SORT (Bewley et al., ICIP 2016, arXiv:1602.00763). The four do not influence
 * each other in SORT's model, so four small filters are the same as its large one. Time is in
 * seconds, so uneven sampling is right; noise scales with the size of the box.
 */
final class BoxMotion {
  /** Detector jitter, share of the box's size. */
  private static final double MEASUREMENT = 0.05;

  /** Unforeseen acceleration, sizes per second squared: a person may start to walk. */
  private static final double ACCELERATION = 0.5;

  /** What speed may be at first sight, sizes per second. */
  private static final double FIRST_SPEED = 1;

  private final Axis[] axes = new Axis[4];
  private double timeS;

  BoxMotion(double timeS, BoundingBox box) {
    this.timeS = timeS;
    double size = size(box);
    double[] at = coordinates(box);
    for (int i = 0; i < axes.length; i++) {
      axes[i] = new Axis(at[i], square(MEASUREMENT * size), square(FIRST_SPEED * size));
    }
  }

  /** The box expected at a later time; the filter stays as it is. */
  BoundingBox at(double laterS) {
    double dt = laterS - timeS;
    double w = axes[2].expected(dt);
    double h = axes[3].expected(dt);
    // Sizes shrink at the picture's edge faster than the model knows: never below a tenth.
    w = Math.max(w, axes[2].position * 0.1);
    h = Math.max(h, axes[3].position * 0.1);
    return new BoundingBox(axes[0].expected(dt) - w / 2, axes[1].expected(dt) - h / 2, w, h);
  }

  /** Takes in a box seen at a later time. */
  void saw(double laterS, BoundingBox box) {
    double dt = laterS - timeS;
    double size = size(box);
    double[] at = coordinates(box);
    for (int i = 0; i < axes.length; i++) {
      axes[i].predict(dt, square(ACCELERATION * size));
      axes[i].correct(at[i], square(MEASUREMENT * size));
    }
    timeS = laterS;
  }

  private static double size(BoundingBox box) {
    return Math.max(1, Math.sqrt(box.area()));
  }

  private static double[] coordinates(BoundingBox box) {
    return new double[] {box.centreX(), box.centreY(), box.w(), box.h()};
  }

  private static double square(double x) {
    return x * x;
  }

  /** One coordinate: position and speed with their covariance. */
  private static final class Axis {
    private double position;
    private double speed;
    private double pp;
    private double ps;
    private double ss;

    Axis(double position, double positionVariance, double speedVariance) {
      this.position = position;
      this.pp = positionVariance;
      this.ss = speedVariance;
    }

    double expected(double dt) {
      return position + speed * dt;
    }

    void predict(double dt, double accelerationVariance) {
      position = expected(dt);
      pp += dt * (2 * ps + dt * ss) + accelerationVariance * dt * dt * dt * dt / 4;
      ps += dt * ss + accelerationVariance * dt * dt * dt / 2;
      ss += accelerationVariance * dt * dt;
    }

    void correct(double measured, double variance) {
      double gain = pp / (pp + variance);
      double speedGain = ps / (pp + variance);
      double surprise = measured - position;
      position += gain * surprise;
      speed += speedGain * surprise;
      ss -= speedGain * ps;
      ps *= 1 - gain;
      pp *= 1 - gain;
    }
  }
}
