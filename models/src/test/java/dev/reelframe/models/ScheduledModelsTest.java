package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.schedule.Footprints;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Graphs on the simulated driver's cards: memory and losses are the driver's, the sessions run on
 * the CPU.
 */
class ScheduledModelsTest {
  private static final int LANES = 2;

  @TempDir Path folder;
  private final List<Integer> opened = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private GpuModels gpus;

  @BeforeEach
  void driver() {
    SimulatedDriver.load();
    gpus = new GpuModels(List.copyOf(Gpu.list()), Footprints.forgotten(), this::open);
  }

  @AfterEach
  void close() {
    SimulatedDriver.command("lose_card=0:-1;lose_card=1:-1");
    gpus.close();
    callers.shutdownNow();
    SimulatedDriver.command("reset");
  }

  private OrtSession open(String model, Path file, SessionSettings settings, Gpu gpu) {
    opened.add(gpu.index());
    return OnnxRuntime.onCpu(model, file, settings);
  }

  private GraphCalls calls(String name, Path file) {
    SessionSettings settings = SessionSettings.standard().on(Device.auto());
    OnnxRuntime.Loaded loaded = OnnxRuntime.scheduled(gpus, name, file, settings);
    assertThat(loaded.description().rowwise()).isTrue();
    return loaded.calls();
  }

  private static float[] run(GraphCalls calls, float... rows) {
    float[] values = new float[rows.length * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = rows[i / 3];
    }
    try (OnnxTensor x =
            OnnxTensor.createTensor(
                OnnxSession.environment(), FloatBuffer.wrap(values), new long[] {rows.length, 3});
        Outputs out =
            calls.rows(new GraphCalls.Feeds(Map.of("x", x), Set.of("y"), rows.length)).value()) {
      float[] all = out.get("y").toFloats();
      float[] first = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        first[i] = all[3 * i];
      }
      return first;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rowsOfManyCallersShareABatch() throws Exception {
    GraphCalls busy = calls("busy", TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, -1));
    GraphCalls calls = calls("meeting", TinyOnnx.meeting(folder.resolve("m.onnx")));
    // Both cards have it; then every lane is held until all callers wait.
    CountDownLatch held = new CountDownLatch(2 * LANES);
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int lane = 0; lane < 2 * LANES; lane++) {
      all.add(CompletableFuture.runAsync(() -> busy.whole(1, session -> hold(held, go)), callers));
    }
    held.await();
    List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<float[]>> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      float row = i;
      answers.add(
          CompletableFuture.supplyAsync(
              () -> {
                waiting.add(Thread.currentThread());
                return run(calls, row);
              },
              callers));
    }
    while (waiting.size() < 6
        || waiting.stream().anyMatch(t -> t.getState() != Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    go.countDown();
    List<Long> means = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      means.add(Math.round(1000.0 * (answers.get(i).get()[0] - i)));
    }
    all.forEach(CompletableFuture::join);
    // Two cards take their shares: 3, 2 and 1.
    assertThat(Set.copyOf(means)).as("each batch has one mean").hasSizeLessThanOrEqualTo(3);
  }

  private static boolean hold(CountDownLatch held, CountDownLatch go) {
    try {
      held.countDown();
      go.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aCallLargerThanABatchIsCutAndPutTogether() {
    GraphCalls calls =
        calls("doubler", TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, -1));
    float[] rows = new float[300];
    float[] twice = new float[300];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
      twice[i] = 2 * i;
    }
    assertThat(run(calls, rows)).containsExactly(twice);
  }

  @Test
  void aLostCardCostsNothingAndTheLastOneMovesTheGraphToTheCpu() {
    GraphCalls calls =
        calls("doubler", TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, -1));
    GraphCalls.Answer<Integer> first = calls.whole(1, session -> 1);
    int card = first.where().used().index();
    SimulatedDriver.command("lose_card=" + card + ":1");
    assertThat(run(calls, 1, 2, 3)).containsExactly(2, 4, 6);
    GraphCalls.Answer<Integer> second = calls.whole(1, session -> 2);
    assertThat(second.where().used()).isEqualTo(Device.cuda(1 - card));

    SimulatedDriver.command("lose_card=" + (1 - card) + ":1");
    assertThat(run(calls, 4, 5)).containsExactly(8, 10);
    GraphCalls.Answer<Integer> last = calls.whole(1, session -> 3);
    assertThat(last.where().used()).isEqualTo(Device.cpu());
    assertThat(last.where().reason()).contains("every device is gone");
  }

  @Test
  void aGraphThatWasClosedMakesRoomAndIsOpenedAnew() {
    Path file = TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, -1);
    for (int time = 1; time <= 2; time++) {
      GraphCalls calls = calls("doubler", file);
      assertThat(run(calls, 1)).containsExactly(2);
      calls.close();
      assertThat(opened).hasSizeGreaterThanOrEqualTo(time);
    }
  }
}
