package dev.reelframe.models.whisper;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.reelframe.models.ModelMismatch;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One ONNX file in memory: the only class here that knows ONNX Runtime's session. */
final class Graph implements AutoCloseable {
  /** The one of the process, asked for as the other models ask. */
  private static final OrtEnvironment ENVIRONMENT =
      OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "reelframe");

  /** Tensors and results made here and not freed yet; they hold native memory. */
  private static final AtomicLong LIVE = new AtomicLong();

  private final Path file;
  private final OrtSession session;
  private final Map<String, NodeInfo> inputs;

  private Graph(Path file, OrtSession session) throws OrtException {
    this.file = file;
    this.session = session;
    this.inputs = session.getInputInfo();
  }

  /** Loads a file onto the CPU with a number of threads; 1 gives the same result everywhere. */
  static Graph open(Path file, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setDeterministicCompute(true);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Every decode step has a new shape: a plan per shape would be kept for ever.
      options.setMemoryPatternOptimization(false);
      return new Graph(file, ENVIRONMENT.createSession(file.toString(), options));
    } catch (OrtException e) {
      throw new ModelMismatch(
          "ONNX Runtime cannot load " + file + " (" + e.getMessage() + "): fetch the model again",
          e);
    }
  }

  boolean hasInput(String name) {
    return inputs.containsKey(name);
  }

  Set<String> outputs() {
    return session.getOutputNames();
  }

  /** Fails with the file's name where a needed input is not declared. */
  void require(String... names) {
    for (String name : names) {
      if (!hasInput(name)) {
        throw new ModelMismatch(
            file + " has no input " + name + ": a Whisper export for transformers.js has it");
      }
    }
  }

  /** Runs the graph for the outputs named. The caller closes the result, which owns them. */
  OrtSession.Result run(Map<String, OnnxTensor> feed, Set<String> wanted) {
    try {
      OrtSession.Result result = session.run(feed, wanted);
      LIVE.incrementAndGet();
      return result;
    } catch (OrtException e) {
      throw new ModelMismatch(file + " failed: " + e.getMessage(), e);
    }
  }

  /** A float tensor in the precision that the input is declared with. */
  OnnxTensor floats(String input, FloatBuffer values, long... shape) {
    try {
      if (type(input) == OnnxJavaType.FLOAT16) {
        ShortBuffer half = Fp16Conversions.convertFloatBufferToFp16Buffer(values);
        return counted(OnnxTensor.createTensor(ENVIRONMENT, half, shape, OnnxJavaType.FLOAT16));
      }
      return counted(OnnxTensor.createTensor(ENVIRONMENT, values, shape));
    } catch (OrtException e) {
      throw new ModelMismatch("no tensor for " + input + " of " + file, e);
    }
  }

  static OnnxTensor longs(long[] values, long... shape) {
    try {
      return counted(OnnxTensor.createTensor(ENVIRONMENT, LongBuffer.wrap(values), shape));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  static OnnxTensor flag(boolean value) {
    try {
      return counted(OnnxTensor.createTensor(ENVIRONMENT, new boolean[] {value}));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static OnnxTensor counted(OnnxTensor tensor) {
    LIVE.incrementAndGet();
    return tensor;
  }

  /** Frees a tensor made here. */
  static void free(OnnxTensor tensor) {
    tensor.close();
    LIVE.decrementAndGet();
  }

  /** Frees a run's outputs. */
  static void free(OrtSession.Result result) {
    result.close();
    LIVE.decrementAndGet();
  }

  /** Tensors and results not freed yet, of all graphs. */
  static long live() {
    return LIVE.get();
  }

  OnnxJavaType type(String input) {
    return ((TensorInfo) inputs.get(input).getInfo()).type;
  }

  static OnnxTensor output(OrtSession.Result result, String name) {
    return (OnnxTensor)
        result.get(name).orElseThrow(() -> new ModelMismatch("the model gives no " + name));
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
