package dev.reelframe.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.PinnedMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.kernel.FrameKernels;
import dev.reelframe.gpu.kernel.FrameShape;
import dev.reelframe.gpu.kernel.TensorLayout;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's code is this file's code, and runs. */
class ReadmeTest {
  @Test
  void theReadmesCodeIsFoundHere() throws IOException {
    String here =
        plain(Files.readString(Path.of("src/test/java/dev/reelframe/gpu/ReadmeTest.java")));
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    int blocks = 0;
    while (block.find()) {
      assertThat(here).contains(plain(block.group(1)));
      blocks++;
    }
    assertThat(blocks).isEqualTo(3);
  }

  private static String plain(String code) {
    return code.replaceAll("//[^\n]*", "").replaceAll("\\s+", "");
  }

  private static void work() {}

  @Test
  void look() {
    SimulatedDriver.load();
    GpuProbe probe = Gpu.probe();
    System.out.println(probe.line());
    for (Gpu gpu : Gpu.list()) {
      GpuReading now = gpu.reading();
      System.out.println(gpu.name() + " " + now.memoryUsedBytes() + " " + now.throttle());
    }
    System.out.println(GpuReport.now().text());
    assertThat(probe.isPresent()).isTrue();
  }

  @Test
  void watch() {
    SimulatedDriver.load();
    try (Sampler sampler = Gpu.first().sampler().hz(20).start()) {
      work();
      GpuRecording seen = sampler.stop();
      System.out.println(
          seen.meanBusyRatio() + " over " + seen.durationS() + " s, " + seen.missed() + " missed");
    }
  }

  @Test
  void compute() {
    SimulatedDriver.load();
    try (Context context = Context.primary(Gpu.first());
        FrameKernels kernels = FrameKernels.load(context)) {
      Stream stream = context.stream();
      FrameShape frame = FrameShape.bgr(1280, 720);
      TensorLayout layout = TensorLayout.letterboxed(640, 640, frame).inHalf();
      PinnedMemory host = context.pinned(frame.bgrBytes());
      DeviceMemory pixels = context.allocate(frame.bgrBytes());
      DeviceMemory tensor = context.allocate(layout.bytes());
      stream.copy(host.segment(), pixels);
      kernels.bgrToTensor(stream, pixels, frame, layout, tensor);
      stream.synchronize();
    }
  }

  @Test
  void whatIsInsideStaysInside() {
    Module module = Gpu.class.getModule();
    assertThat(module.getDescriptor().exports())
        .extracting(e -> e.source())
        .containsExactlyInAnyOrder(
            "dev.reelframe.gpu",
            "dev.reelframe.gpu.cuda",
            "dev.reelframe.gpu.error",
            "dev.reelframe.gpu.kernel",
            "dev.reelframe.gpu.schedule",
            "dev.reelframe.gpu.trace");
  }
}
