package dev.reelframe.gpu.check;

import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.GpuProbe;
import dev.reelframe.gpu.GpuReport;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.OpenHandles;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.error.GpuException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A program that tries everything of this module on the GPUs of a machine and prints a table. Ends
 * with 0 when all is as it should be (also where there is no GPU: that is an answer), 1 when a
 * check failed, 2 for a wrong call.
 *
 * <p>Options: {@code --device N|UUID}, {@code --mib SIZE} of the copies (256), {@code --seconds N}
 * of the sampler's watch (4), {@code --frame WIDTHxHEIGHT} (1920x1080).
 */
public final class GpuCheck {
  private record Options(String device, long mib, double seconds, int width, int height) {
    static Options parse(String[] arguments) {
      Options o = new Options("", 256, 4, 1920, 1080);
      for (int i = 0; i < arguments.length; i += 2) {
        if (i + 1 == arguments.length) {
          throw new IllegalArgumentException(arguments[i] + " wants a value");
        }
        o = o.with(arguments[i], arguments[i + 1]);
      }
      return o;
    }

    private Options with(String name, String value) {
      return switch (name) {
        case "--device" -> new Options(value, mib, seconds, width, height);
        case "--mib" -> new Options(device, Long.parseLong(value), seconds, width, height);
        case "--seconds" -> new Options(device, mib, Double.parseDouble(value), width, height);
        case "--frame" -> {
          String[] size = value.split("x", 2);
          yield new Options(
              device, mib, seconds, Integer.parseInt(size[0]), Integer.parseInt(size[1]));
        }
        default -> throw new IllegalArgumentException("there is no option " + name);
      };
    }
  }

  private GpuCheck() {}

  public static void main(String[] arguments) {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (RuntimeException wrong) {
      System.err.println(
          wrong.getMessage()
              + "\nusage: gpu-check [--device N|UUID] [--mib SIZE] [--seconds N] [--frame WxH]");
      System.exit(2);
      return;
    }
    GpuProbe probe = Gpu.probe();
    System.out.println("# GPU check, " + LocalDate.now() + "\n\n" + probe.line());
    boolean ok = true;
    for (Gpu gpu :
        options.device.isEmpty() ? probe.devices() : List.of(Gpu.select(options.device))) {
      ok &= print(gpu, options);
    }
    if (probe.isPresent()) {
      System.out.println("\n```\n" + GpuReport.now().text() + "\n```");
    }
    System.exit(ok ? 0 : 1);
  }

  private static boolean print(Gpu gpu, Options options) {
    System.out.println(
        "\n## "
            + gpu.name()
            + " ("
            + gpu.architecture()
            + ", "
            + gpu.capability()
            + ")\n\nJava "
            + Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + "\n\n| check | measured | held against | |\n|---|---|---|---|");
    List<CheckRow> rows = check(gpu, options);
    rows.forEach(System.out::println);
    return rows.stream().noneMatch(r -> r.verdict() == CheckRow.Verdict.FAILED);
  }

  private static List<CheckRow> check(Gpu gpu, Options options) {
    List<CheckRow> rows = new ArrayList<>();
    try (Context context = Context.primary(gpu)) {
      Stream stream = context.stream();
      long bytes = MemoryCheck.size(context, options.mib);
      int side = Math.min(640, options.width);
      part(rows, "memory", () -> new MemoryCheck(context, stream, bytes).rows());
      part(
          rows,
          "kernels",
          () -> new KernelCheck(context, stream, options.width, options.height, side).rows());
      part(rows, "timing", () -> new TimingCheck(context, stream, bytes).rows());
      part(rows, "scheduler", () -> new ScheduleCheck(context, bytes).rows());
      part(rows, "sampler", () -> new SamplerCheck(context, stream, bytes, options.seconds).rows());
      stream.close();
      rows.add(
          CheckRow.judged(
              "open handles",
              context.openResources() + " left in the context",
              "none",
              context.openResources() == 0));
    } catch (GpuException failed) {
      rows.add(CheckRow.judged("context", failed.getMessage(), "closes", false));
    }
    rows.add(
        CheckRow.judged(
            "handles after closing",
            OpenHandles.now().toString(),
            "{}",
            OpenHandles.now().isEmpty()));
    return rows;
  }

  /** A part that breaks costs its own rows only. */
  private static void part(List<CheckRow> rows, String name, Supplier<List<CheckRow>> part) {
    try {
      rows.addAll(part.get());
    } catch (RuntimeException failed) {
      rows.add(CheckRow.judged(name, failed.toString().replace('|', '/'), "runs", false));
    }
  }
}
