package dev.reelframe.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.ParameterValue;
import dev.reelframe.fetch.FetchLimits;
import dev.reelframe.fetch.Sources;
import dev.reelframe.media.MediaException.InputRejected;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.MediaLimits;
import dev.reelframe.media.Video;
import dev.reelframe.models.Device;
import dev.reelframe.results.Manifest;
import dev.reelframe.table.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A run made again from its manifest: the same clip, tracks and limits, the same analyzers with the
 * same parameters and models, on the same device. What cannot be the same is refused before
 * anything is decoded.
 *
 * <pre>{@code
 * Analysis again = Rerun.of(Path.of("results/clip/analysis.json")).run();
 * }</pre>
 */
public final class Rerun {
  private final Manifest manifest;
  private final Optional<Path> media;
  private final List<Analyzer> known;

  private Rerun(Manifest manifest, Optional<Path> media, List<Analyzer> known) {
    this.manifest = manifest;
    this.media = media;
    this.known = known;
  }

  /**
   * The run of a manifest.
   *
   * @param manifest {@code analysis.json}, or the folder it stands in
   * @throws IllegalArgumentException where there is none
   */
  public static Rerun of(Path manifest) {
    return new Rerun(Manifest.read(manifest), Optional.empty(), Analyzers.all());
  }

  /** The same, reading this file, where the clip does not lie where the manifest says. */
  public Rerun media(Path file) {
    return new Rerun(manifest, Optional.of(file), known);
  }

  /** The same with analyzers of one's own, which a manifest knows by their names only. */
  public Rerun with(Analyzer... own) {
    List<Analyzer> all = new ArrayList<>(known);
    for (Analyzer analyzer : own) {
      all.removeIf(a -> a.spec().name().equals(analyzer.spec().name()));
      all.add(analyzer);
    }
    return new Rerun(manifest, media, List.copyOf(all));
  }

  public Manifest manifest() {
    return manifest;
  }

  /**
   * The clip, as it was opened then.
   *
   * @throws InputRejected where it is not found, or is another file
   */
  public Video video() throws IOException {
    JsonNode bounds = manifest.source().path("limits");
    MediaLimits standard = MediaLimits.standard();
    MediaLimits limits =
        new MediaLimits(
            bounds.path("duration_s").asDouble(standard.seconds()),
            bounds.path("bytes").asLong(standard.bytes()));
    Video video = open(limits);
    for (JsonNode track : manifest.source().path("tracks")) {
      if (track.path("chosen").asBoolean()) {
        int number = track.path("track").asInt();
        boolean picture = track.path("kind").asText().equals(MediaInfo.Kind.VIDEO.word());
        video = picture ? video.videoTrack(number) : video.audioTrack(number);
      }
    }
    return video;
  }

  private Video open(MediaLimits limits) throws IOException {
    Optional<Path> file =
        media.isPresent()
            ? Optional.of(manifest.requireMedia(media.get()))
            : manifest.url().isPresent() ? Optional.empty() : manifest.findMedia();
    if (file.isPresent()) {
      return Video.open(file.get(), limits);
    }
    String address =
        manifest
            .url()
            .orElseThrow(() ->
                new InputRejected(
                    manifest.clip()
                        + " with the SHA-256 "
                        + manifest.mediaSha256()
                        + " was not found: name the file with --media FILE"));
    FetchLimits fetched = FetchLimits.standard().clipS(limits.seconds()).bytes(limits.bytes());
    Video video = Video.open(address, Sources.standard().limits(fetched), limits);
    if (!video.sha256().equals(manifest.mediaSha256())) {
      throw new InputRejected(
          address
              + " gives another file than it did then: name the old one, if you have it, with"
              + " --media FILE");
    }
    return video;
  }

  /**
   * The analyzers as they were set, on the device that they used. It may run over other clips too.
   *
   * @throws IllegalArgumentException where an analyzer of the run, or a value of one of its
   *     parameters, is not known here
   */
  public Pipeline pipeline() {
    List<Manifest.Ran> then = manifest.analyzers();
    List<String> names = then.stream().map(Manifest.Ran::name).toList();
    Map<String, String> values = new TreeMap<>();
    for (Manifest.Ran ran : then) {
      known.stream()
          .map(Analyzer::spec)
          .filter(spec -> spec.name().equals(ran.name()))
          .map(AnalyzerSpec::adjustable)
          .flatMap(List::stream)
          .map(ParameterValue::parameter)
          .filter(parameter -> ran.parameters().containsKey(parameter.name()))
          .forEach(p -> values.put(ran.name() + "." + p.name(), ran.parameters().get(p.name())));
    }
    return Pipeline.of(known)
        .only(Set.copyOf(names))
        .set(values)
        .on(Device.parse(manifest.json().path("run").path("device").asText("auto")));
  }

  /** The formats of the tables that were written. */
  public Set<TableFormat> formats() {
    Set<TableFormat> formats = EnumSet.noneOf(TableFormat.class);
    for (TableFormat format : TableFormat.values()) {
      String table = SavedRun.TABLES + "/\\w+\\." + format.ending();
      if (manifest.files().keySet().stream().anyMatch(file -> file.matches(table))) {
        formats.add(format);
      }
    }
    return formats;
  }

  /**
   * Runs again.
   *
   * @throws InputRejected where the clip is not found, or is another file
   * @throws IllegalArgumentException where an analyzer is not known here, or would give another
   *     table: the message says which version, parameter or model is another one
   */
  public Analysis run() throws IOException {
    return run(video(), DefaultProgress.PLACE);
  }

  /**
   * Runs again over the clip that {@link #video} gave.
   *
   * @throws IllegalArgumentException as {@link #run()}
   */
  public Analysis run(Video video, Progress progress) {
    Pipeline pipeline = pipeline().progress(progress);
    Optional<String> different = Repeatability.differs(manifest, pipeline, video);
    if (different.isPresent()) {
      throw new IllegalArgumentException("the run cannot be made again: " + different.get());
    }
    return pipeline.run(video);
  }

  /**
   * Tables whose bytes are not those of the first run, or that one of the two lacks.
   *
   * @param again manifest of the second run
   */
  public List<String> changed(Manifest again) {
    Map<String, String> then = measured(manifest);
    Map<String, String> now = measured(again);
    Set<String> all = new TreeSet<>(then.keySet());
    all.addAll(now.keySet());
    return all.stream()
        .filter(file -> !then.getOrDefault(file, "").equals(now.getOrDefault(file, "")))
        .toList();
  }

  /** The files that do not speak of time and machine. */
  private static Map<String, String> measured(Manifest manifest) {
    Map<String, String> files = manifest.files();
    files.keySet().removeIf(name -> !name.startsWith(SavedRun.TABLES + "/"));
    return files;
  }
}
