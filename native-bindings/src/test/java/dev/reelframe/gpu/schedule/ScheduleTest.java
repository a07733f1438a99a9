package dev.reelframe.gpu.schedule;

import static dev.reelframe.gpu.schedule.SimulatedRun.device;
import static dev.reelframe.gpu.schedule.SimulatedRun.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.error.DeviceExhausted;
import dev.reelframe.gpu.error.DeviceLost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static SimulatedRun run(List<Schedule.Device> devices) {
    return new SimulatedRun(devices, Footprints.forgotten(), Map.of(), n -> 0.01 + 0.001 * n);
  }

  @Test
  void outOfMemoryHalvesTheBatchUntilItFitsAndIsRemembered() {
    Demand guessed = model("detector", 100, 0, 64);
    Map<String, Footprint> real = Map.of("detector", new Footprint(100, 50));
    Footprints footprints = Footprints.forgotten();
    SimulatedRun first =
        new SimulatedRun(List.of(device("a", 100 + 50 * 15)), footprints, real, n -> 1);
    IntStream.range(0, 128).forEach(i -> first.submit(0, guessed, 1));
    first.run();
    assertThat(first.endedOnceEach()).isTrue();
    assertThat(first.failures).isEmpty();
    assertThat(first.batches()).hasSize(16).containsOnly(8);
    assertThat(footprints.mostItems("card", guessed)).isEqualTo(8);

    SimulatedRun later =
        new SimulatedRun(List.of(device("b", 100 + 50 * 15)), footprints, real, n -> 1);
    later.submit(0, guessed, 64);
    assertThat(later.run().batches()).hasSize(8).containsOnly(8);
  }

  @Test
  void aJobLargerThanABatchIsCut() {
    SimulatedRun run = run(List.of(device("a", 1_000)));
    run.submit(0, model("m", 100, 100, 64), 20);
    assertThat(run.run().batches()).containsExactly(9, 9, 2);
    assertThat(run.endedOnceEach()).isTrue();
  }

  @Test
  void batchesTakeWorkOfAllInTheOrderInWhichItCame() {
    SimulatedRun run = run(List.of(device("a", 10_000)));
    Demand one = model("m", 100, 1, 8);
    Job first = run.submit(0, one, 3);
    Job other = run.submit(0, new SimulatedRun.Work(one, "wide", 3, true));
    Job second = run.submit(0, one, 3);
    run.run();
    assertThat(run.batches()).containsExactly(6, 3);
    assertThat(run.doneS.get(first)).isEqualTo(run.doneS.get(second));
    assertThat(run.doneS.get(other)).isGreaterThan(run.doneS.get(first));
  }

  @Test
  void aDeviceThatIsLostInMidRunLosesNoJobAndCountsNoneTwice() {
    SimulatedRun run = run(List.of(device("a", 1_000), device("b", 1_000)));
    Demand detector = model("detector", 100, 10, 16);
    Demand speech = model("speech", 200, 0, 1);
    IntStream.range(0, 200)
        .forEach(i -> {
          run.submit(i * 0.002, detector, 1 + i % 5);
          run.submit(i * 0.002, new SimulatedRun.Work(speech, "", 1, false));
        });
    run.simulation.at(0.7, () -> run.simulation.lose("a"));
    run.run();
    assertThat(run.endedOnceEach()).isTrue();
    assertThat(run.failures).isEmpty();
    assertThat(run.simulation.busy()).anyMatch(b -> b.device().equals("a") && b.endS() > 0.7);
    assertThat(run.simulation.busy()).noneMatch(b -> b.device().equals("a") && b.startS() > 0.7);
  }

  @Test
  void whereTheLastDeviceIsLostEveryJobIsTold() {
    SimulatedRun run = run(List.of(device("a", 1_000)));
    Demand one = model("m", 100, 10, 4);
    IntStream.range(0, 50).forEach(i -> run.submit(0, one, 1));
    run.simulation.at(0.6, () -> run.simulation.lose("a"));
    run.submit(2, one, 1);
    run.run();
    assertThat(run.endedOnceEach()).isTrue();
    assertThat(run.failures).isNotEmpty().allMatch(DeviceLost.class::isInstance);
  }

  @Test
  void aModelThatFitsNowhereIsRefusedWithItsFigures() {
    SimulatedRun run = run(List.of(device("a", 1_000), device("b", 2_000)));
    Job tooBig = run.submit(0, model("huge", 1_999, 10, 4), 1);
    Job fits = run.submit(0, model("small", 100, 10, 4), 1);
    run.run();
    assertThat(run.endedOnceEach()).isTrue();
    assertThat(run.doneS).containsKeys(tooBig, fits);
    assertThat(run.failures).singleElement().isInstanceOf(DeviceExhausted.class);
    assertThat(run.failures.getFirst()).hasMessageContaining("huge takes");
  }

  @Test
  void tenThousandJobsOfMixedModelsNeverTakeMoreThanTheDevicesHave() {
    List<Demand> models =
        List.of(
            model("a", 300, 20, 32),
            model("b", 500, 5, 64),
            model("c", 700, 100, 4),
            model("d", 50, 1, 128));
    List<Schedule.Device> devices = List.of(device("x", 1_000), device("y", 900));
    Footprints footprints = Footprints.forgotten();
    SimulatedRun run = new SimulatedRun(devices, footprints, Map.of(), n -> 0.001 + 0.0001 * n);
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      run.submit(random.nextDouble(3), models.get(random.nextInt(4)), 1 + random.nextInt(4));
    }
    run.run();
    assertThat(run.endedOnceEach()).isTrue();
    assertThat(run.failures).isEmpty();
    assertThat(run.simulation.peakBytes("x")).isLessThanOrEqualTo(1_000);
    assertThat(run.simulation.peakBytes("y")).isLessThanOrEqualTo(900);
    // Had memory run out even once, a largest batch would be remembered.
    models.forEach(m -> assertThat(footprints.mostItems("card", m)).isEqualTo(m.mostItems()));
  }

  @Test
  void aThousandSeedsEndWithoutDeadlock() {
    for (int seed = 0; seed < 1_000; seed++) {
      SimulatedRun run = random(new Random(seed));
      assertThat(run.endedOnceEach()).as("seed %d", seed).isTrue();
    }
  }

  /** Guesses that are wrong both ways, devices that go, jobs that cannot be cut. */
  private static SimulatedRun random(Random random) {
    List<Demand> models = new ArrayList<>();
    Map<String, Footprint> real = new HashMap<>();
    for (int m = 0; m < 1 + random.nextInt(5); m++) {
      Demand guess =
          model("m" + m, random.nextInt(900), random.nextInt(30), 1 + random.nextInt(64));
      models.add(guess);
      real.put(guess.model(), new Footprint(random.nextInt(900), 1 + random.nextInt(60)));
    }
    List<Schedule.Device> devices = new ArrayList<>();
    for (int d = 0; d < 1 + random.nextInt(3); d++) {
      devices.add(device("d" + d, 400 + random.nextInt(1_000)));
    }
    SimulatedRun run =
        new SimulatedRun(devices, Footprints.forgotten(), real, n -> 0.01 + 0.002 * n);
    for (int j = 0; j < 60; j++) {
      Demand model = models.get(random.nextInt(models.size()));
      run.submit(
          random.nextDouble(2),
          new SimulatedRun.Work(
              model, "f" + random.nextInt(2), 1 + random.nextInt(9), random.nextInt(4) > 0));
    }
    if (random.nextInt(3) == 0) {
      run.simulation.at(
          random.nextDouble(2), () -> run.simulation.lose("d" + random.nextInt(devices.size())));
    }
    return run.run();
  }

  @Test
  void aModelThatMustDriveAnotherOutIsServedWithinItsPatience() {
    SimulatedRun run = run(List.of(device("a", 1_000)));
    Demand steady = model("steady", 600, 1, 4);
    Demand rare = model("rare", 600, 1, 4);
    IntStream.range(0, 4_000).forEach(i -> run.submit(i * 0.005, steady, 1));
    Job waits = run.submit(4, rare, 1);
    run.run();
    assertThat(run.endedOnceEach()).isTrue();
    long before =
        run.simulation.busy().stream()
            .filter(b -> b.startS() >= 4 && b.endS() < run.doneS.get(waits) && b.items() > 0)
            .count();
    assertThat(before).isLessThanOrEqualTo(Schedule.PATIENCE + 1);
    // Nor do the two drive each other out with every batch.
    assertThat(run.simulation.busy().stream().filter(b -> b.items() == 0)).hasSizeLessThan(5);
  }

  @Test
  void twoDevicesAreBusyWithinFivePerCentOfEachOther() {
    SimulatedRun run = run(List.of(device("a", 5_000), device("b", 5_000)));
    List<Demand> models =
        List.of(model("x", 300, 20, 32), model("y", 500, 5, 64), model("z", 700, 100, 4));
    Random random = new Random(3);
    for (int i = 0; i < 6_000; i++) {
      run.submit(random.nextDouble(4), models.get(random.nextInt(3)), 1);
    }
    run.run();
    assertThat(run.endedOnceEach()).isTrue();
    double ratio = run.busyS("a") / run.busyS("b");
    assertThat(ratio).isBetween(0.95, 1.05);
  }

  @Test
  void whatOthersHoldOnTheDeviceIsNotGivenAway() {
    Schedule schedule =
        new Schedule(
            List.of(device("a", 1_000)),
            Footprints.forgotten(),
            new Schedule.Listener() {
              @Override
              public void done(Job job) {}

              @Override
              public void failed(Job job, RuntimeException why) {}
            });
    Demand one = model("m", 100, 100, 64);
    schedule.submit(new SimulatedRun.Work(one, "", 9, true));
    assertThat(schedule.next("a", 500)).get().isInstanceOf(Step.Load.class);
    schedule.loaded("a", one, 100);
    Step.Run run = (Step.Run) schedule.next("a", 400).orElseThrow();
    assertThat(run.batch().items()).isEqualTo(4);
    // A second lane beside it finds nothing left.
    assertThat(schedule.next("a", 400)).isEmpty();
  }
}
