package dev.reelframe.cli;

import dev.reelframe.player.CorpusSite;
import dev.reelframe.player.Player;
import dev.reelframe.player.PlayerServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code reelframe view}: the player. */
@Command(
    name = "view",
    description = "The player: a clip with its timeline and its rows, in the browser.",
    mixinStandardHelpOptions = true)
final class ViewCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "DIR",
      description =
          "Results of one clip, for example results/clip; two of them are compared; a folder of many"
              + " gives a page of all.")
  private List<Path> folders;

  @Option(
      names = "--media",
      paramLabel = "FILE",
      description = "The clip, where it does not lie in or beside the results.")
  private Optional<Path> media = Optional.empty();

  @Option(
      names = "--pack",
      paramLabel = "ZIP",
      description = "Write pages and clips into a file to send, instead of serving them.")
  private Optional<Path> pack = Optional.empty();

  @Option(names = "--port", description = "Port on this machine; any free one by default.")
  private int port;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      if (folders.size() == 1 && CorpusSite.isCorpus(folders.getFirst())) {
        CorpusSite site = CorpusSite.open(folders.getFirst());
        if (pack.isPresent()) {
          written(site.save(pack.get()));
        } else {
          serve(site.serve(port));
        }
        return;
      }
      Player player = Player.open(folders, media);
      if (player.media().isEmpty()) {
        err.println(
            "reelframe: the clip was not found in or beside the results: name it with --media FILE,"
                + " or choose it in the page");
      }
      if (pack.isPresent()) {
        written(player.save(pack.get()));
        return;
      }
      serve(player.serve(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void written(Path file) {
    PrintWriter out = spec.commandLine().getOut();
    if (json.isWanted()) {
      JsonOption.print(out, Map.of("file", file.toString()));
    } else {
      out.println("Written to " + file);
    }
  }

  private void serve(PlayerServer started) throws InterruptedException {
    try (PlayerServer server = started) {
      PrintWriter out = spec.commandLine().getOut();
      if (json.isWanted()) {
        JsonOption.print(out, Map.of("address", server.address().toString()));
      } else {
        out.println(server.address());
      }
      spec.commandLine()
          .getErr()
          .println(
              "reelframe: open this address in a browser on this machine; Ctrl-C ends it, and so do "
                  + PlayerServer.IDLE_S
                  + " s without a page");
      server.awaitIdle();
    }
  }
}
