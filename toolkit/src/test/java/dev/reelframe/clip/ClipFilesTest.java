package dev.reelframe.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.chart.Picture;
import dev.reelframe.media.Audio;
import dev.reelframe.media.AudioBlock;
import dev.reelframe.media.ClipFormat;
import dev.reelframe.media.ClipWriter;
import dev.reelframe.media.Decoding;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.MediaException;
import dev.reelframe.media.SyntheticClip;
import dev.reelframe.media.Video;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three shots of one colour each, of a rate that varies, under a tone that sounds in the middle.
 */
class ClipFilesTest {
  private static final int WIDTH = 241;
  private static final int HEIGHT = 320;
  private static final int RATE_HZ = 16_000;
  private static final Color[] SHOTS = {Color.RED, Color.GREEN, Color.BLUE};
  private static final int FRAMES_PER_SHOT = 12;
  private static final Schema SCHEMA =
      Schema.intervals("object_detection", "a thing").text("label", "what").box();

  @TempDir static Path dir;
  private static Video clip;
  private static List<Frame> original;
  private static List<Interval> shots;

  @BeforeAll
  static void draw() {
    SyntheticClip drawn = SyntheticClip.of(WIDTH, HEIGHT, 25);
    for (Color colour : SHOTS) {
      drawn.draw(
          FRAMES_PER_SHOT,
          (n, g) -> {
            g.setColor(colour);
            g.fillRect(0, 0, WIDTH, HEIGHT);
          });
    }
    Path file =
        drawn
            // Steps of 30 and 50 ms in turn.
            .pts("(N*40+10*mod(N\\,2))*90")
            .sound(RATE_HZ, t -> t > 0.6 && t < 0.9 ? 0.5 * Math.sin(2 * Math.PI * 440 * t) : 0)
            .write(dir.resolve("clip.mkv"));
    clip = Video.open(file);
    original = frames(clip);
    shots =
        List.of(
            new Interval(0, original.get(FRAMES_PER_SHOT).timeS()),
            new Interval(
                original.get(FRAMES_PER_SHOT).timeS(), original.get(2 * FRAMES_PER_SHOT).timeS()),
            new Interval(original.get(2 * FRAMES_PER_SHOT).timeS(), 1.44));
  }

  private static List<Frame> frames(Video video) {
    List<Frame> frames = new ArrayList<>();
    try (Decoding decoding = video.decode(List.of(Frames.all()))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        frames.add((Frame) next.get().item());
      }
    }
    return frames;
  }

  /** Loudest sample of each tenth of a second. */
  private static List<Float> peaks(Path file) {
    List<Float> peaks = new ArrayList<>();
    try (Decoding decoding = Video.open(file).decode(List.of(Audio.mono(RATE_HZ)))) {
      for (var next = decoding.next(); next.isPresent(); next = decoding.next()) {
        float peak = 0;
        for (float sample : ((AudioBlock) next.get().item()).samples()) {
          peak = Math.max(peak, Math.abs(sample));
        }
        peaks.add(peak);
      }
    }
    return peaks;
  }

  private static MeasuredTable aBox(double startS, double endS, int x, int y, int w, int h) {
    Rows rows = SCHEMA.rows();
    rows.add(startS, endS, "thing", (double) x, (double) y, (double) w, (double) h);
    Provenance from = Provenance.of("object_detection", "1", Map.of());
    return MeasuredTable.of(rows.table(), SCHEMA, from, State.OK, Optional.empty());
  }

  private static Color pixel(Frame frame, int x, int y) {
    int at = 3 * (y * frame.width() + x);
    byte[] bgr = frame.data();
    return new Color(bgr[at + 2] & 0xFF, bgr[at + 1] & 0xFF, bgr[at] & 0xFF);
  }

  private static boolean like(Color a, Color b) {
    return Math.abs(a.getRed() - b.getRed())
            + Math.abs(a.getGreen() - b.getGreen())
            + Math.abs(a.getBlue() - b.getBlue())
        < 90;
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.mp4", "out.webm"})
  void anAnnotatedClipHasTheSameFramesAtTheSameTimesAndTheBoxWhereTheRowSays(String name)
      throws Exception {
    double from = original.get(FRAMES_PER_SHOT).timeS();
    double to = original.get(2 * FRAMES_PER_SHOT).timeS();
    Path file =
        ClipFiles.annotated(
            clip, List.of(aBox(from, to, 60, 120, 100, 80)), dir.resolve("a").resolve(name));
    Video written = Video.open(file);
    List<Frame> frames = frames(written);
    assertThat(frames).hasSameSizeAs(original);
    for (int n = 0; n < frames.size(); n++) {
      Frame frame = frames.get(n);
      assertThat(frame.timeS()).as("frame %d", n).isCloseTo(original.get(n).timeS(), within(1e-3));
      Color ground = SHOTS[n / FRAMES_PER_SHOT];
      boolean boxed = n / FRAMES_PER_SHOT == 1;
      for (int[] edge : new int[][] {{60, 160}, {160, 160}, {110, 200}}) {
        assertThat(like(pixel(frame, edge[0], edge[1]), ground))
            .as("the box's edge at %d, %d of frame %d", edge[0], edge[1], n)
            .isEqualTo(!boxed);
      }
      assertThat(like(pixel(frame, 110, 160), ground)).as("inside of the box").isTrue();
      assertThat(like(pixel(frame, 30, 160), ground)).as("beside the box").isTrue();
    }
    assertThat(written.durationS().orElseThrow()).isCloseTo(1.44, within(0.03));
    List<Float> peaks = peaks(file);
    assertThat(peaks.subList(7, 9)).allMatch(peak -> peak > 0.3);
    assertThat(peaks.subList(0, 5)).allMatch(peak -> peak < 0.05);
    assertThat(Stream.of(dir.resolve("a").toFile().list()).filter(n -> n.startsWith(".")))
        .isEmpty();
  }

  @Test
  void aFileForEachShotBeginsAtItsCutAndAllAddUpToTheClip() throws Exception {
    List<Path> files = ClipFiles.split(clip, shots, dir.resolve("shots"), ClipFormat.MP4);
    assertThat(files)
        .extracting(f -> f.getFileName().toString())
        .containsExactly("shot-001.mp4", "shot-002.mp4", "shot-003.mp4");
    double sum = 0;
    for (int shot = 0; shot < files.size(); shot++) {
      Video part = Video.open(files.get(shot));
      List<Frame> frames = frames(part);
      assertThat(frames).hasSize(FRAMES_PER_SHOT);
      for (int n = 0; n < FRAMES_PER_SHOT; n++) {
        double expected =
            original.get(shot * FRAMES_PER_SHOT + n).timeS() - shots.get(shot).startS();
        assertThat(frames.get(n).timeS()).isCloseTo(expected, within(1e-3));
        assertThat(like(pixel(frames.get(n), 120, 160), SHOTS[shot]))
            .as("frame %d of shot %d", n, shot)
            .isTrue();
      }
      assertThat(part.durationS().orElseThrow()).isCloseTo(shots.get(shot).length(), within(0.03));
      sum += part.durationS().orElseThrow();
    }
    assertThat(sum).isCloseTo(1.44, within(0.09));
    // The tone begins at 0.6 s of the clip, 0.12 s after the first cut.
    assertThat(peaks(files.get(0))).allMatch(peak -> peak < 0.05);
    assertThat(peaks(files.get(1)).subList(2, 4)).allMatch(peak -> peak > 0.3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"moment.gif", "moment.webp", "moment.mp4"})
  void aMomentHoldsWhatIsShownInIt(String name) throws Exception {
    Path file =
        ClipFiles.moment(
            clip, List.of(aBox(0, 2, 60, 120, 100, 80)), new Interval(0.6, 1.2), dir.resolve(name));
    assertThat(Files.size(file)).isGreaterThan(100);
    if (!name.endsWith(".webp")) { // ffmpeg writes animated WebP and reads none
      List<Frame> frames = frames(Video.open(file));
      assertThat(frames.getFirst().timeS()).isZero();
      assertThat(frames.getLast().timeS()).isBetween(0.45, 0.6);
      assertThat(like(pixel(frames.getFirst(), 120, 160), Color.GREEN)).isTrue();
      assertThat(like(pixel(frames.getFirst(), 60, 160), Color.GREEN)).isFalse();
      assertThat(like(pixel(frames.getLast(), 120, 160), Color.BLUE)).isTrue();
    }
  }

  @Test
  void aMomentKeepsTheEndOfItsSound() throws Exception {
    Path file = ClipFiles.moment(clip, List.of(), new Interval(0.6, 0.85), dir.resolve("end.mp4"));
    assertThat(peaks(file).subList(0, 3)).allMatch(peak -> peak > 0.3);
  }

  @Test
  void shotsAreWrittenAsWebmTooAndNotAsAnimations() throws Exception {
    List<Interval> whole = List.of(new Interval(0, 1.44));
    assertThat(ClipFiles.split(clip, whole, dir.resolve("webm"), ClipFormat.WEBM))
        .containsExactly(dir.resolve("webm").resolve("shot-001.webm"));
    assertThatThrownBy(() -> ClipFiles.split(clip, whole, dir.resolve("gif"), ClipFormat.GIF))
        .hasMessageContaining(".mp4 or .webm");
  }

  @Test
  void anInterruptEndsACallAndLeavesNothing() throws Exception {
    Path place = Files.createDirectories(dir.resolve("cancelled"));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> ClipFiles.annotated(clip, List.of(), place.resolve("a.mp4")),
            () -> ClipFiles.split(clip, shots, place, ClipFormat.MP4),
            () -> ClipFiles.contactSheet(clip, shots))) {
      assertIsCancelled(call);
    }
    Path left = Files.writeString(place.resolve(".clip-b.mp4"), "of a process that was killed");
    ClipWriter.Shape shape = new ClipWriter.Shape(WIDTH, HEIGHT, 25, Optional.empty());
    try (ClipWriter writer = ClipWriter.open(place.resolve("b.mp4"), shape)) {
      writer.picture(0, 0.04, original.getFirst().data());
      assertIsCancelled(writer::finish);
    }
    assertThat(left).doesNotExist();
    assertThat(place).isEmptyDirectory();
  }

  private static void assertIsCancelled(ThrowingCallable call) {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(call).isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
    }
  }

  @Test
  void whatTheEncoderSaidIsPassedOnAndForMp4AnotherEnding() {
    assertThatThrownBy(() -> writeNothing("nothing.mp4"))
        .isInstanceOf(MediaException.EncoderFailed.class)
        .hasMessageContaining("Error opening input")
        .hasMessageContaining("(.webm)");
    assertThatThrownBy(() -> writeNothing("nothing.webm"))
        .hasMessageContaining("Error opening input")
        .hasMessageNotContaining("(.webm)");
  }

  private static void writeNothing(String name) throws IOException {
    ClipWriter.Shape none = new ClipWriter.Shape(0, 0, 25, Optional.empty());
    try (ClipWriter writer = ClipWriter.open(dir.resolve(name), none)) {
      writer.finish();
    }
  }

  @Test
  void soundWithoutAPictureIsNoMoment() {
    Path file =
        SyntheticClip.of(64, 64, 25)
            .draw(5, (n, g) -> {})
            .sound(RATE_HZ, 1, t -> 0.5 * Math.sin(2 * Math.PI * 440 * t))
            .write(dir.resolve("longer.mkv"));
    Path to = dir.resolve("sound").resolve("x.mp4");
    assertThatThrownBy(
            () -> ClipFiles.moment(Video.open(file), List.of(), new Interval(0.5, 0.8), to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no picture");
    assertThat(to.getParent()).isEmptyDirectory();
  }

  @Test
  void whereCutsWereNotFoundOutTheReasonIsSaidAndNoShotMadeUp() {
    Analyzer broken =
        Analyzer.named("cut_analysis")
            .reads(Frames.every(1).width(32))
            .returns(Schema.frames("cut_analysis", "cuts").number("a_ratio", "a"))
            .perFrame((frame, rows) -> {
              throw new IllegalStateException("the fuse blew");
            });
    Analysis run = Pipeline.of(broken).run(clip);
    assertThatThrownBy(run::contactSheet)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the fuse blew");
    assertThatThrownBy(() -> run.split(dir.resolve("none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the fuse blew");
  }

  @Test
  void aContactSheetShowsTheMiddleOfEachShot() throws Exception {
    Picture sheet = ClipFiles.contactSheet(clip, shots);
    String svg = sheet.svg();
    assertThat(svg.split("<image", -1)).hasSize(4);
    assertThat(svg).contains("1 · 0.00–0.48 s", "3 · 0.96–1.44 s");
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeAnythingIsDecoded() {
    assertThatThrownBy(() -> ClipFiles.annotated(clip, List.of(), dir.resolve("x.avi")))
        .hasMessageContaining(".mp4, .webm, .gif, .webp");
    assertThatThrownBy(() -> ClipFiles.annotated(clip, List.of(), dir.resolve("x.gif")))
        .hasMessageContaining("an animation of a moment");
    assertThatThrownBy(
            () -> ClipFiles.moment(clip, List.of(), new Interval(0, 30), dir.resolve("x.gif")))
        .hasMessageContaining("at most 20 s");
    assertThatThrownBy(
            () -> ClipFiles.moment(clip, List.of(), new Interval(5, 6), dir.resolve("x.gif")))
        .hasMessageContaining("no picture");
    assertThat(dir.resolve("x.gif")).doesNotExist();
  }
}
