package dev.reelframe.gpu.check;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.error.DeviceLost;
import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.kernel.CpuFrames;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.schedule.Accelerator;
import dev.reelframe.gpu.schedule.Batch;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Dispatcher;
import dev.reelframe.gpu.schedule.Footprint;
import dev.reelframe.gpu.schedule.Footprints;
import dev.reelframe.gpu.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The scheduler with the device's own memory, and kernels in the place of models. */
final class ScheduleCheck {
  private static final int FRAMES_PER_JOB = 3;
  private static final int MOST_ITEMS = 64;

  private final Context context;
  private final FrameShape frame = FrameShape.bgr(32, 16);
  private final Random random = new Random(2);
  private final long room;

  /**
   * @param roomBytes memory to work in
   */
  ScheduleCheck(Context context, long roomBytes) {
    this.context = context;
    this.room = roomBytes;
  }

  List<CheckRow> rows() {
    return List.of(mixedModels(), outOfMemory(), loss());
  }

  private KernelAccelerator accelerator(String name, long bytes, Map<String, Footprint> real) {
    return new KernelAccelerator(context, name, bytes, frame, real, MOST_ITEMS);
  }

  private List<KernelAccelerator.Frames> jobs(List<Demand> models, int count, int framesEach) {
    List<KernelAccelerator.Frames> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<byte[]> frames = new ArrayList<>();
      for (int f = 0; f < framesEach; f++) {
        byte[] pixels = new byte[(int) frame.bgrBytes()];
        random.nextBytes(pixels);
        frames.add(pixels);
      }
      jobs.add(new KernelAccelerator.Frames(models.get(i % models.size()), frames));
    }
    return jobs;
  }

  /** More models than fit at once: they have to make room for each other. */
  private CheckRow mixedModels() {
    long third = room / 3;
    Footprint each = new Footprint(third, room / 64);
    Map<String, Footprint> real = Map.of("a", each, "b", each, "c", each, "d", each);
    List<Demand> models =
        real.keySet().stream().sorted().map(m -> new Demand(m, each, MOST_ITEMS)).toList();
    long used;
    String wrong;
    try (KernelAccelerator device = accelerator("device", room, real)) {
      wrong = wrong(List.of(device), Footprints.forgotten(), jobs(models, 20, FRAMES_PER_JOB));
      used = device.batches().stream().mapToInt(n -> n).sum();
    }
    return CheckRow.judged(
        "scheduler, four models where two fit",
        wrong.isEmpty() ? used + " frames, each once" : wrong,
        "the CPU's counts",
        wrong.isEmpty());
  }

  private CheckRow outOfMemory() {
    Demand guess = new Demand("m", new Footprint(room / 4, 0), MOST_ITEMS);
    // More than the whole device for 16 items, less for 8.
    long perItem = context.memory().freeBytes() / 12;
    Map<String, Footprint> real = Map.of("m", new Footprint(room / 4, perItem));
    Footprints footprints = Footprints.forgotten();
    String wrong;
    try (KernelAccelerator device = accelerator("device", Long.MAX_VALUE, real)) {
      wrong = wrong(List.of(device), footprints, jobs(List.of(guess), 1, 96));
    }
    int settled = footprints.mostItems(context.gpu().name(), guess);
    return CheckRow.judged(
        "scheduler, out of memory",
        wrong.isEmpty() ? "batches of 64, 32, 16 refused, of " + settled + " run" : wrong,
        "8, no job lost",
        wrong.isEmpty() && settled == 8);
  }

  /** One of two devices (here parts of one) stops in mid run. */
  private CheckRow loss() {
    Footprint each = new Footprint(room / 8, room / 128);
    Map<String, Footprint> real = Map.of("m", each);
    Demand model = new Demand("m", each, 4);
    String wrong;
    int moved;
    try (KernelAccelerator stays = accelerator("stays", room / 2, real);
        KernelAccelerator goes = accelerator("goes", room / 2, real)) {
      wrong =
          wrong(
              List.of(stays, new Failing(goes, 5)),
              Footprints.forgotten(),
              jobs(List.of(model), 30, FRAMES_PER_JOB));
      moved = stays.batches().stream().mapToInt(n -> n).sum();
    }
    return CheckRow.judged(
        "scheduler, one device of two stops",
        wrong.isEmpty() ? moved + " of 90 frames on the other, each once" : wrong,
        "no job lost, none twice",
        wrong.isEmpty());
  }

  /** What was not as it should be; nothing where every frame was counted once, as on the CPU. */
  private String wrong(
      List<? extends Accelerator> devices,
      Footprints footprints,
      List<KernelAccelerator.Frames> jobs) {
    try (Dispatcher dispatcher = Dispatcher.over(devices, footprints)) {
      List<CompletableFuture<Void>> ends = jobs.stream().map(dispatcher::submit).toList();
      ends.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      return String.valueOf(e.getCause()).replace('|', '/');
    }
    int other = 0;
    for (KernelAccelerator.Frames job : jobs) {
      int at = 0;
      for (byte[] pixels : job.frames()) {
        boolean same = true;
        for (int count : CpuFrames.histogram(pixels, frame)) {
          same &= job.bins().get(at++) == count;
        }
        other += same ? 0 : 1;
      }
    }
    return other == 0 ? "" : other + " frames with other counts";
  }

  /** A device that is lost after some batches, and loses what it was about to hand over. */
  private record Failing(KernelAccelerator healthy, int batches) implements Accelerator {
    @Override
    public Schedule.Device device() {
      return healthy.device();
    }

    @Override
    public int lanes() {
      return healthy.lanes();
    }

    @Override
    public long freeBytes() {
      return healthy.freeBytes();
    }

    @Override
    public long load(Demand demand) {
      return healthy.load(demand);
    }

    @Override
    public void unload(Demand demand) {
      healthy.unload(demand);
    }

    @Override
    public Finished run(Batch batch) {
      Finished finished = healthy.run(batch);
      if (healthy.batches().size() > batches) {
        throw new DeviceLost(
            new Failure("check", 0, "lost", "on purpose", Optional.of(healthy.device().name())));
      }
      return finished;
    }
  }
}
