package dev.reelframe.models;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.reelframe.gpu.Gpu;
import dev.reelframe.gpu.error.GpuException;
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

  /** A graph and what it says of itself. */
  record Loaded(GraphCalls calls, GraphDescription description) {}

  /** Loads a file on the wanted device; {@code auto} falls back to the CPU and says why. */
  static Loaded load(String model, Path file, SessionSettings settings) {
    Device wanted = settings.device();
    if (wanted.kind() == Device.Kind.CPU) {
      return direct(model, file, settings, "");
    }
    String reason;
    if (!hasCuda()) {
      reason = NO_CUDA;
    } else {
      try {
        return scheduled(GpuModels.on(wanted), model, file, settings);
      } catch (ModelUnavailable | GpuException e) {
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
    return direct(model, file, settings, reason);
  }

  private static Loaded direct(String model, Path file, SessionSettings settings, String reason) {
    DeviceUse use = new DeviceUse(settings.device(), Device.cpu(), reason);
    return described(model, new DirectCalls(model, onCpu(model, file, settings), use));
  }

  /** Loads a file on the GPUs of a scheduler. */
  static Loaded scheduled(GpuModels gpus, String model, Path file, SessionSettings settings) {
    return described(model, ScheduledCalls.open(gpus, model, file, settings));
  }

  private static Loaded described(String model, GraphCalls calls) {
    try {
      return new Loaded(calls, calls.whole(1, GraphDescription::of).value());
    } catch (RuntimeException e) {
      calls.close();
      throw e instanceof ModelException known
          ? known
          : new ModelUnavailable(
              "Model " + model + " does not describe its tensors: " + e.getMessage(), false, e);
    }
  }

  static OrtSession onCpu(String model, Path file, SessionSettings settings) {
    try (SessionOptions options = options(settings)) {
      Optional<ByteBuffer> unsigned =
          UnsignedWeights.needed() ? UnsignedWeights.of(file) : Optional.empty();
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

  static OrtSession onGpu(String model, Path file, SessionSettings settings, Gpu gpu)
      throws OrtException {
    try (SessionOptions options = options(settings);
        OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu.index())) {
      // Grown to the next power of two the pool would hold up to twice what a batch takes.
      cuda.add("arena_extend_strategy", "kSameAsRequested");
      options.addCUDA(cuda);
      return ENVIRONMENT.createSession(file.toString(), options);
    }
  }

  private static SessionOptions options(SessionSettings settings) throws OrtException {
    SessionOptions options = new SessionOptions();
    try {
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
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }
}
