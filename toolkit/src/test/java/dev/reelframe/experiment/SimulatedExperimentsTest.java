package dev.reelframe.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.experiment.CostRatio.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A thousand made-up experiments each, whose true ratio is known: ten rounds in the order of a real
 * one, on a machine whose speed wanders from trial to trial.
 */
class SimulatedExperimentsTest {
  private static final int EXPERIMENTS = 1000;
  private static final int ROUNDS = 10;
  private static final double NOISE = 0.04;
  private static final double DRIFT = 0.01;

  /**
   * @param spikes share of trials that something else on the machine makes longer by up to a half
   */
  private static CostRatio experiment(double ratio, double spikes, long seed) {
    Random chance = new Random(seed);
    Design design = new Design().with(d -> d.repeats = ROUNDS);
    List<TrialResult> results = new ArrayList<>();
    double speed = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      for (Trial trial : Trial.round(round, 1, 2, seed)) {
        speed += DRIFT * chance.nextGaussian();
        double log = speed + NOISE * chance.nextGaussian();
        log += chance.nextDouble() < spikes ? Math.log1p(chance.nextDouble() / 2) : 0;
        double wall = 3 * Math.exp(log) * (trial.configuration() == 0 ? 1 : ratio);
        results.add(new TrialResult(trial, "cpu", "", Map.of("wall_s", wall), Map.of()));
      }
    }
    return CostRatio.ofLogs(new Trials(design, results).logRatios(List.of(0), 1, 0, "wall_s"));
  }

  private static double share(double ratio, double spikes, Predicate<CostRatio> so) {
    return LongStream.range(0, EXPERIMENTS)
            .mapToObj(seed -> experiment(ratio, spikes, seed))
            .filter(so)
            .count()
        / (double) EXPERIMENTS;
  }

  private static Predicate<CostRatio> holds(double ratio) {
    return found -> found.low() <= ratio && ratio <= found.high();
  }

  @Test
  void theIntervalHoldsTheTrueRatioInNinetyFiveOfAHundred() {
    for (double ratio : List.of(0.5, 1.0, 1.1)) {
      assertThat(share(ratio, 0, holds(ratio))).as("ratio " + ratio).isBetween(0.93, 0.97);
      assertThat(share(ratio, 0.1, holds(ratio))).as("spikes, " + ratio).isBetween(0.93, 0.98);
    }
  }

  @Test
  void equalSettingsAreSeldomCalledDifferent() {
    Predicate<CostRatio> different = found -> found.difference() != Difference.NOT_SHOWN;
    assertThat(share(1, 0, different)).isLessThanOrEqualTo(0.05);
    assertThat(share(1, 0.1, different)).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aTenthMoreIsFoundInNineteenOfTwenty() {
    assertThat(share(1.1, 0, found -> found.difference() == Difference.MORE))
        .isGreaterThanOrEqualTo(0.95);
    assertThat(share(1 / 1.1, 0, found -> found.difference() == Difference.LESS))
        .isGreaterThanOrEqualTo(0.95);
  }
}
