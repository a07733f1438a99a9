package dev.reelframe.analyzer;

import dev.reelframe.models.Catalogue;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ModelEntry;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which models the library's analyzers need, from their own declarations. */
public final class AnalyzerModels {
  private AnalyzerModels() {}

  /** A choice for each job of these analyzers and of those that they require, each once. */
  public static List<ModelChoice> of(Collection<Analyzer> analyzers) {
    return DependencyOrder.of(analyzers).stream()
        .flatMap(a -> a.spec().models().stream())
        .distinct()
        .toList();
  }

  /** What the library's analyzer of that name needs; empty where no analyzer has the name. */
  public static Optional<List<ModelChoice>> named(String analyzer) {
    return Analyzers.all().stream()
        .filter(a -> a.spec().name().equals(analyzer))
        .findFirst()
        .map(a -> of(List.of(a)));
  }

  /**
   * What to say of a name that is neither a model's nor an analyzer's, with the nearest that is.
   */
  public static IllegalArgumentException unknown(String name, Catalogue catalogue) {
    List<String> known =
        Stream.concat(
                catalogue.entries().stream().map(ModelEntry::name),
                Analyzers.all().stream().map(a -> a.spec().name()))
            .toList();
    return new IllegalArgumentException(
        "no model and no analyzer is named %s%s: `reelframe models` lists the models"
            .formatted(name, Parameters.nearest(name, known)));
  }

  /** Names of the library's analyzers that can use a model, in the pipeline's order. */
  public static List<String> users(String model) {
    return Analyzers.all().stream()
        .map(Analyzer::spec)
        .filter(spec -> spec.models().stream().anyMatch(choice -> choice.all().contains(model)))
        .map(AnalyzerSpec::name)
        .toList();
  }

  /** Those files of a spec's models that are on this machine. */
  static List<ModelUse> here(AnalyzerSpec spec) {
    ModelStore store = ResidentModels.shared().store();
    return spec.models().stream()
        .flatMap(choice -> store.chooseIfHere(choice).stream())
        .map(store::resolve)
        .map(files -> new ModelUse(files.entry().name(), files.modelSha256()))
        .toList();
  }
}
