package dev.reelframe.analyzer;

import dev.reelframe.media.Audio;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.View;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.table.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an analyzer declares about itself.
 *
 * @param name name of the analyzer and of its table, snake_case
 * @param version counts up when the same input may give another table
 * @param schema of the table
 * @param signal schema of the signal table, where there is one
 * @param views frames and sound that its fold reads
 * @param requires analyzers whose tables it reads; run before it wherever it runs
 * @param adjustable its parameters, which decide the content of the table, with their values
 * @param facts what else decides it and cannot be set here, by name: values that follow from what
 *     it requires, the engine of a model
 * @param models the models it needs, a choice of the catalogue for each job
 */
public record AnalyzerSpec(
    String name,
    String version,
    Schema schema,
    Optional<Schema> signal,
    List<View> views,
    List<Analyzer> requires,
    List<ParameterValue<?>> adjustable,
    SortedMap<String, String> facts,
    List<ModelChoice> models) {

  public AnalyzerSpec {
    views = List.copyOf(views);
    requires = List.copyOf(requires);
    adjustable = List.copyOf(adjustable);
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    models = List.copyOf(models);
  }

  /** A spec with a table and nothing else; the {@code with...} methods add the rest. */
  public static AnalyzerSpec of(String version, Schema schema) {
    return new AnalyzerSpec(
        schema.table(),
        version,
        schema,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        List.of());
  }

  /** The columns of the measurements that the table is decided from. */
  public AnalyzerSpec signal(Schema schemaOfSignal) {
    return with(Optional.of(schemaOfSignal), views, requires, adjustable, facts, models);
  }

  /** The views of picture and sound that it reads; each is decoded once for all who read it. */
  public AnalyzerSpec reads(View... more) {
    return with(signal, List.of(more), requires, adjustable, facts, models);
  }

  /** Analyzers whose tables it reads: they come along, and end before it decides. */
  public AnalyzerSpec after(Analyzer... more) {
    return with(signal, views, List.of(more), adjustable, facts, models);
  }

  /** Models that it needs, each by its one name. */
  public AnalyzerSpec uses(String... catalogueNames) {
    return uses(Stream.of(catalogueNames).map(ModelChoice::anyOf).toArray(ModelChoice[]::new));
  }

  /** Models that it needs, one of several for each job. */
  public AnalyzerSpec uses(ModelChoice... choices) {
    return with(signal, views, requires, adjustable, facts, List.of(choices));
  }

  /**
   * One of its parameters.
   *
   * @param value that it has
   * @param with gives the analyzer with another value, for example {@code this::every}
   */
  public <T> AnalyzerSpec parameter(
      Parameter<T> parameter, T value, Function<? super T, ? extends Analyzer> with) {
    List<ParameterValue<?>> more = new ArrayList<>(adjustable);
    more.add(new ParameterValue<>(parameter, value, with));
    return with(signal, views, requires, more, facts, models);
  }

  /** Something else that decides the content of the table and is not set here. */
  public AnalyzerSpec fact(String key, Object value) {
    TreeMap<String, String> more = new TreeMap<>(facts);
    more.put(key, String.valueOf(value));
    return with(signal, views, requires, adjustable, more, models);
  }

  /** All that decides the content of the table besides media, models and inputs, by name. */
  public SortedMap<String, String> parameters() {
    TreeMap<String, String> all = new TreeMap<>(facts);
    adjustable.forEach(p -> all.put(p.parameter().name(), p.text()));
    return Collections.unmodifiableSortedMap(all);
  }

  /** {@link #parameters}, and which track is read where the user chose one. */
  public SortedMap<String, String> parametersFor(MediaInfo media) {
    TreeMap<String, String> all = new TreeMap<>(parameters());
    for (View view : views) {
      MediaInfo.Kind kind = view instanceof Audio ? MediaInfo.Kind.AUDIO : MediaInfo.Kind.VIDEO;
      media.chosenTrack(kind).ifPresent(n -> all.put(kind.word() + "_track", n.toString()));
    }
    return all;
  }

  private AnalyzerSpec with(
      Optional<Schema> signal,
      List<View> views,
      List<Analyzer> requires,
      List<ParameterValue<?>> adjustable,
      SortedMap<String, String> facts,
      List<ModelChoice> models) {
    return new AnalyzerSpec(
        name, version, schema, signal, views, requires, adjustable, facts, models);
  }

  /** Names of the tables it reads: those of the analyzers it requires. */
  public List<String> inputs() {
    return requires.stream().map(a -> a.spec().name()).toList();
  }
}
