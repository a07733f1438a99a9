package dev.reelframe.models;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.reelframe.settings.Setting;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one native inference runtime of this process. */
final class OnnxRuntime {
  static final String NO_CUDA =
      "the ONNX Runtime on the class path has no CUDA provider (it comes with onnxruntime_gpu)";

  private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

  private static final OrtEnvironment ENVIRONMENT = start();

  private OnnxRuntime() {}

  private static OrtEnvironment start() {
    // DJL otherwise opens connections when its engine starts, and may download natives.
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    OnnxNatives.prepare(Setting.home());
    try {
      OrtEnvironment environment = startedByDjl().orElseGet(OnnxRuntime::startedHere);
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException e) {
      throw new ModelUnavailable("ONNX Runtime did not start: " + e.getMessage(), false, e);
    }
  }

  private static OrtEnvironment startedHere() {
    // Errors arrive as exceptions; the runtime's own copies on stderr would be printed twice.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "reelframe");
  }

  /**
   * DJL's engine insists on starting the runtime, and fails for good where somebody else did. So it
   * starts first where it is on the class path; with pools of one thread, which are no threads.
   */
  private static Optional<OrtEnvironment> startedByDjl() {
    Properties system = System.getProperties();
    system.putIfAbsent("ai.djl.onnxruntime.num_threads", "1");
    system.putIfAbsent("ai.djl.onnxruntime.num_interop_threads", "1");
    try {
      if (Engine.hasEngine("OnnxRuntime")) {
        Engine.getEngine("OnnxRuntime");
        return Optional.of(OrtEnvironment.getEnvironment());
      }
    } catch (RuntimeException | LinkageError | AssertionError e) {
      LOG.debug("DJL's engine for ONNX Runtime does not start; the runtime does without", e);
    }
    return Optional.empty();
  }

  static OrtEnvironment environment() {
    return ENVIRONMENT;
  }

  static boolean hasCuda() {
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }

  static String version() {
    return ENVIRONMENT.getVersion();
  }

  /** A session and where it really runs. */
  record Loaded(OrtSession session, DeviceUse device) {}

  /** Loads a file on the wanted device; {@code auto} falls back to the CPU and says why. */
  static Loaded load(String model, Path file, SessionSettings settings) {
    Device wanted = settings.device();
    if (wanted.kind() == Device.Kind.CPU) {
      return new Loaded(session(model, file, settings, -1), new DeviceUse(wanted, wanted, ""));
    }
    String reason;
    if (!hasCuda()) {
      reason = NO_CUDA;
    } else {
      try {
        OrtSession session = session(model, file, settings, wanted.index());
        return new Loaded(session, new DeviceUse(wanted, Device.cuda(wanted.index()), ""));
      } catch (ModelUnavailable e) {
        reason = e.getMessage();
      }
    }
    if (wanted.kind() == Device.Kind.CUDA) {
      throw new ModelUnavailable(
          "Model "
              + model
              + " cannot run on "
              + wanted
              + ": "
              + reason
              + ". Use --device auto or cpu.",
          false,
          null);
    }
    return new Loaded(
        session(model, file, settings, -1), new DeviceUse(wanted, Device.cpu(), reason));
  }

  private static OrtSession session(String model, Path file, SessionSettings settings, int gpu) {
    try (SessionOptions options = new SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setInterOpNumThreads(1);
      options.setIntraOpNumThreads(settings.threads());
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.setDeterministicCompute(true);
      options.setCPUArenaAllocator(settings.arena());
      options.setMemoryPatternOptimization(settings.patterns());
      if (settings.exact()) {
        options.setOptimizationLevel(SessionOptions.OptLevel.BASIC_OPT);
      }
      if (gpu >= 0) {
        options.addCUDA(gpu);
      }
      Optional<ByteBuffer> unsigned =
          gpu < 0 && UnsignedWeights.needed() ? UnsignedWeights.of(file) : Optional.empty();
      if (unsigned.isEmpty()) {
        return ENVIRONMENT.createSession(file.toString(), options);
      }
      String folder = file.toAbsolutePath().getParent().toString();
      options.addConfigEntry("session.model_external_initializers_file_folder_path", folder);
      return ENVIRONMENT.createSession(unsigned.get(), options);
    } catch (OrtException e) {
      throw OnnxErrors.loading(model, file, e);
    }
  }
}
