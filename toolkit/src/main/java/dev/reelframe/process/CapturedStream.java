package dev.reelframe.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a stream of a child to its end, beside whoever waits; keeps the first bytes. */
public final class CapturedStream {
  private final Thread reader;
  private volatile byte[] kept = new byte[0];

  /**
   * @param most bytes that are kept
   */
  public CapturedStream(InputStream in, int most) {
    reader =
        Thread.ofVirtual()
            .start(() -> {
              try (in) {
                kept = in.readNBytes(most);
                in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // The child was killed.
              }
            });
  }

  /** What was kept, once the stream has ended; waits for that no longer than two seconds. */
  public String text() {
    try {
      reader.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new String(kept, StandardCharsets.UTF_8);
  }
}
