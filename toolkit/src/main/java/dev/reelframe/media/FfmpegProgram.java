package dev.reelframe.media;

import dev.reelframe.media.MediaException.DecoderFailed;
import dev.reelframe.settings.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ffmpeg and ffprobe programs: those inside the JavaCV presets, or the ones that {@code
 * REELFRAME_FFMPEG} names (a folder that holds both).
 *
 * @param folder where the programs and their libraries are
 * @param environment variables a child needs to find those libraries
 */
record FfmpegProgram(Path folder, Map<String, String> environment) {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegProgram.class);
  private static final Pattern MISSING =
      Pattern.compile("error while loading shared libraries: ([\\w.+-]+): cannot open");

  /**
   * Libraries of capture devices (sound cards, screens), which libavdevice links and decoding never
   * calls. Where the system lacks one, the name is satisfied with a library that is loaded anyway;
   * symbols bind lazily, so none is missed.
   */
  private static final Set<String> CAPTURE_ONLY =
      Set.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");

  private static final String STAND_IN = "libdrm.so.2";

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
    return "ffmpeg could not be unpacked or started; set REELFRAME_FFMPEG to a folder that holds ffmpeg and ffprobe";
  }

  Path ffmpeg() {
    return folder.resolve("ffmpeg" + suffix());
  }

  Path ffprobe() {
    return folder.resolve("ffprobe" + suffix());
  }

  /** A builder for a child that runs one of these programs. */
  ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return builder;
  }

  private static String suffix() {
    return System.getProperty("os.name").startsWith("Windows") ? ".exe" : "";
  }

  private static FfmpegProgram find() {
    Optional<Path> named = Setting.FFMPEG.value().map(Path::of);
    try {
      FfmpegProgram program =
          named.isPresent() ? new FfmpegProgram(named.get(), Map.of()) : unpacked();
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
        new FfmpegProgram(folder, searchPath(folder, folder.resolve("stand-in")));
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

  /**
   * Starts the program once; where only capture libraries are missing, supplies stand-ins and tries
   * again.
   */
  private FfmpegProgram settled() throws IOException {
    Set<String> supplied = new LinkedHashSet<>();
    while (true) {
      String complaint = complaint();
      if (complaint.isEmpty()) {
        return this;
      }
      Matcher missing = MISSING.matcher(complaint);
      if (!missing.find()
          || !CAPTURE_ONLY.contains(missing.group(1))
          || !supplied.add(missing.group(1))) {
        throw new IOException(ffmpeg() + " does not start: " + complaint.strip());
      }
      standIn(missing.group(1));
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

  private String complaint() throws IOException {
    Process child =
        builder(List.of(ffmpeg().toString(), "-hide_banner", "-loglevel", "error", "-version"))
            .redirectErrorStream(true)
            .start();
    child.getOutputStream().close();
    String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!child.waitFor(20, TimeUnit.SECONDS)) {
        child.destroyForcibly();
        return "it hangs";
      }
    } catch (InterruptedException e) {
      child.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return child.exitValue() == 0 ? "" : said;
  }
}
