package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends whatever a cell does, and the next cell works. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class InterruptTest {
  private static final List<String> ENDLESS =
      List.of(
          "while (true) ;",
          "Thread.sleep(1_000_000);",
          "while (true) System.out.println(\"x\");",
          "for (long i = 0; ; i++) { try { Thread.sleep(5); } catch (InterruptedException e) { } }",
          "IntStream.iterate(0, i -> i + 1).filter(i -> i < 0).findAny();",
          "new Random(1).ints().parallel().filter(i -> i == 0 && i == 1).findAny();",
          "new CountDownLatch(1).await();",
          "new ProcessBuilder(\"sleep\", \"1000\").start().waitFor();",
          "int spin() { while (true) { try { throw new Error(); } catch (Throwable t) { } } }\nspin()");

  @TempDir static Path folder;
  private static KernelProcess kernel;

  @BeforeAll
  static void start() throws IOException {
    kernel = KernelProcess.start(folder);
  }

  @AfterAll
  static void stop() {
    kernel.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void endsEndlessCode(int which) throws InterruptedException {
    interruptAfter(ENDLESS.get(which), 300);
  }

  @Test
  void leavesCodeBehindThatHeedsNothing() throws InterruptedException {
    // Neither blocks nor runs a loop of the cell's own; takes far longer than the test by itself.
    String cell = kernel.send("System.out.println(1);\nLongStream.range(0, 60_000_000_000L).max()");
    kernel.awaitMessage(cell, "stream");
    Thread.sleep(500);
    kernel.interrupt();
    var outcome = kernel.await(cell);
    assertThat(outcome.errorName()).isEqualTo("Interrupted");
    assertThat(outcome.errorMessage()).contains("goes on in the background");
    assertThat(kernel.run("40 + 2").text()).isEqualTo("42");
  }

  @Test
  void tellsWhenCodeThatWasLeftBehindHasEnded() throws InterruptedException {
    kernel.run("var gate = new java.util.concurrent.Semaphore(0);");
    String cell = kernel.send("System.out.println(1);\ngate.acquireUninterruptibly();");
    kernel.awaitMessage(cell, "stream");
    Thread.sleep(500);
    kernel.interrupt();
    assertThat(kernel.await(cell).errorMessage()).contains("still ran", "until it ends");
    // It is told in the cell that runs then: this one lasts long enough on a busy machine too.
    assertThat(kernel.run("gate.release(); Thread.sleep(2000);").stream("stderr"))
        .containsPattern("The interrupted code of cell \\d+ has ended\\.");
  }

  @Test
  void stopsTheThreadsOfTheCellAndNoOthers() throws InterruptedException {
    kernel.run(
        "var ticks = new java.util.concurrent.atomic.AtomicLong();\nThread.ofPlatform().daemon().start(() -> { while (true) { ticks.incrementAndGet(); try { Thread.sleep(1); } catch (InterruptedException e) { } } });");
    interruptOnceItPrints(
        "var spinning = new Thread(() -> { while (true) ; });\nspinning.start(); System.out.println(1); spinning.join();");
    assertThat(kernel.run("spinning.join(5000); spinning.isAlive()").text()).isEqualTo("false");
    assertThat(kernel.run("long seen = ticks.get(); Thread.sleep(200); ticks.get() > seen").text())
        .isEqualTo("true");
  }

  @Test
  void saysSoWhenTheCodeSwallowedTheInterruptAndReturned() throws InterruptedException {
    interruptAfter("try { Thread.sleep(60_000); } catch (InterruptedException e) { }", 300);
  }

  @Test
  void finallyBlocksStillRun() throws InterruptedException {
    kernel.run("int cleaned = 0;");
    interruptOnceItPrints(
        "try { System.out.println(1); while (true) ; } finally { for (int i = 0; i < 5; i++) cleaned++; }");
    assertThat(kernel.run("cleaned").text()).isEqualTo("5");
  }

  @Test
  void endsAWaitForInput() throws InterruptedException {
    String cell = kernel.send("System.in.read()", true);
    kernel.awaitMessage(cell, "execute_input");
    Thread.sleep(300);
    kernel.interrupt();
    assertThat(kernel.await(cell).errorName()).isEqualTo("Interrupted");
    String next = kernel.send("new Scanner(System.in).nextLine()", true);
    kernel.answerInput(next, "again");
    assertThat(kernel.await(next).text()).isEqualTo("again");
  }

  @Test
  void anInterruptOfAnIdleKernelMeansNothing() {
    kernel.interrupt();
    assertThat(kernel.run("1").text()).isEqualTo("1");
  }

  @Test
  void endsAtRandomMoments() throws InterruptedException {
    interruptAtRandom(Integer.getInteger("reelframe.interrupts", 5));
  }

  @Test
  @Tag("slow")
  void endsAtFiftyRandomMoments() throws InterruptedException {
    interruptAtRandom(50);
  }

  private static void interruptAtRandom(int times) throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < times; i++) {
      String code = ENDLESS.get(random.nextInt(ENDLESS.size()));
      int delay = random.nextInt(400);
      Duration took = interruptAfter(code, delay);
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    System.out.printf(
        "seed %d: %d interrupts, the longest took %d ms%n", seed, times, longest.toMillis());
  }

  /** Interrupts a cell that says by an output that it runs, however slow the machine is. */
  private static void interruptOnceItPrints(String code) {
    String cell = kernel.send(code);
    kernel.awaitMessage(cell, "stream");
    kernel.interrupt();
    assertThat(kernel.await(cell).errorName()).isEqualTo("Interrupted");
  }

  /**
   * Interrupts the cell this long after it began, and checks that the next cell works.
   *
   * @return from the interrupt to the reply
   */
  private static Duration interruptAfter(String code, int delayMs) throws InterruptedException {
    String cell = kernel.send(code);
    kernel.awaitMessage(cell, "execute_input");
    Thread.sleep(delayMs);
    long start = System.nanoTime();
    kernel.interrupt();
    var outcome = kernel.await(cell);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(outcome.errorName())
        .as("%s: %s", code, outcome.traceback())
        .isEqualTo("Interrupted");
    var next = kernel.run("6 * 7");
    assertThat(next.text()).as(() -> "after " + code + ": " + next.reply()).isEqualTo("42");
    return took;
  }
}
