package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How what a child says is taken apart. */
class ChildProcessTest {
  private static List<String> lines(String said) throws IOException {
    BufferedReader reader = new BufferedReader(new StringReader(said));
    List<String> lines = new ArrayList<>();
    for (Optional<String> line = ChildProcess.line(reader);
        line.isPresent();
        line = ChildProcess.line(reader)) {
      lines.add(line.get());
    }
    return lines;
  }

  /**
   * Whether there is one depends on how long the child has run: it must not swallow a complaint.
   */
  @Test
  void aLineOfProgressEndsBeforeTheNextWords() throws IOException {
    assertThat(lines("[info] size= 1KiB time=00:00:01\r[aac @ 0x1] [error] lost\n[info] end"))
        .containsExactly(
            "[info] size= 1KiB time=00:00:01", "[aac @ 0x1] [error] lost", "[info] end");
  }

  @Test
  void aLineWithoutEndIsKeptInPart() throws IOException {
    assertThat(lines("x".repeat(100_000) + "\ny").getFirst()).hasSizeLessThan(2000);
  }
}
