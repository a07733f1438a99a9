package dev.reelframe.fetch;

import dev.reelframe.fetch.FetchFailure.ProgramMissing;
import dev.reelframe.process.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program that knows the pages of many sites.
 *
 * @param program absolute path
 * @param version {@code yyyy.mm.dd}
 */
record YtDlp(Path program, String version) {
  /**
   * The oldest version without a hole that fixed arguments cannot close: before 2023.11.14 a page
   * can choose the proxy of a request and so get around ours (CVE-2023-46121), before 2024.07.01 it
   * can choose a file's ending (CVE-2024-38519). Later holes lie in options that are never passed
   * here: external downloaders, netrc, exec, shortcut files.
   */
  static final String MINIMUM = "2024.07.01";

  private static final String REMEDY =
      "install yt-dlp "
          + MINIMUM
          + " or newer (for example \"pipx install yt-dlp\"), or name it with REELFRAME_YTDLP";
  private static final Pattern VERSION =
      Pattern.compile("(\\d{4}\\.\\d{2}\\.\\d{2})(\\.\\d+)?(@\\S*)?");
  private static final Map<Path, YtDlp> KNOWN = new ConcurrentHashMap<>();

  /**
   * Finds the program and asks its version.
   *
   * @param named by the user; else the PATH's folders are searched
   * @param oldToo whether one below {@link #MINIMUM} will do
   * @throws ProgramMissing where there is none, or only one that is too old
   */
  static YtDlp find(Optional<Path> named, boolean oldToo) throws ProgramMissing {
    Path program =
        named
            .or(YtDlp::onPath)
            .orElseThrow(() ->
                new ProgramMissing(
                    "this address is a page, and yt-dlp, which reads pages, is not here: "
                        + REMEDY));
    if (!Files.isExecutable(program)) {
      throw new ProgramMissing(program + " is not a program: " + REMEDY);
    }
    YtDlp found = KNOWN.get(program.toAbsolutePath());
    if (found == null) {
      found = new YtDlp(program.toAbsolutePath(), ask(program.toAbsolutePath()));
      KNOWN.put(found.program(), found);
    }
    if (!oldToo && found.version().compareTo(MINIMUM) < 0) {
      throw new ProgramMissing(
          program
              + " is yt-dlp "
              + found.version()
              + ", whose known holes let a page around the checks of addresses: "
              + REMEDY
              + "; to use it all the same, set REELFRAME_ALLOW_OLD_YTDLP=1");
    }
    return found;
  }

  /** Absolute folders only: the working folder may hold anything. */
  private static Optional<Path> onPath() {
    String name = System.getProperty("os.name").startsWith("Windows") ? "yt-dlp.exe" : "yt-dlp";
    for (String folder :
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
      try {
        Path program = Path.of(folder).resolve(name);
        if (program.isAbsolute() && Files.isRegularFile(program) && Files.isExecutable(program)) {
          return Optional.of(program);
        }
      } catch (InvalidPathException e) {
        // A folder that is none.
      }
    }
    return Optional.empty();
  }

  private static String ask(Path program) throws ProgramMissing {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(program.toString(), "--ignore-config", "--version"))
              .redirectErrorStream(true);
      PageFetch.cleanEnvironment(
          builder.environment(), Path.of(System.getProperty("java.io.tmpdir")));
      String said = said(builder);
      Matcher version = VERSION.matcher(said);
      if (version.matches()) {
        return version.group(1);
      }
      throw new ProgramMissing(program + " does not tell a version of yt-dlp: " + REMEDY);
    } catch (IOException e) {
      throw new ProgramMissing(program + " does not start (" + e.getMessage() + "): " + REMEDY);
    }
  }

  private static String said(ProcessBuilder builder) throws IOException {
    try (Child child = Child.of(builder.start())) {
      return child.said(Duration.ofSeconds(30), 4096).output().strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
