package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files by the hundred, the same ones every time: each is answered with what is left of it
 * or with a typed error, within 20 seconds; no child and no temporary file stays behind.
 */
@Tag("slow")
class MediaTortureTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int STEPS = 19;
  private static final int FLIPPED = 1000;
  private static final int RANDOM = 200;

  /** Beginnings that a demuxer is chosen by. */
  private static final byte[][] MAGIC = {
    {},
    {0, 0, 0, 32, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'},
    {0, 0, 1, 0, 'm', 'o', 'o', 'v'},
    {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3},
    {'R', 'I', 'F', 'F', 0, 1, 0, 0, 'A', 'V', 'I', ' '},
    {'R', 'I', 'F', 'F', 0, 1, 0, 0, 'W', 'A', 'V', 'E'},
    {'O', 'g', 'g', 'S'},
    {'f', 'L', 'a', 'C'},
    {'F', 'L', 'V', 1, 5},
    {'G', 'I', 'F', '8', '9', 'a'},
    {0, 0, 1, (byte) 0xBA},
    {'I', 'D', '3', 3, 0}
  };

  /** A sound clip and what it is called. */
  private record Whole(String name, byte[] bytes) {}

  private record Case(String name, byte[] bytes) {}

  @TempDir static Path dir;
  private static List<Whole> wholes;

  @BeforeAll
  static void draw() throws IOException {
    wholes = new ArrayList<>();
    // H.264 + AAC, FFV1 + float PCM, MPEG-2 + MP2, MPEG-4 + AC-3, VP8 + Opus, Motion JPEG + PCM,
    // sound alone.
    wholes.add(clip("h264.mp4", "-g", "12", "-movflags", "+faststart"));
    wholes.add(clip("ffv1.mkv"));
    wholes.add(clip("mpeg2.ts", "-c:v", "mpeg2video", "-c:a", "mp2"));
    wholes.add(clip("mpeg4.avi", "-c:v", "mpeg4", "-c:a", "ac3"));
    wholes.add(clip("vp8.webm", "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"));
    wholes.add(clip("tail.mov", "-c:v", "mjpeg", "-c:a", "pcm_s16le"));
    wholes.add(sound("tone.flac"));
    wholes.add(sound("tone.wav"));
  }

  private static Whole clip(String name, String... options) throws IOException {
    Path file =
        SyntheticClip.of(96, 128, 25)
            .draw(
                30,
                (n, g) -> {
                  g.setColor(n < 15 ? Color.RED : Color.BLUE);
                  g.fillOval(n, 2 * n, 50, 50);
                })
            .sound(16_000, t -> 0.3 * Math.sin(t * 2000))
            .options(options)
            .write(dir.resolve(name));
    return new Whole(name, Files.readAllBytes(file));
  }

  private static Whole sound(String name) throws IOException {
    Path file =
        SyntheticClip.soundOnly()
            .sound(16_000, 1, t -> 0.3 * Math.sin(t * 2000))
            .write(dir.resolve(name));
    return new Whole(name, Files.readAllBytes(file));
  }

  @AfterEach
  void nothingStays() throws IOException {
    assertThat(
            ProcessHandle.current()
                .descendants()
                .map(p -> p.info().command().orElse(""))
                .filter(
                    c -> c.contains("ffmpeg") || c.contains("ffprobe") || c.contains("prlimit")))
        .isEmpty();
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(wholes.stream().map(Whole::name).toList());
    }
  }

  @Test
  void truncatedFiles() throws Exception {
    List<Case> cases = new ArrayList<>();
    for (Whole whole : wholes.subList(0, 3)) {
      for (int step = 1; step <= STEPS; step++) {
        int length = (int) ((long) whole.bytes().length * step / (STEPS + 1));
        cases.add(
            new Case(
                whole.name() + " at " + 5 * step + " %", Arrays.copyOf(whole.bytes(), length)));
      }
    }
    assertThat(cases).hasSize(57);
    answerAll(cases);
  }

  @Test
  void flippedBytes() throws Exception {
    Random random = new Random(20261122);
    List<Case> cases = new ArrayList<>();
    for (int n = 0; n < FLIPPED; n++) {
      Whole whole = wholes.get(n % wholes.size());
      byte[] bytes = whole.bytes().clone();
      // Every second case aims at the headers, where lengths and counts stand.
      int reach = n / wholes.size() % 2 == 0 ? Math.min(2048, bytes.length) : bytes.length;
      for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
        bytes[random.nextInt(reach)] ^= (byte) (1 + random.nextInt(255));
      }
      cases.add(new Case(whole.name() + " flip " + n, bytes));
    }
    answerAll(cases);
  }

  @Test
  void randomBytes() throws Exception {
    Random random = new Random(7);
    List<Case> cases = new ArrayList<>();
    for (int n = 0; n < RANDOM; n++) {
      byte[] bytes = new byte[1 + random.nextInt(50_000)];
      random.nextBytes(bytes);
      byte[] magic = MAGIC[n % MAGIC.length];
      System.arraycopy(magic, 0, bytes, 0, Math.min(magic.length, bytes.length));
      cases.add(new Case("random " + n, bytes));
    }
    answerAll(cases);
  }

  private static void answerAll(List<Case> cases) throws Exception {
    List<String> wrong = new ArrayList<>();
    try (ExecutorService workers =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      List<Future<String>> answers =
          cases.stream()
              .map(each -> workers.submit((Callable<String>) () -> answer(each)))
              .toList();
      for (Future<String> answer : answers) {
        if (!answer.get().isEmpty()) {
          wrong.add(answer.get());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What was wrong with the answer; empty where nothing was. */
  private static String answer(Case each) throws IOException {
    Path file = Files.write(Files.createTempFile(dir, "case", ".mp4"), each.bytes());
    long start = System.nanoTime();
    String wrong = "";
    try {
      Video video = Video.open(file);
      List<View> views =
          Stream.<View>of(Frames.all().width(48), Audio.mono(16_000)).filter(video::has).toList();
      try (Decoding decoding = video.decode(views)) {
        while (decoding.next().isPresent()) {
          // Read to the end.
        }
      }
    } catch (MediaException e) {
      wrong = e.getMessage().isBlank() ? each.name() + ": an error without a word" : "";
    } catch (Exception | OutOfMemoryError e) {
      wrong = each.name() + ": " + e;
    } finally {
      Files.delete(file);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    return took.compareTo(LIMIT) > 0 ? each.name() + " took " + took : wrong;
  }
}
