package dev.reelframe.pipeline;

import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.Span;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.PageWidth;
import dev.reelframe.chart.Picture;
import dev.reelframe.clip.ClipFiles;
import dev.reelframe.clip.ShotIntervals;
import dev.reelframe.media.ClipFormat;
import dev.reelframe.media.Frame;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.Video;
import dev.reelframe.table.Interval;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.PerSecond;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import tech.tablesaw.api.Table;

/**
 * What a run found.
 *
 * @param video the input
 * @param results one per analyzer, required ones first
 * @param end where decoding ended
 * @param damage what was wrong with the stream, where something was
 * @param cost what it took
 * @param keyframes a few small pictures, evenly spread, in BGR; none where no picture was decoded
 */
public record Analysis(
    Video video,
    List<AnalyzerResult> results,
    StreamEnd end,
    Optional<String> damage,
    Cost cost,
    List<Frame> keyframes) {
  /** Most frames of one {@link #annotated} picture. */
  private static final int MAX_FRAMES = 24;

  /**
   * An analyzer's table.
   *
   * @throws IllegalArgumentException where no such analyzer ran, or it has no table; the message
   *     says why
   */
  public MeasuredTable table(String name) {
    AnalyzerResult result = result(name);
    return result
        .table()
        .orElseThrow(() ->
            new IllegalArgumentException(
                name + " has no table: " + result.state().word() + ", " + result.state().reason()));
  }

  /**
   * An analyzer's table, or, where it was skipped or failed, one with its columns and no row; the
   * table's state says which, and why. For code that is to go on either way.
   *
   * @throws IllegalArgumentException where no such analyzer ran
   */
  public MeasuredTable tableOrEmpty(String name) {
    AnalyzerResult result = result(name);
    return result
        .table()
        .orElseGet(() ->
            MeasuredTable.of(
                result.spec().schema().rows().table(),
                result.spec().schema(),
                Provenance.of(name, result.spec().version(), Map.of()),
                result.state(),
                Optional.empty()));
  }

  /** An analyzer's measurements per frame or window. */
  public MeasuredTable signal(String name) {
    return table(name)
        .signal()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no signal table"));
  }

  /** How an analyzer of the run ended, and why. */
  public State state(String name) {
    return result(name).state();
  }

  /**
   * What an analyzer of the run gave.
   *
   * @throws IllegalArgumentException where none of that name took part
   */
  public AnalyzerResult result(String name) {
    return results.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no analyzer "
                    + name
                    + " in this run: "
                    + results.stream().map(AnalyzerResult::name).toList()));
  }

  /** All tables there are, in the order of the results. */
  public List<MeasuredTable> tables() {
    return results.stream().flatMap(r -> r.table().stream()).toList();
  }

  /** Length of the time axis, seconds. */
  public double durationS() {
    return end.durationS();
  }

  /**
   * Share of the time axis that an analyzer's intervals cover, 0..1; empty for a table of moments
   * or none.
   */
  public Optional<Double> coverage(String name) {
    return result(name)
        .table()
        .filter(t -> t.schema().columnNames().getFirst().equals("start_s") && durationS() > 0)
        .map(t -> Interval.coverage(Interval.of(t), new Interval(0, durationS())));
  }

  /** One wide row per second, across analyzers. */
  public Table perSecond() {
    return PerSecond.of(tables(), durationS());
  }

  /** One row per analyzer: state, rows, coverage, seconds, reason. */
  public Table summary() {
    return Summary.of(this);
  }

  /** The seven criteria, each with its measurement. */
  public MeasuredTable scorecard() {
    return Scorecard.of(this);
  }

  /** What took how long: a row for each kind of work, on the run's own clock. */
  public MeasuredTable profile() {
    return cost.table();
  }

  /** When each analyzer and the decoder worked, and what they did, over the seconds of the run. */
  public Picture gantt() {
    return cost.gantt();
  }

  /** In words: where the time went, and what would help. */
  public String whereTheTimeWent() {
    return TimeSpent.of(this).sentence();
  }

  /**
   * Writes what {@link #gantt} shows, call by call, as a trace that Perfetto and Chrome open.
   *
   * @return the file
   */
  public Path trace(Path file) throws IOException {
    return TraceFile.write(this, file);
  }

  /** The same run, with what was done after its end. */
  Analysis and(Span more) {
    return new Analysis(video, results, end, damage, cost.and(more), keyframes);
  }

  /** A lane per analyzer over seconds, keyframes above. */
  public Picture timeline() {
    return timeline(PageWidth.WIDE);
  }

  /** The same for a page of that width; a narrow one has no keyframes. */
  public Picture timeline(PageWidth width) {
    return Charts.timeline(video.name(), durationS(), keyframes(), results, width);
  }

  /**
   * Frames with what was seen in them drawn over them: things, faces with age and expression,
   * poses, eyes, captions. They are decoded again, so the file must still be there.
   *
   * @param timesS moments, seconds; 1 to 24
   */
  public Picture annotated(double... timesS) {
    if (timesS.length == 0 || timesS.length > MAX_FRAMES) {
      throw new IllegalArgumentException(
          timesS.length + " moments to draw: name 1 to " + MAX_FRAMES + ", in seconds");
    }
    List<Frame> frames = Arrays.stream(timesS).mapToObj(video::frame).toList();
    return Charts.annotated(video.name(), frames, tables());
  }

  /**
   * Writes the clip with boxes, keypoints, captions and what is said drawn in; frames keep their
   * times, the sound is there.
   *
   * @param file ends in {@code .mp4} or {@code .webm}
   * @return the file
   */
  public Path annotated(Path file) throws IOException {
    return ClipFiles.annotated(video, tables(), file);
  }

  /**
   * Writes a moment of the clip with what was seen drawn in.
   *
   * @param fromS seconds
   * @param toS seconds
   * @param file ends in {@code .gif}, {@code .webp}, {@code .mp4} or {@code .webm}
   * @return the file
   */
  public Path moment(double fromS, double toS, Path file) throws IOException {
    return ClipFiles.moment(video, tables(), new Interval(fromS, toS), file);
  }

  /**
   * Writes a file for each shot, beginning with the frame after its cut. Files of other names that
   * are in the folder stay, those of an earlier call with more shots too.
   *
   * @param folder made where it is not there
   * @return {@code shot-001.mp4} and so on
   * @throws IllegalArgumentException where {@code cut_analysis} did not run, was skipped or failed;
   *     the message says why
   */
  public List<Path> split(Path folder) throws IOException {
    return ClipFiles.split(video, shots(), folder, ClipFormat.MP4);
  }

  /**
   * A picture from the middle of each shot, with its number and time.
   *
   * @throws IllegalArgumentException where {@code cut_analysis} did not run, was skipped or failed;
   *     the message says why
   */
  public Picture contactSheet() throws IOException {
    return ClipFiles.contactSheet(video, shots());
  }

  private List<Interval> shots() {
    return ShotIntervals.of(Optional.of(table("cut_analysis")), durationS());
  }

  /**
   * The clip with its timeline and its rows, to play, search and filter: shows itself at the end of
   * a cell.
   */
  public RunPage player() {
    return player(
        ServiceLoader.load(RunPageMaker.class, RunPageMaker.class.getClassLoader())
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "no player on the class path: use the whole toolkit jar, META-INF/services"
                        + " included")));
  }

  /** The same by a maker of one's own. */
  public RunPage player(RunPageMaker maker) {
    return maker.player(this);
  }

  /** An analyzer's table over seconds; why there is none, where it was skipped or failed. */
  public Picture plot(String name) {
    return Charts.plot(tableOrEmpty(name), durationS(), PageWidth.WIDE);
  }

  /**
   * Writes CSV and Parquet tables, {@code analysis.json} and everything else into a folder of its
   * own.
   */
  public Path save(Path folder) throws IOException {
    return save(folder, EnumSet.of(TableFormat.CSV, TableFormat.PARQUET));
  }

  /**
   * Writes the run in the place of what an earlier run wrote there.
   *
   * @return the folder
   * @throws RunFolder.FolderBusy where another run writes the folder
   */
  public Path save(Path folder, Collection<TableFormat> formats) throws IOException {
    try (RunFolder target = RunFolder.claim(folder)) {
      return save(target, formats);
    }
  }

  /** Writes the run into a folder that was claimed before. */
  public Path save(RunFolder folder, Collection<TableFormat> formats) throws IOException {
    SavedRun.write(this, folder, formats);
    return folder.path();
  }

  @Override
  public String toString() {
    return video + "\n" + summary().printAll();
  }
}
