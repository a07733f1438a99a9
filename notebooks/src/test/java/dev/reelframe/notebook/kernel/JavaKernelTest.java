package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One kernel, asked as a notebook would; every test leaves it usable, so any order works. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class JavaKernelTest {
  @TempDir static Path folder;
  private static KernelProcess kernel;

  @BeforeAll
  static void start() throws IOException {
    kernel = KernelProcess.start(folder);
    // The test resources name an import that does not exist; the first cell tells.
    assertThat(kernel.run("1").stream("stderr")).contains("import no.such.Thing;");
  }

  @AfterAll
  static void stop() throws InterruptedException {
    assertThat(kernel.shutdown()).isZero();
    kernel.close();
  }

  @Test
  void showsTheValueOfTheLastExpression() {
    var outcome = kernel.run("int half = 21;\nvar text = \"é😀\";\nhalf * 2 + text");
    assertThat(outcome.status()).isEqualTo("ok");
    assertThat(outcome.text()).isEqualTo("42é😀");
  }

  @Test
  void showsNothingForDeclarationsAssignmentsAndDisplayCalls() {
    assertThat(kernel.run("int shown = 1;").text()).isNull();
    assertThat(kernel.run("int assigned = 1; assigned = 2").text()).isNull();
    var outcome = kernel.run("display(\"twice\")");
    assertThat(outcome.text()).isNull();
    assertThat(outcome.data("display_data", "text/plain")).containsExactly("twice");
  }

  @Test
  void keepsStateBetweenCells() {
    kernel.run("record Point(int x, int y) {}\nPoint kept = new Point(1, 2);");
    assertThat(kernel.run("kept").text()).isEqualTo("Point[x=1, y=2]");
  }

  @Test
  void streamsBothOutputsInOrder() {
    var outcome =
        kernel.run(
            "for (int i = 0; i < 2000; i++) System.out.println(i); System.err.println(\"e\");");
    assertThat(outcome.stream("stdout").lines())
        .hasSize(2000)
        .startsWith("0", "1")
        .endsWith("1999");
    assertThat(outcome.stream("stderr")).isEqualToIgnoringNewLines("e");
  }

  @Test
  void updatesADisplay() {
    var outcome = kernel.run("var id = display(\"0 %\"); updateDisplay(id, \"100 %\");");
    assertThat(outcome.data("update_display_data", "text/plain")).containsExactly("100 %");
  }

  @Test
  void marksTheFailingLineOfTheCell() {
    var outcome =
        kernel.run("\n// a comment\nint zero = 0;\n\nint bad = 1 / zero;\nint after = 3;");
    assertThat(outcome.errorName()).isEqualTo("ArithmeticException");
    assertThat(outcome.errorMessage()).isEqualTo("/ by zero");
    assertThat(outcome.traceback()).contains("-->    5 | int bad = 1 / zero;");
  }

  @Test
  void marksTheLineOfAnEarlierCellThatFails() {
    kernel.run("int inverse(int x) {\n  int one = 1;\n  return one / x;\n}");
    var outcome = kernel.run("int fine = 1;\ninverse(0)");
    assertThat(outcome.traceback())
        .contains("-->    3 |   return one / x;", "-->    2 | inverse(0)", "at inverse (cell ");
  }

  @Test
  void showsCausesAndTheUsersOwnExceptionTypes() {
    kernel.run(
        "class Broken extends RuntimeException { Broken(Exception e) { super(\"outer\", e); } }");
    var outcome = kernel.run("throw new Broken(new java.io.IOException(\"inner\"))");
    assertThat(outcome.errorName()).isEqualTo("Broken");
    assertThat(outcome.traceback())
        .contains("Broken: outer", "Caused by: java.io.IOException: inner")
        .doesNotContain("REPL");
  }

  @Test
  void pointsAtWhatDoesNotCompile() {
    var outcome = kernel.run("int ok = 1;  String wrong = 5;");
    assertThat(outcome.errorName()).isEqualTo("CompilationError");
    assertThat(outcome.traceback().lines()).contains(" ".repeat(11 + 28) + "^");
    assertThat(kernel.run("for (int i = 0; i < 3; i++) {").errorName())
        .isEqualTo("IncompleteSource");
  }

  @Test
  void saysWhatAMethodStillNeeds() {
    var declared = kernel.run("int early() { return late() + 1; }");
    assertThat(declared.stream("stderr")).contains("early", "method late()");
    assertThat(kernel.run("early()").errorName()).isEqualTo("Unresolved");
    kernel.run("int late() { return 1; }");
    assertThat(kernel.run("early()").text()).isEqualTo("2");
  }

  @Test
  void refusesSystemExitAndLivesOn() {
    kernel.run("int before = 7;");
    assertThat(kernel.run("System.exit(3)").errorMessage())
        .contains("System.exit(3)", "restart the kernel");
    assertThat(
            kernel.run("Runnable end = () -> Runtime.getRuntime().halt(1); end.run();").errorName())
        .isEqualTo("ExitRefused");
    assertThat(kernel.run("before").text()).isEqualTo("7");
  }

  @Test
  void reportsAStackOverflowShortly() {
    var outcome = kernel.run("int deep(int n) { return deep(n + 1) + 1; }\ndeep(0)");
    assertThat(outcome.errorName()).isEqualTo("StackOverflowError");
    assertThat(outcome.traceback().lines().count()).isLessThan(40);
    assertThat(kernel.run("1").text()).isEqualTo("1");
  }

  @Test
  void failingToStringIsTheCellsError() {
    var outcome =
        kernel.run(
            "new Object() { public String toString() { throw new IllegalStateException(\"no\"); } }");
    assertThat(outcome.errorName()).isEqualTo("IllegalStateException");
  }

  @Test
  void runsCodeThatMixesTheCellsOwnClasses() {
    // The JDK's LocalExecutionControl fails here: "Could not resolve class".
    kernel.run(
        "interface Shape {}\nrecord Disc(int r) implements Shape {}\nrecord Box(int a) implements Shape {}");
    var outcome =
        kernel.run(
            "Shape pick(boolean b) { Shape s; do { if (b) { s = new Disc(1); } else { s = new Box(2); } } while (s == null); return s; }\npick(true)");
    assertThat(outcome.text()).isEqualTo("Disc[r=1]");
  }

  @Test
  void extensionsBringRenderingsAndImports() {
    var outcome = kernel.run("new Shout(\"hey\" + hypot(3, 4))");
    assertThat(outcome.result("text/html")).isEqualTo("<b>hey5.0</b>");
    assertThat(outcome.text()).startsWith("Shout[");
  }

  @Test
  void abortsTheCellsThatWaitBehindAFailure() {
    String failing = kernel.send("Thread.sleep(300); throw new IllegalStateException(\"first\");");
    String waiting = kernel.send("int never = 1;");
    assertThat(kernel.await(failing).status()).isEqualTo("error");
    assertThat(kernel.await(waiting).status()).isEqualTo("aborted");
    assertThat(kernel.run("2").text()).isEqualTo("2");
  }

  @Test
  void asksForInput() {
    String cell = kernel.send("new Scanner(System.in).nextLine().toUpperCase()", true);
    kernel.answerInput(cell, "hello");
    assertThat(kernel.await(cell).text()).isEqualTo("HELLO");
    assertThat(kernel.run("System.in.read()").text())
        .as("without a frontend that can ask")
        .isEqualTo("-1");
  }

  @Test
  void survivesMessagesItCannotRead() {
    kernel.sendGarbage();
    assertThat(kernel.run("3").text()).isEqualTo("3");
  }

  @Test
  void completes() {
    JsonObject reply = kernel.complete("int emoji = \"😀\".leng");
    assertThat(KernelProcess.matches(reply)).contains("length()");
    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(16);
    assertThat(
            KernelProcess.matches(
                kernel.complete("import java.util.*;\nvar word = \"\";\nword.isBl")))
        .contains("isBlank()");
    assertThat(KernelProcess.matches(kernel.complete("%cla"))).containsExactly("%classpath");
    assertThat(KernelProcess.matches(kernel.complete("%time 1\n\"\".isBl"))).contains("isBlank()");
  }

  @Test
  void completesPathsInStringsAndMagics() throws IOException {
    Path clips = Files.createDirectories(folder.resolve("clips"));
    Files.createDirectories(clips.resolve("cuts"));
    Files.writeString(clips.resolve("cat \"1\".mp4"), "");
    Files.writeString(clips.resolve(".cache"), "");
    JsonObject reply = kernel.complete("int before = 1;\nVideo.open(\"clips/c");
    assertThat(KernelProcess.matches(reply)).containsExactly("cat \\\"1\\\".mp4", "cuts/");
    assertThat(reply.get("cursor_start").getAsInt())
        .isEqualTo("int before = 1;\nVideo.open(\"clips/".length());
    assertThat(KernelProcess.matches(kernel.complete("Path.of(\"clips/.c")))
        .containsExactly(".cache");
    assertThat(KernelProcess.matches(kernel.complete("Path.of(\"" + folder + "/cli")))
        .containsExactly("clips/");
    assertThat(KernelProcess.matches(kernel.complete("%load clips/cu"))).containsExactly("cuts/");
    assertThat(KernelProcess.matches(kernel.complete("Path.of(\"no/such/"))).isEmpty();
    assertThat(KernelProcess.matches(kernel.complete("var done = \"cli\".isBl")))
        .contains("isBlank()");
  }

  @Test
  void inspectsTheJdkAndLibrariesWhoseSourcesAreNear() {
    assertThat(inspected("Math.max(1, 2)", "Math.m"))
        .contains("int Math.max(int a, int b)", "two int values");
    assertThat(inspected("\"\".isBlank", "\"\".isB")).contains("boolean String.isBlank()");
    assertThat(
            inspected(
                "dev.reelframe.media.SampleClip.video()", "dev.reelframe.media.SampleClip.vi"))
        .contains("Video SampleClip.video()", "The sample clip");
    assertThat(inspected("org.dflib.jjava.jupyter.Extension e", "org.dflib.jjava.jupyter.Ext"))
        .as("no sources: the signature")
        .isEqualTo("org.dflib.jjava.jupyter.Extension");
  }

  private static String inspected(String code, String before) {
    JsonObject reply =
        kernel.ask(
            "inspect_request",
            Map.of("code", code, "cursor_pos", before.length(), "detail_level", 0));
    assertThat(reply.get("found").getAsBoolean()).isTrue();
    return reply.getAsJsonObject("data").get("text/plain").getAsString();
  }

  @Test
  void remembersCells() {
    kernel.run("int remembered = 1;");
    kernel.run("int forgotten = 2;");
    kernel.run("int remembered = 1;");
    assertThat(history(Map.of("hist_access_type", "tail", "n", 2)))
        .containsExactly("int forgotten = 2;", "int remembered = 1;");
    assertThat(
            history(
                Map.of(
                    "hist_access_type", "search", "n", 9, "pattern", "int r?mem*", "unique", true)))
        .containsExactly("int remembered = 1;");
    assertThat(history(Map.of("hist_access_type", "range", "session", 0, "start", 0, "stop", 0)))
        .isEmpty();
  }

  private static List<String> history(Map<String, Object> which) {
    Map<String, Object> request = new HashMap<>(which);
    request.put("output", false);
    request.put("raw", true);
    List<String> cells = new ArrayList<>();
    kernel
        .ask("history_request", request)
        .getAsJsonArray("history")
        .forEach(entry -> cells.add(entry.getAsJsonArray().get(2).getAsString()));
    return cells;
  }

  @Test
  void knowsWhetherACellIsComplete() {
    assertThat(completeness("int a = 1;\na")).isEqualTo("complete");
    assertThat(completeness("%time 1")).isEqualTo("complete");
    assertThat(completeness("if (true) {")).isEqualTo("incomplete");
    assertThat(completeness("int = ;")).isEqualTo("invalid");
  }

  @Test
  void runsMagics() throws IOException {
    assertThat(kernel.run("%time 1 + 1").stream("stdout")).matches("(?s)\\d+\\.\\d{3} s.*");
    assertThat(kernel.run("%%time\nint timed = 5;\ntimed").text()).isEqualTo("5");
    Path script = Files.writeString(folder.resolve("setup.jsh"), "int loaded = 11;\n");
    assertThat(kernel.run("%load " + script + "\nloaded").text()).isEqualTo("11");
    Path notebook =
        Files.writeString(
            folder.resolve("other.ipynb"),
            "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"x\"}, {\"cell_type\": \"code\", \"source\": [\"int fromNotebook =\\n\", \" 12;\"]}]}");
    assertThat(kernel.run("%load \"" + notebook + "\"\nfromNotebook").text()).isEqualTo("12");
    assertThat(kernel.run("%nothing").errorMessage()).contains("%magics");
    assertThat(kernel.run("String kept = \"\"\"\n%time is text\"\"\";\nkept").text())
        .isEqualTo("%time is text");
  }

  @Test
  void classpathMagicAddsResources() throws IOException {
    Path added = Files.createDirectories(folder.resolve("added"));
    Files.writeString(added.resolve("note.txt"), "found");
    var outcome =
        kernel.run(
            "%classpath "
                + added
                + "\nnew String(Thread.currentThread().getContextClassLoader().getResourceAsStream(\"note.txt\").readAllBytes())");
    assertThat(outcome.text()).isEqualTo("found");
    assertThat(kernel.run("%classpath no/such.jar").errorMessage()).contains("no/such.jar");
  }

  @Test
  void aBrokenDefaultImportIsToldOnceAndCostsNothing() throws IOException, InterruptedException {
    try (KernelProcess fresh =
        KernelProcess.start(Files.createDirectories(folder.resolve("fresh")))) {
      assertThat(fresh.run("1").stream("stderr")).contains("import no.such.Thing;");
      assertThat(fresh.run("2").stream("stderr")).isEmpty();
      assertThat(fresh.shutdown()).isZero();
    }
  }

  private static String completeness(String code) {
    return kernel.ask("is_complete_request", Map.of("code", code)).get("status").getAsString();
  }
}
