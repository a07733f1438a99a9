package dev.reelframe.cli;

import dev.reelframe.models.ModelException;
import dev.reelframe.models.ModelStatus;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.Models;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe models}: what is here, fetch, verify, cards. */
@Command(
    name = "models",
    description = "The models: what is on this machine, and where the rest comes from.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    list();
  }

  @Command(description = "Every model of the catalogue and whether it is here.")
  void list() {
    print(ModelStore.standard().status());
  }

  @Command(description = "Compare every model that is here with its checksum.")
  int verify() {
    List<ModelStatus> found = ModelStore.standard().verify();
    print(found);
    return found.stream().anyMatch(s -> s.state() == ModelStatus.State.DAMAGED) ? 1 : 0;
  }

  @Command(description = "Fetch models, by their own names or by the analyzer that needs them.")
  int fetch(@Parameters(arity = "1..*", paramLabel = "NAME") List<String> names) {
    PrintWriter err = spec.commandLine().getErr();
    int exit = 0;
    for (String name : names) {
      try {
        ModelStore.standard()
            .fetch(name, (file, done, total) -> {})
            .forEach(files -> spec.commandLine().getOut().println(files.model() + " is here"));
      } catch (ModelException e) {
        err.println("reelframe: " + e.getMessage());
        exit = 1;
      }
    }
    return exit;
  }

  @Command(description = "Print the card of a model, or of those an analyzer uses.")
  void card(@Parameters(paramLabel = "NAME") String name) {
    spec.commandLine().getOut().println(Models.card(name));
  }

  private void print(List<ModelStatus> found) {
    PrintWriter out = spec.commandLine().getOut();
    int width = found.stream().mapToInt(s -> s.entry().name().length()).max().orElse(0);
    for (ModelStatus status : found) {
      String state = status.state().name().toLowerCase(Locale.ROOT);
      out.println(
          ("%-" + width + "s  %-9s  %s")
              .formatted(status.entry().name(), state, status.note())
              .stripTrailing());
    }
  }
}
