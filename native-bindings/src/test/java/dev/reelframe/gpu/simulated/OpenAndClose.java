package dev.reelframe.gpu.simulated;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Event;
import dev.reelframe.gpu.cuda.OpenHandles;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.kernel.FrameKernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Main class of a child: opens, calls and closes until a leak would show, and prints by how many
 * KiB the process has grown.
 */
public final class OpenAndClose {
  private static final int CYCLES = 1_000;
  private static final int CALLS = 1_000_000;

  private OpenAndClose() {}

  public static void main(String[] arguments) throws Exception {
    Gpu gpu = Gpu.first();
    // Long enough for the compiler to have done its part, which takes memory too.
    cycles(gpu, CYCLES);
    calls(gpu, CALLS / 2);
    readings(gpu);
    settle();
    long before = residentKib();
    cycles(gpu, CYCLES);
    calls(gpu, CALLS);
    readings(gpu);
    settle();
    System.out.println(residentKib() - before);
    System.out.println(OpenHandles.now());
    System.out.println(OpenHandles.everOpened(OpenHandles.Kind.CONTEXT));
  }

  private static void cycles(Gpu gpu, int count) {
    for (int i = 0; i < count; i++) {
      try (Context context = i % 2 == 0 ? Context.primary(gpu) : Context.separate(gpu)) {
        FrameKernels.load(context);
        Stream stream = context.stream();
        stream.allocate(4096);
        context.allocate(65536);
        context.pinned(65536);
        context.event().record(stream);
        stream.capture(() -> {}).instantiate();
      }
    }
  }

  private static void calls(Gpu gpu, int count) {
    try (Context context = Context.separate(gpu);
        Stream stream = context.stream();
        Event event = context.event();
        DeviceMemory memory = context.allocate(64)) {
      for (int i = 0; i < count; i += 5) {
        stream.fill(memory, (byte) i);
        event.record(stream);
        context.memory();
        stream.allocate(64).close();
      }
    }
  }

  private static void readings(Gpu gpu) {
    for (int i = 0; i < 2_000; i++) {
      gpu.reading();
      Gpu.probe();
    }
    for (int i = 0; i < 50; i++) {
      gpu.sampler().hz(100).start().close();
    }
  }

  private static void settle() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
  }

  private static long residentKib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IllegalStateException("no VmRSS");
  }
}
