package dev.reelframe.media;

import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.media.sandbox.Sandbox;
import dev.reelframe.process.Child;
import dev.reelframe.settings.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg and ffprobe programs: those inside the JavaCV presets, or the ones that {@code
 * REELFRAME_FFMPEG} names (a folder that holds both).
 *
 * @param folder where the programs and their libraries are
 * @param environment variables a child needs to find those libraries
 * @param sandbox that its children run in; empty where this system has none
 * @param version as the program states it
 */
record FfmpegProgram(
    Path folder, Map<String, String> environment, Optional<Sandbox> sandbox, String version) {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegProgram.class);
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: ([\\w.+-]+): cannot open");

  /**
   * Libraries of capture devices (sound cards, screens), which libavdevice links and decoding never
   * calls. Their names are satisfied with a library that is loaded anyway: symbols bind lazily, so
   * none is missed. A machine without a desktop lacks them; where they are, they bring twenty-five
   * others along, and loading those takes as long as all the rest of a start.
   */
  private static final Set<String> CAPTURE_ONLY =
      Set.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");

  private static final String STAND_IN = "libdrm.so.2";

  private static final Pattern VERSION = Pattern.compile("ffmpeg version (\\S+)");

  /** Libraries a child is searched in, as the dynamic linker names them. */
  private static final Set<String> SEARCH_PATHS = Set.of("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(20);
  private static final int MAX_TRIAL_BYTES = 1 << 16;

  private static final class Holder {
    static final FfmpegProgram INSTANCE = find();
  }

  /**
   * The programs of this process, unpacked and tried at the first call.
   *
   * @throws DecoderFailed where no ffmpeg can be started
   */
  static FfmpegProgram get() {
    try {
      return Holder.INSTANCE;
    } catch (ExceptionInInitializerError e) {
      throw e.getCause() instanceof DecoderFailed d ? d : new DecoderFailed(advice(), e);
    } catch (NoClassDefFoundError e) {
      throw new DecoderFailed(advice(), e);
    }
  }

  private static String advice() {
    return "ffmpeg could not be unpacked or started; set REELFRAME_FFMPEG to a folder that holds"
        + " ffmpeg and ffprobe";
  }

  Path ffmpeg() {
    return folder.resolve("ffmpeg" + suffix());
  }

  Path ffprobe() {
    return folder.resolve("ffprobe" + suffix());
  }

  /** A builder for a child that runs one of these programs on files of our own making. */
  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  /**
   * Starts a child that reads untrusted media: in the sandbox, where there is one.
   *
   * @param media what it may read beside itself
   * @throws IOException where it does not start
   */
  Process start(List<String> command, Collection<Path> media) throws IOException {
    if (sandbox.isPresent()) {
      try {
        return sandbox.get().start(command, environment, folders(), media);
      } catch (IOException e) {
        LOG.warn("{} runs without its sandbox: {}", command.getFirst(), e.getMessage());
      }
    }
    Process child = builder(command).start();
    child.getOutputStream().close();
    return child;
  }

  /** The program's own folder, where a package of it keeps its libraries, and the search path. */
  private Set<Path> folders() {
    Set<Path> folders = new LinkedHashSet<>(List.of(folder));
    Optional.ofNullable(folder.toAbsolutePath().getParent())
        .map(parent -> parent.resolve("lib"))
        .ifPresent(folders::add);
    environment.entrySet().stream()
        .filter(e -> SEARCH_PATHS.contains(e.getKey()))
        .flatMap(e -> Stream.of(e.getValue().split(File.pathSeparator)))
        .filter(entry -> !entry.isBlank())
        .forEach(entry -> folders.add(Path.of(entry)));
    return folders;
  }

  private static String suffix() {
    return System.getProperty("os.name").startsWith("Windows") ? ".exe" : "";
  }

  private static FfmpegProgram find() {
    Optional<Path> named = Setting.FFMPEG.value().map(Path::of);
    try {
      FfmpegProgram program =
          named.isPresent()
              ? new FfmpegProgram(named.get(), inherited(), Sandbox.here(), "")
              : unpacked();
      return program.settled();
    } catch (IOException e) {
      throw new DecoderFailed(advice() + " (" + e.getMessage() + ")", e);
    }
  }

  private static FfmpegProgram unpacked() throws IOException {
    String resource = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/";
    File unpacked = Loader.cacheResource(FfmpegProgram.class, resource);
    if (unpacked == null) {
      throw new IOException("the JavaCV presets on the class path hold no " + resource);
    }
    Path folder = unpacked.toPath();
    FfmpegProgram program =
        new FfmpegProgram(
            folder, searchPath(folder, folder.resolve("stand-in")), Sandbox.here(), "");
    if (program.sandbox.isPresent()) {
      for (String library : CAPTURE_ONLY) {
        program.standIn(library);
      }
    }
    for (Path file : List.of(program.ffmpeg(), program.ffprobe())) {
      if (!Files.isExecutable(file) && !file.toFile().setExecutable(true)) {
        throw new IOException(file + " cannot be made executable");
      }
    }
    return program;
  }

  private static Map<String, String> searchPath(Path folder, Path standIns) {
    String name =
        System.getProperty("os.name").startsWith("Mac") ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
    String before = System.getenv(name);
    String path = folder + File.pathSeparator + standIns;
    return Map.of(
        name, before == null || before.isEmpty() ? path : path + File.pathSeparator + before);
  }

  /** What a program that the user named was given to find its libraries. */
  private static Map<String, String> inherited() {
    return SEARCH_PATHS.stream()
        .filter(name -> System.getenv(name) != null)
        .collect(Collectors.toMap(Function.identity(), System::getenv));
  }

  /**
   * Starts the program once; where only capture libraries are missing, supplies stand-ins and tries
   * again; where it does not start in the sandbox, tries without.
   */
  private FfmpegProgram settled() throws IOException {
    Set<String> supplied = new LinkedHashSet<>();
    while (true) {
      Trial trial = trial();
      if (trial.status == 0) {
        Matcher said = VERSION.matcher(trial.output);
        return new FfmpegProgram(
            folder, environment, sandbox, said.find() ? said.group(1) : "unknown");
      }
      Matcher missing = MISSING.matcher(trial.output);
      if (missing.find()
          && CAPTURE_ONLY.contains(missing.group(1))
          && supplied.add(missing.group(1))) {
        standIn(missing.group(1));
      } else if (sandbox.isPresent()) {
        LOG.warn("{} does not start in its sandbox: {}", ffmpeg(), trial.output.strip());
        return new FfmpegProgram(folder, environment, Optional.empty(), "").settled();
      } else {
        throw new IOException(ffmpeg() + " does not start: " + trial.output.strip());
      }
    }
  }

  private void standIn(String library) throws IOException {
    Path standIns = Files.createDirectories(folder.resolve("stand-in"));
    try {
      Files.createSymbolicLink(standIns.resolve(library), folder.resolve(STAND_IN));
    } catch (FileAlreadyExistsException e) {
      LOG.debug("{} is supplied already", library);
    }
  }

  /** What came of starting the program for nothing. */
  private record Trial(int status, String output) {}

  private Trial trial() throws IOException {
    try (Child child = Child.of(start(List.of(ffmpeg().toString(), "-version"), List.of()))) {
      Child.Said said = child.said(LONGEST_TRIAL, MAX_TRIAL_BYTES);
      return said.status() < 0
          ? new Trial(-1, "it hangs")
          : new Trial(said.status(), said.output() + said.errors());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
