package dev.reelframe.analyzer;

import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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
