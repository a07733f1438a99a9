package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Span;
import dev.reelframe.analyzer.Stage;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.media.DecoderProgram;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.MediaLimits;
import dev.reelframe.media.Video;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.Sha256;
import dev.reelframe.results.Manifest;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.SchemaJson;
import dev.reelframe.table.TableFiles;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import tech.tablesaw.columns.Column;

/**
 * A run as files: {@code tables/}, {@code profile.*}, {@code analysis.json}, and what the {@link
 * RunWriter}s add.
 */
final class SavedRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static final String TABLES = "tables";

  private SavedRun() {}

  /**
   * Writes a run into a folder that is its own.
   *
   * @return the run, with the time that writing took: of the tables in the profile that is written
   */
  static Analysis write(Analysis done, RunFolder target, Collection<TableFormat> formats)
      throws IOException {
    double startS = done.cost().nowS();
    long startCpu = THREADS.getCurrentThreadCpuTime();
    Path folder = target.staging();
    List<Path> files = new ArrayList<>();
    for (MeasuredTable table : done.tables()) {
      files.addAll(TableFiles.write(table, folder.resolve(TABLES), formats));
    }
    Analysis run = done.and(writing(startS, startCpu, done.cost()));
    files.addAll(TableFiles.write(run.profile(), folder, formats));
    Optional<MeasuredTable> source = SourceTable.of(run.video());
    if (source.isPresent()) {
      files.addAll(TableFiles.write(source.get(), folder, formats));
    }
    for (RunWriter writer : ServiceLoader.load(RunWriter.class)) {
      files.addAll(writer.write(run, folder));
    }
    Path manifest = folder.resolve(Manifest.FILE);
    Files.writeString(
        manifest, manifest(run, target.path(), folder, files), StandardCharsets.UTF_8);
    target.publish(manifest);
    return done.and(writing(startS, startCpu, done.cost()));
  }

  private static Span writing(double startS, long startCpu, Cost cost) {
    double cpuS = (THREADS.getCurrentThreadCpuTime() - startCpu) / 1e9;
    return Span.of("files", Stage.WRITE, Activity.WRITE, startS, cost.nowS(), cpuS);
  }

  /** Copies a run, in the place of what an earlier run left there. */
  static void copy(Path from, Path to) throws IOException {
    Path manifest = from.resolve(Manifest.FILE);
    try (RunFolder target = RunFolder.claim(to)) {
      for (var file : JSON.readTree(manifest.toFile()).path("files").properties()) {
        Path place = target.staging().resolve(file.getKey());
        Files.createDirectories(place.getParent());
        Files.copy(from.resolve(file.getKey()), place);
      }
      target.publish(Files.copy(manifest, target.staging().resolve(Manifest.FILE)));
    }
  }

  private static String manifest(Analysis run, Path place, Path folder, List<Path> files)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("reelframe", version());
    root.set("source", source(run, place));
    root.set("run", run(run));
    ArrayNode analyzers = root.putArray("analyzers");
    run.results().forEach(result -> analyzers.add(analyzer(run, result)));
    root.set("scorecard", records(run.scorecard()));
    ObjectNode written = root.putObject("files");
    for (Path file : files) {
      written
          .putObject(folder.relativize(file).toString().replace('\\', '/'))
          .put("bytes", Files.size(file))
          .put("sha256", Sha256.of(file));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static String version() {
    String version = SavedRun.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * @param place where the manifest will stand
   */
  private static ObjectNode source(Analysis run, Path place) throws IOException {
    MediaInfo info = run.video().info();
    ObjectNode source = JSON.createObjectNode();
    run.video()
        .url()
        .ifPresentOrElse(
            url -> source.put("url", url),
            () -> source.put("file", run.video().file().getFileName().toString()));
    if (run.video().url().isEmpty()) {
      path(place, run.video().file()).ifPresent(path -> source.put("path", path));
    }
    source.put("sha256", run.video().sha256());
    source.put("bytes", info.bytes());
    source.put("container", info.container());
    source.put("duration_s", run.durationS());
    source.put("frames", run.end().frames());
    info.durationS().ifPresent(d -> source.put("stated_duration_s", d));
    info.picture()
        .ifPresent(p ->
            source
                .putObject("picture")
                .put("codec", p.codec())
                .put("width_px", p.width())
                .put("height_px", p.height())
                .put("rotation_deg", p.rotationDegrees())
                .put("variable_frame_rate", p.variableFrameRate())
                .put("bit_depth", p.bitDepth())
                .put("frame_rate_hz", p.frameRate().orElse(null)));
    info.sound()
        .ifPresent(s ->
            source
                .putObject("sound")
                .put("codec", s.codec())
                .put("rate_hz", s.rateHz())
                .put("channels", s.channels()));
    ArrayNode tracks = source.putArray("tracks");
    info.tracks().forEach(track -> tracks.add(track(info, track)));
    MediaLimits limits = run.video().limits();
    source.putObject("limits").put("duration_s", limits.seconds()).put("bytes", limits.bytes());
    if (!run.end().gaps().isEmpty()) {
      ArrayNode gaps = source.putArray("sound_gaps");
      run.end()
          .gaps()
          .forEach(g -> gaps.addObject().put("start_s", g.startS()).put("end_s", g.endS()));
    }
    if (!run.end().notes().isEmpty()) {
      ArrayNode notes = source.putArray("notes");
      run.end().notes().forEach(notes::add);
    }
    run.damage().ifPresent(d -> source.put("damage", d));
    return source;
  }

  /** A track, and whether it is the one that was read. */
  private static ObjectNode track(MediaInfo info, MediaInfo.Track track) {
    ObjectNode node = JSON.createObjectNode();
    node.put("kind", track.kind().word());
    node.put("track", track.number());
    node.put("codec", track.codec());
    track.language().ifPresent(language -> node.put("language", language));
    node.put("default", track.isDefault());
    node.put("taken", info.taken(track.kind()).filter(track::equals).isPresent());
    if (info.chosenTrack(track.kind()).filter(n -> n == track.number()).isPresent()) {
      node.put("chosen", true);
    }
    return node;
  }

  /** All that may differ between two runs over the same input stands here. */
  private static ObjectNode run(Analysis run) {
    ObjectNode node = JSON.createObjectNode();
    node.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    node.put("wall_s", run.cost().wallS());
    node.put("where_the_time_went", run.whereTheTimeWent());
    node.put("workers", run.cost().workers());
    DeviceUse device = run.cost().device();
    node.put("device", device.used().toString());
    node.put("device_requested", device.requested().toString());
    if (!device.reason().isEmpty()) {
      node.put("device_reason", device.reason());
    }
    if (!run.cost().gpus().isEmpty()) {
      ArrayNode gpus = node.putArray("gpus");
      run.cost().gpus().forEach(seen -> gpus.add(gpu(seen)));
    }
    DecoderProgram decoder = DecoderProgram.current();
    node.put("decoder", "ffmpeg " + decoder.version());
    node.put("decoder_sandbox", decoder.sandbox());
    node.put("cores", Runtime.getRuntime().availableProcessors());
    node.put("java", Runtime.version().toString());
    node.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return node;
  }

  private static ObjectNode gpu(GpuRecording seen) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", seen.gpu().name());
    node.put("uuid", seen.gpu().uuid());
    node.put("start_s", seen.startS());
    node.put("end_s", seen.endS());
    node.put("samples", seen.samples().size());
    node.put("missed", seen.missed());
    node.put("cost_ratio", seen.costRatio());
    seen.meanBusyRatio().ifPresent(mean -> node.put("busy_ratio", mean));
    seen.endedBy().ifPresent(why -> node.put("ended_by", why));
    return node;
  }

  private static ObjectNode analyzer(Analysis run, AnalyzerResult result) {
    ObjectNode node = JSON.createObjectNode();
    node.put("name", result.name());
    node.setAll(SchemaJson.state(result.state()));
    node.put("cpu_s", result.cpuSeconds());
    result.circumstances().forEach(node::put);
    run.coverage(result.name()).ifPresent(c -> node.put("coverage_ratio", c));
    result
        .table()
        .ifPresent(table -> {
          node.put("rows", table.rowCount());
          node.put("schema_version", table.schema().version());
        });
    Provenance provenance =
        result
            .table()
            .map(MeasuredTable::provenance)
            .orElseGet(() -> withoutTable(result.spec(), run.video()));
    node.set("provenance", SchemaJson.provenance(provenance));
    return node;
  }

  /** What was to be made, where nothing came of it. */
  private static Provenance withoutTable(AnalyzerSpec spec, Video video) {
    return new Provenance(
        spec.name(),
        spec.version(),
        spec.parametersFor(video.info()),
        List.of(),
        new TreeMap<>(),
        video.sha256());
  }

  private static ArrayNode records(MeasuredTable table) {
    ArrayNode rows = JSON.createArrayNode();
    for (int row = 0; row < table.rowCount(); row++) {
      ObjectNode record = rows.addObject();
      for (Column<?> column : table.columns()) {
        if (column instanceof tech.tablesaw.api.IntColumn number) {
          record.put(column.name(), number.getInt(row));
        } else {
          record.put(column.name(), column.getString(row));
        }
      }
    }
    return rows;
  }

  /**
   * How the manifest names the place of a clip: relative to its folder, so that both can be moved
   * together. Empty where that would tell of folders that the two have nothing to do with: where
   * they share no more than the root or the folder of all homes.
   */
  private static Optional<String> path(Path folder, Path media) throws IOException {
    Path from = folder.toRealPath();
    Path shared = from;
    while (shared != null && !media.startsWith(shared)) {
      shared = shared.getParent();
    }
    Path homes = Path.of(System.getProperty("user.home")).toAbsolutePath().getParent();
    boolean telling = shared == null || shared.getParent() == null || shared.equals(homes);
    return telling
        ? Optional.empty()
        : Optional.of(from.relativize(media).toString().replace('\\', '/'));
  }
}
