package dev.reelframe.experiment;

import static dev.reelframe.analyzer.Analyzers.colors;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.simulated.ChildJvm;
import dev.reelframe.media.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of an experiment. */
@Tag("slow")
class KilledExperimentTest {
  private static final int KILLED_AFTER = 3;
  @TempDir Path dir;

  private static Experiment experiment(Path out) {
    return Experiment.of(colors())
        .clip(SampleClip.video().file().toString())
        .vary("workers", 1, 2)
        .warmups(0)
        .repeats(3)
        .into(out);
  }

  /** Main class of the child. */
  public static final class Killed {
    private Killed() {}

    /** Kills itself as nobody can prepare for. */
    public static void main(String[] arguments) {
      experiment(Path.of(arguments[0]))
          .run((done, total, what) -> {
            if (done == KILLED_AFTER) {
              try {
                new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
                Thread.sleep(10_000);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          });
    }
  }

  private static ChildJvm.Outcome child(Class<?> main, Path out) throws Exception {
    return new ChildJvm()
        .with("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
        .classPath(System.getProperty("java.class.path"))
        .run(main, out.toString());
  }

  @Test
  void whatHadEndedIsNotRunAgain() throws Exception {
    Path out = dir.resolve("out");
    ChildJvm.Outcome first = child(Killed.class, out);
    assertThat(first.exit()).as(first.err()).isEqualTo(128 + 9);
    List<String> before = Files.readAllLines(out.resolve("trials.jsonl"));
    assertThat(before).hasSize(1 + KILLED_AFTER);
    ChildJvm.Outcome second = child(Continued.class, out);
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(second.out()).isEqualTo("3 of 3");
    List<String> after = Files.readAllLines(out.resolve("trials.jsonl"));
    assertThat(after).hasSize(1 + 6).startsWith(before.toArray(String[]::new));
  }

  /** Main class of the child that goes on. */
  public static final class Continued {
    private Continued() {}

    /** Says how many trials were left. */
    public static void main(String[] arguments) {
      String[] last = new String[1];
      experiment(Path.of(arguments[0])).run((done, total, what) -> last[0] = done + " of " + total);
      System.out.println(last[0]);
    }
  }
}
