package dev.reelframe.models;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Locale;

/** What an error of the runtime means: its type here, and the next step. */
final class OnnxErrors {
  private OnnxErrors() {}

  static ModelException loading(String model, Path file, OrtException error) {
    String says = " (" + error.getMessage() + ")";
    return switch (error.getCode()) {
      case ORT_INVALID_PROTOBUF, ORT_NO_MODEL, ORT_INVALID_GRAPH ->
          new ModelMismatch(
              "ONNX Runtime cannot load " + file + says + ": fetch the model " + model + " again.",
              error);
      case ORT_NOT_IMPLEMENTED ->
          new ModelUnavailable(
              "ONNX Runtime %s lacks an operation of the model %s%s: take another export of it."
                  .formatted(OnnxRuntime.version(), model, says),
              false,
              error);
      default ->
          new ModelUnavailable(
              "ONNX Runtime %s refuses the model %s, %s%s"
                  .formatted(OnnxRuntime.version(), model, file, says),
              outOfMemory(error),
              error);
    };
  }

  /** Memory may be there the next time; a wrong input stays wrong. */
  static ModelException running(String model, OrtException error) {
    return switch (error.getCode()) {
      case ORT_INVALID_ARGUMENT ->
          new ModelMismatch("Model " + model + " refuses its input: " + error.getMessage(), error);
      default ->
          new ModelUnavailable(
              "Model " + model + " failed: " + error.getMessage(), outOfMemory(error), error);
    };
  }

  /** The runtime has no code for it: the words of its allocators on CPU and GPU. */
  static boolean outOfMemory(OrtException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("allocate memory")
        || message.contains("bad_alloc")
        || message.contains("out of memory")
        || message.contains("bad allocation");
  }

  /**
   * The device itself, in the words of the runtime's CUDA calls: its context is of no use after.
   */
  static boolean deviceFailed(OrtException error) {
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("cuda failure")
        || message.contains("cuda error")
        || message.contains("cudnn_status")
        || message.contains("cublas failure");
  }
}
