package dev.reelframe.cli;

import dev.reelframe.analyzer.AnalyzerModels;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ModelEntry;
import dev.reelframe.models.ModelException;
import dev.reelframe.models.ModelPart;
import dev.reelframe.models.ModelStatus;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.Models;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe models}: what is here, fetch, verify, cards. */
@Command(
    name = "models",
    description = "The models: what is on this machine, and where the rest comes from.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    print(ModelStore.standard().status(), json);
  }

  @Command(
      description = "Every model of the catalogue and whether it is here.",
      mixinStandardHelpOptions = true)
  void list(@Mixin JsonOption json) {
    print(ModelStore.standard().status(), json);
  }

  @Command(
      description = "Compare every model that is here with its checksum.",
      mixinStandardHelpOptions = true)
  int verify(@Mixin JsonOption json) {
    List<ModelStatus> found = ModelStore.standard().verify();
    print(found, json);
    return found.stream().anyMatch(s -> s.state() == ModelStatus.State.DAMAGED) ? 1 : 0;
  }

  @Command(
      description = {
        "Fetch models: those with these names; what these analyzers need to run and is not here,",
        "or with --best also better models than those that are here; without a name, all that the",
        "standard pipeline can still use."
      },
      mixinStandardHelpOptions = true)
  int fetch(
      @Option(
              names = "--best",
              description = "for an analyzer, better models too, where one that will do is here")
          boolean best,
      @Parameters(arity = "0..*", paramLabel = "NAME", description = "a model or an analyzer")
          List<String> names) {
    ModelStore store = ModelStore.standard();
    Set<String> wanted = new LinkedHashSet<>();
    if (names == null || names.isEmpty()) {
      AnalyzerModels.of(Analyzers.all())
          .forEach(choice -> store.fetchableFor(choice).ifPresent(wanted::add));
      announce(store, wanted);
    }
    for (String name : names == null ? List.<String>of() : names) {
      wanted.addAll(behind(store, name, best));
    }
    int exit = 0;
    for (String name : wanted) {
      exit = Math.max(exit, fetch(store, name));
    }
    return exit;
  }

  /** What to fetch for a name that is a model's or an analyzer's. */
  private List<String> behind(ModelStore store, String name, boolean best) {
    if (store.catalogue().find(name).isPresent()) {
      return List.of(name);
    }
    List<ModelChoice> needs = needs(store, name);
    List<String> missing = each(needs, store::missingFor);
    List<String> better = each(needs, store::fetchableFor);
    better.removeAll(missing);
    if (best) {
      missing.addAll(better);
    }
    if (missing.isEmpty()) {
      String more =
          better.isEmpty()
              ? "."
              : "; `reelframe models fetch --best "
                  + name
                  + "` would bring "
                  + String.join(", ", better)
                  + ".";
      print(name + " has all that it needs here" + more);
    }
    return missing;
  }

  private static List<ModelChoice> needs(ModelStore store, String analyzer) {
    return AnalyzerModels.named(analyzer)
        .orElseThrow(() -> AnalyzerModels.unknown(analyzer, store.catalogue()));
  }

  private static List<String> each(
      List<ModelChoice> needs, Function<ModelChoice, Optional<String>> wanted) {
    return needs.stream()
        .flatMap(choice -> wanted.apply(choice).stream())
        .distinct()
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void print(String sentence) {
    spec.commandLine().getOut().println(WrappedText.of(sentence, "  "));
  }

  private void announce(ModelStore store, Set<String> wanted) {
    if (wanted.isEmpty()) {
      print("Nothing to fetch: what the standard pipeline can use is here.");
      return;
    }
    List<String> each =
        wanted.stream()
            .map(name -> store.catalogue().entry(name))
            .map(entry ->
                entry.name()
                    + " ("
                    + (size(entry).isPresent()
                        ? WrappedText.bytes(size(entry).getAsLong())
                        : entry.title())
                    + ")")
            .toList();
    print("To fetch: " + String.join(", ", each));
  }

  private int fetch(ModelStore store, String name) {
    PrintWriter out = spec.commandLine().getOut();
    ModelEntry entry = store.catalogue().entry(name);
    if (!entry.pinned() && !entry.registered() && !present(store, name)) {
      out.println(
          WrappedText.of(
              "Nobody publishes checksums of "
                  + name
                  + ": what comes now is recorded, and required from now on.",
              "  "));
    }
    try (FetchBar bar = new FetchBar()) {
      store.fetch(name, bar::update);
    } catch (ModelException e) {
      spec.commandLine().getErr().println(WrappedText.of("reelframe: " + e.getMessage(), "  "));
      return 1;
    }
    out.println(
        name
            + " is here"
            + size(entry).stream()
                .mapToObj(b -> ", " + WrappedText.bytes(b))
                .findFirst()
                .orElse(""));
    return 0;
  }

  private static boolean present(ModelStore store, String name) {
    return store.chooseIfHere(ModelChoice.anyOf(name)).isPresent();
  }

  @Command(
      description = "Print the card of a model, or of those that an analyzer can use.",
      mixinStandardHelpOptions = true)
  void card(@Parameters(paramLabel = "NAME", description = "a model or an analyzer") String name) {
    PrintWriter out = spec.commandLine().getOut();
    for (String model : shown(ModelStore.standard(), name)) {
      out.println(Models.card(model));
      List<String> users = AnalyzerModels.users(model);
      if (!users.isEmpty()) {
        out.println(WrappedText.of("Used by       ", String.join(", ", users), " ".repeat(14)));
      }
    }
  }

  private static List<String> shown(ModelStore store, String name) {
    if (store.catalogue().find(name).isPresent()) {
      return List.of(name);
    }
    return needs(store, name).stream()
        .flatMap(choice -> choice.all().stream())
        .filter(model -> store.catalogue().find(model).isPresent())
        .distinct()
        .toList();
  }

  private void print(List<ModelStatus> found, JsonOption json) {
    PrintWriter out = spec.commandLine().getOut();
    if (json.isWanted()) {
      found.forEach(status -> JsonOption.print(out, fields(status)));
      return;
    }
    int width = found.stream().mapToInt(s -> s.entry().name().length()).max().orElse(0);
    for (ModelStatus status : found) {
      ModelEntry entry = status.entry();
      String size = size(entry).isPresent() ? WrappedText.bytes(size(entry).getAsLong()) : "";
      out.println(
          ("%-" + width + "s  %-8s %9s  %s")
              .formatted(entry.name(), word(status), size, entry.task()));
    }
    for (ModelStatus status : found) {
      if (status.state() == ModelStatus.State.DAMAGED
          || status.state() == ModelStatus.State.MISSING) {
        out.println(WrappedText.of(status.entry().name() + ": " + status.note(), "  "));
      }
    }
    out.println(
        WrappedText.of(
            "`reelframe models fetch NAME` fetches a model, or what an analyzer needs to run and is not"
                + " here; `reelframe models fetch` all that the standard pipeline can still use.",
            ""));
  }

  private static Map<String, Object> fields(ModelStatus status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", status.entry().name());
    fields.put("state", word(status));
    size(status.entry()).ifPresent(bytes -> fields.put("bytes", bytes));
    fields.put("task", status.entry().task());
    fields.put("licence", status.entry().licence());
    fields.put("note", status.note());
    return fields;
  }

  private static String word(ModelStatus status) {
    return switch (status.state()) {
      case PRESENT -> status.entry().embedded() ? "built in" : "here";
      case FETCHABLE -> "to fetch";
      case MISSING -> "missing";
      case DAMAGED -> "damaged";
    };
  }

  private static OptionalLong size(ModelEntry entry) {
    boolean known = entry.parts().stream().allMatch(part -> part.bytes().isPresent());
    return known
        ? OptionalLong.of(
            entry.parts().stream().map(ModelPart::bytes).mapToLong(OptionalLong::getAsLong).sum())
        : OptionalLong.empty();
  }
}
