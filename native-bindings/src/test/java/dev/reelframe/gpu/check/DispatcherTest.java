package dev.reelframe.gpu.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.kernel.CpuFrames;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Dispatcher;
import dev.reelframe.gpu.schedule.Footprint;
import dev.reelframe.gpu.schedule.Footprints;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dispatcher's threads over the simulated driver: its memory, its kernels, its losses. */
class DispatcherTest {
  private static final int MEMORY = 1 << 20;
  private static final FrameShape FRAME = FrameShape.bgr(16, 8);

  @BeforeEach
  void driver() {
    SimulatedDriver.load();
    SimulatedDriver.command("devices=2;memory=" + MEMORY);
  }

  @AfterEach
  void reset() {
    SimulatedDriver.command("reset");
  }

  private static KernelAccelerator accelerator(Context context, Map<String, Footprint> real) {
    return new KernelAccelerator(context, context.gpu().uuid(), MEMORY, FRAME, real, 64);
  }

  private static List<KernelAccelerator.Frames> jobs(Demand demand, int count, int framesEach) {
    Random random = new Random(5);
    List<KernelAccelerator.Frames> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<byte[]> frames = new ArrayList<>();
      for (int f = 0; f < framesEach; f++) {
        byte[] pixels = new byte[(int) FRAME.bgrBytes()];
        random.nextBytes(pixels);
        frames.add(pixels);
      }
      jobs.add(new KernelAccelerator.Frames(demand, frames));
    }
    return jobs;
  }

  private static boolean isCountedOnce(KernelAccelerator.Frames job) {
    int at = 0;
    for (byte[] pixels : job.frames()) {
      for (int count : CpuFrames.histogram(pixels, FRAME)) {
        if (job.bins().get(at++) != count) {
          return false;
        }
      }
    }
    return true;
  }

  @Test
  void outOfMemoryAt64And32And16SettlesAt8() {
    Footprint real = new Footprint(MEMORY / 4, MEMORY * 3 / 4 / 15);
    Demand guess = new Demand("m", new Footprint(MEMORY / 4, 0), 64);
    Footprints footprints = Footprints.forgotten();
    List<KernelAccelerator.Frames> jobs = jobs(guess, 1, 96);
    try (Context context = Context.separate(Gpu.first());
        KernelAccelerator device = accelerator(context, Map.of("m", real));
        Dispatcher dispatcher = Dispatcher.over(List.of(device), footprints)) {
      List<CompletableFuture<Void>> ends = jobs.stream().map(dispatcher::submit).toList();
      ends.forEach(CompletableFuture::join);
      assertThat(device.batches()).allMatch(items -> items <= 8).contains(8);
    }
    assertThat(footprints.mostItems(Gpu.first().name(), guess)).isEqualTo(8);
    assertThat(jobs).allMatch(DispatcherTest::isCountedOnce);
  }

  @Test
  void aCardThatIsLostInMidRunLosesNoJobAndCountsNoneTwice() {
    Footprint each = new Footprint(MEMORY / 4, MEMORY / 64);
    Demand demand = new Demand("m", each, 8);
    List<KernelAccelerator.Frames> jobs = jobs(demand, 120, 1);
    List<Gpu> gpus = Gpu.list();
    try (Context one = Context.separate(gpus.get(0));
        Context two = Context.separate(gpus.get(1))) {
      KernelAccelerator goes = accelerator(one, Map.of("m", each));
      KernelAccelerator stays = accelerator(two, Map.of("m", each));
      try (Dispatcher dispatcher = Dispatcher.over(List.of(goes, stays), Footprints.forgotten())) {
        SimulatedDriver.command("lose_card=0:100");
        List<CompletableFuture<Void>> ends = jobs.stream().map(dispatcher::submit).toList();
        ends.forEach(CompletableFuture::join);
        assertThat(dispatcher.devices()).containsExactly(gpus.get(1).uuid());
      }
      assertThat(goes.batches()).as("it had begun").isNotEmpty();
      assertThat(jobs).allMatch(DispatcherTest::isCountedOnce);
      SimulatedDriver.command("lose_card=0:-1");
    }
  }

  @Test
  void whereNoCardIsLeftTheJobSaysSo() {
    Footprint each = new Footprint(MEMORY / 4, MEMORY / 64);
    Demand demand = new Demand("m", each, 8);
    try (Context context = Context.separate(Gpu.first())) {
      KernelAccelerator device = accelerator(context, Map.of("m", each));
      try (Dispatcher dispatcher = Dispatcher.over(List.of(device), Footprints.forgotten())) {
        SimulatedDriver.command("lose_card=0:1");
        CompletableFuture<Void> end = dispatcher.submit(jobs(demand, 1, 1).getFirst());
        assertThatThrownBy(end::join).hasCauseInstanceOf(DeviceLost.class);
      }
      SimulatedDriver.command("lose_card=0:-1");
    }
  }
}
