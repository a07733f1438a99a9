package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The toolkit's extension in the real kernel: what is shown, and that a run can be interrupted. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class ToolkitInKernelTest {
  @TempDir static Path folder;
  private static KernelProcess kernel;

  @BeforeAll
  static void start() throws IOException {
    long start = System.nanoTime();
    kernel = KernelProcess.start(folder);
    kernel.run("colors().apply(SampleClip.video())");
    System.out.printf(
        "from the start of the kernel to the first table: %d ms, %d ms of CPU%n",
        (System.nanoTime() - start) / 1_000_000, kernel.cpuTime().toMillis());
    var first = kernel.run("var video = SampleClip.video();\nvideo");
    assertThat(first.result("text/html")).contains("data:image/jpeg;base64,", "360 × 640 pixels");
    assertThat(first.text()).startsWith("sample.mp4, 360x640 h264");
  }

  @AfterAll
  static void stop() {
    kernel.close();
  }

  @Test
  void tablesShowAsBoundedEscapedHtmlWithTextBesideIt() {
    var shown =
        kernel.run(
            "Table.create(\"t\", StringColumn.create(\"caption\", \"<script>alert(1)</script>\", \"y\".repeat(10_000)))");
    assertThat(shown.result("text/html"))
        .contains("&lt;script&gt;", "2 rows × 1 column")
        .doesNotContain("<script>alert", "y".repeat(3_000));
    assertThat(shown.text()).contains("2 rows × 1 column").hasSizeLessThan(1_000);
  }

  @Test
  void columnsOfFramesShowAsThumbnails() {
    var shown = kernel.run("video.frames(every(4).width(120))");
    assertThat(shown.result("text/html")).containsPattern("(?s)(<img .*){2}");
    assertThat(kernel.run("video.glance(1, 80).getFirst()").result("image/jpeg"))
        .startsWith("/9j/");
  }

  @Test
  void chartsShowAsSvg() {
    var shown =
        kernel.run(
            "var c = new org.knowm.xchart.XYChartBuilder().build(); c.addSeries(\"s\", new double[] {1, 2}, new double[] {2, 1}); c");
    assertThat(shown.result("text/html")).contains("data:image/svg+xml;base64,");
  }

  @Test
  void gpusShowAsATableOrAsTheReasonWhyThereAreNone() {
    var shown = kernel.run("Gpu.list()");
    if (shown.text().startsWith("no GPU: ")) {
      assertThat(shown.result("text/html")).startsWith("<pre>no GPU: ");
      assertThat(shown.text()).doesNotContain("\n");
    } else {
      assertThat(shown.result("text/html")).contains("compute_capability");
    }
    assertThat(shown.text()).startsWith(kernel.run("Gpu.probe()").text());
  }

  @Test
  void aRunShowsItsProgressInOneOutputAndItselfAsASummary() {
    var shown = kernel.run("var run = Pipeline.of(cuts(), colors()).run(video);\nrun");
    List<JsonObject> displays =
        shown.messages().stream()
            .filter(m -> KernelProcess.type(m).contains("display_data"))
            .map(KernelProcess::content)
            .toList();
    assertThat(displays.stream().map(ToolkitInKernelTest::displayId).distinct()).hasSize(1);
    assertThat(shown.data("display_data", "text/plain")).hasSize(1);
    assertThat(shown.data("update_display_data", "text/plain").getLast())
        .contains("sample.mp4: 2 analyzers, 13.0");
    assertThat(shown.result("text/html")).contains("cut_analysis", "2 analyzers: 2 ok");
    assertThat(kernel.run("run.timeline()").result("text/html")).startsWith("<svg");
  }

  private static String displayId(JsonObject content) {
    return content.getAsJsonObject("transient").get("display_id").getAsString();
  }

  @Test
  void aRunIsInterruptedAndItsChildrenEnd() throws InterruptedException {
    interruptRuns(3);
  }

  @Test
  @Tag("slow")
  void twentyRunsAreInterruptedAtRandomMoments() throws InterruptedException {
    interruptRuns(20);
  }

  private static void interruptRuns(int times) throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < times; i++) {
      String cell = kernel.send("while (true) { Pipeline.standard().run(video); }");
      kernel.awaitMessage(cell, "execute_input");
      Thread.sleep(random.nextInt(2000));
      long start = System.nanoTime();
      kernel.interrupt();
      var outcome = kernel.await(cell);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      longest = took.compareTo(longest) > 0 ? took : longest;
      assertThat(outcome.errorName()).as(outcome::traceback).isEqualTo("Interrupted");
      assertThat(kernel.run("6 * 7").text()).isEqualTo("42");
      for (int wait = 0; wait < 100 && kernel.children("ffmpeg") > 0; wait++) {
        Thread.sleep(20);
      }
      assertThat(kernel.children("ffmpeg")).isZero();
    }
    System.out.printf(
        "seed %d: %d interrupted runs, the longest took %d ms%n", seed, times, longest.toMillis());
    assertThat(
            kernel.run("Pipeline.of(cuts()).run(video).table(\"cut_analysis\").rowCount()").text())
        .isEqualTo("4");
  }
}
