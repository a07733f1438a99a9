package dev.reelframe.models.whisper;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.platform.Fp16Conversions;
import dev.reelframe.models.ElementType;
import dev.reelframe.models.ModelMismatch;
import dev.reelframe.models.OnnxSession;
import dev.reelframe.models.SessionSettings;
import dev.reelframe.models.TensorSpec;
import dev.reelframe.models.UsageMeter;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** One graph of a Whisper export: its session, and tensors in the precision that it takes. */
final class WhisperGraph implements AutoCloseable {
  private static final OrtEnvironment ENVIRONMENT = OnnxSession.environment();

  /** Tensors and results made here and not freed yet; they hold native memory. */
  private static final AtomicLong LIVE = new AtomicLong();

  private final OnnxSession session;
  private final UsageMeter meter;

  private WhisperGraph(OnnxSession session, UsageMeter meter) {
    this.session = session;
    this.meter = meter;
  }

  /** Loads a file; one thread gives the same result everywhere. */
  static WhisperGraph open(Path file, Whisper.Options options) {
    String folder = file.toAbsolutePath().normalize().getParent().getParent().getFileName() + "/";
    SessionSettings settings =
        SessionSettings.standard()
            .on(options.device())
            .threads(options.threads())
            .arena(true)
            .patterns(false);
    return new WhisperGraph(
        OnnxSession.open(folder + file.getFileName(), file, settings), new UsageMeter());
  }

  /** The same loaded graph, its calls counted there. */
  WhisperGraph countedBy(UsageMeter other) {
    return new WhisperGraph(session, other);
  }

  boolean hasInput(String name) {
    return session.input(name).isPresent();
  }

  Set<String> outputs() {
    return session.outputs().stream().map(TensorSpec::name).collect(Collectors.toSet());
  }

  /** Fails with the file's name where a needed input is not declared. */
  void require(String... names) {
    for (String name : names) {
      if (!hasInput(name)) {
        throw new ModelMismatch(
            session.name()
                + " has no input "
                + name
                + ": a Whisper export for transformers.js has it");
      }
    }
  }

  /**
   * Runs the graph for the outputs named. The caller closes the result, which owns them.
   *
   * @param items windows in this call
   */
  OrtSession.Result run(Map<String, OnnxTensor> feed, Set<String> wanted, int items) {
    OrtSession.Result result = session.run(feed, wanted, Map.of(), items, meter);
    LIVE.incrementAndGet();
    return result;
  }

  /** A float tensor in the precision that the input is declared with. */
  OnnxTensor floats(String input, FloatBuffer values, long... shape) {
    try {
      if (type(input) == ElementType.FLOAT16) {
        ShortBuffer half = Fp16Conversions.convertFloatBufferToFp16Buffer(values);
        return counted(OnnxTensor.createTensor(ENVIRONMENT, half, shape, OnnxJavaType.FLOAT16));
      }
      return counted(OnnxTensor.createTensor(ENVIRONMENT, values, shape));
    } catch (OrtException e) {
      throw new ModelMismatch("no tensor for " + input + " of " + session.name(), e);
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

  ElementType type(String input) {
    return session.input(input).orElseThrow().type();
  }

  static OnnxTensor output(OrtSession.Result result, String name) {
    return (OnnxTensor)
        result.get(name).orElseThrow(() -> new ModelMismatch("the model gives no " + name));
  }

  @Override
  public void close() {
    session.close();
  }
}
