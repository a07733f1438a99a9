package dev.reelframe.bench.decode;

import ai.onnxruntime.OrtEnvironment;
import com.sun.management.OperatingSystemMXBean;
import dev.reelframe.models.qwen.*;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Milliseconds per decoded token of one graph, driven in three ways: by the engine (plain Java,
 * outputs fed back as inputs), through the C API with I/O binding, and by npm's onnxruntime-node
 * (loop.mjs). Rounds alternate, so that a neighbour's load meets all of them. See decode/README.md.
 *
 * <p>Arguments: folder, shape ({@code 2b} or {@code wide}), layers, prompt tokens, steps, rounds,
 * threads, and optionally the folder in which {@code node} finds onnxruntime-node.
 */
public final class DecodeOverhead {

  private final Path folder;
  private final RandomQwen shape;
  private final int promptTokens;
  private final int steps;
  private final int threads;

  private DecodeOverhead(Path folder, RandomQwen shape, int promptTokens, int steps, int threads) {
    this.folder = folder;
    this.shape = shape;
    this.promptTokens = promptTokens;
    this.steps = steps;
    this.threads = threads;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int layers = Integer.parseInt(arguments[2]);
    // "wide": many layers with real caches and next to no arithmetic, to see the loop's own cost.
    RandomQwen shape =
        arguments[1].equals("2b")
            ? RandomQwen.like2B(layers)
            : new RandomQwen(layers, 256, 2, 2, 160, 704);
    int rounds = Integer.parseInt(arguments[5]);
    DecodeOverhead measurement =
        new DecodeOverhead(
            folder,
            shape,
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]),
            Integer.parseInt(arguments[6]));
    if (!Files.exists(folder.resolve("config.json"))) {
      shape.write(folder);
    }
    Optional<Path> node =
        arguments.length > 7 ? Optional.of(Path.of(arguments[7])) : Optional.empty();
    measurement.run(rounds, node);
  }

  private void run(int rounds, Optional<Path> node) throws Exception {
    List<Round> engine = new ArrayList<>();
    List<Round> bound = new ArrayList<>();
    List<Round> script = new ArrayList<>();
    List<Long> boundIds = List.of();
    List<Long> engineIds = List.of();
    for (int round = 0; round < rounds; round++) {
      engineIds = engine(engine);
      boundIds = bound(bound);
      if (node.isPresent()) {
        script.add(node(node.get()));
      }
    }
    if (!boundIds.equals(engineIds)) {
      throw new IllegalStateException("the loops disagree: " + engineIds + " and " + boundIds);
    }
    print("engine, plain Java", engine);
    print("C API, I/O binding", bound);
    if (node.isPresent()) {
      print("onnxruntime-node", script);
    }
  }

  private List<Long> engine(List<Round> results) {
    try (Qwen2Vl model = Qwen2Vl.open(folder, QwenOptions.defaults().threads(threads))) {
      List<Long> times = new ArrayList<>();
      List<Long> cpu = new ArrayList<>();
      LogitsRule watch =
          (row, generated, logits) -> {
            logits[shape.vocabulary() - 1] = Float.NEGATIVE_INFINITY;
            times.add(System.nanoTime());
            cpu.add(cpuNanoseconds());
          };
      Answer answer =
          model
              .generate(List.of(prompt()), DecodingOptions.greedy(steps), Optional.empty(), watch)
              .getFirst();
      double used = (cpu.getLast() - cpu.getFirst()) / 1e6 / (cpu.size() - 1);
      results.add(new Round(differences(times), used));
      return answer.tokenIds().stream().map(Integer::longValue).toList();
    }
  }

  private List<Long> bound(List<Round> results) throws IOException {
    OrtEnvironment.getEnvironment();
    BoundLoop loop = new BoundLoop(OrtC.load(unpackedLibrary()), shape, folder, threads);
    try {
      List<Long> ids = new ArrayList<>();
      results.add(loop.run(promptIds(), steps, ids));
      return ids;
    } finally {
      loop.close();
    }
  }

  private Round node(Path modules) throws IOException, InterruptedException {
    StringBuilder ids = new StringBuilder();
    for (long id : promptIds()) {
      ids.append(ids.isEmpty() ? "" : ",").append(id);
    }
    Process process =
        new ProcessBuilder(
                "node",
                Path.of("decode", "loop.mjs").toAbsolutePath().toString(),
                folder.toString(),
                Integer.toString(shape.layers()),
                Integer.toString(shape.cacheHeads()),
                Integer.toString(shape.headWidth()),
                Integer.toString(steps),
                Integer.toString(threads),
                ids.toString(),
                modules.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String line = new String(process.getInputStream().readAllBytes()).strip();
    if (process.waitFor() != 0) {
      throw new IOException("node failed; is onnxruntime-node in " + modules + "?");
    }
    double[] values = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    return new Round(Arrays.copyOf(values, values.length - 1), values[values.length - 1]);
  }

  private long[] promptIds() {
    try (Qwen2Vl model = Qwen2Vl.open(folder, QwenOptions.defaults().threads(threads))) {
      return model.encode(prompt()).ids();
    }
  }

  /** Letters are tokens here. */
  private Prompt prompt() {
    return Prompt.ask(MessageContent.text("a".repeat(promptTokens)));
  }

  /** The library that the Java API unpacked into the temporary folder of this process. */
  private static Path unpackedLibrary() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.filter(line -> line.endsWith("libonnxruntime.so"))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst()
          .orElseThrow(() -> new IOException("libonnxruntime.so is not loaded"));
    }
  }

  private static double[] differences(List<Long> times) {
    double[] steps = new double[times.size() - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (times.get(i + 1) - times.get(i)) / 1e6;
    }
    return steps;
  }

  /** CPU time of the whole process, compiler and collector included. */
  static long cpuNanoseconds() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void print(String name, List<Round> rounds) {
    double[] wall = rounds.stream().mapToDouble(round -> median(round.milliseconds())).toArray();
    double[] cpu = rounds.stream().mapToDouble(Round::cpuMilliseconds).toArray();
    System.out.printf(
        Locale.ROOT,
        "%-20s wall ms/token: best %8.3f median %8.3f   CPU ms/token: best %8.3f median %8.3f%n",
        name,
        Arrays.stream(wall).min().orElseThrow(),
        median(wall),
        Arrays.stream(cpu).min().orElseThrow(),
        median(cpu));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /**
   * @param milliseconds wall time of every step behind the prompt
   * @param cpuMilliseconds CPU time per step, on average
   */
  record Round(double[] milliseconds, double cpuMilliseconds) {}
}
