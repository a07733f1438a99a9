package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxErrorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Non-zero status code returned while running Conv node. Failed to allocate memory for"
            + " requested buffer of size 4096",
        "std::bad_alloc",
        "CUDA failure 2: out of memory"
      })
  void memoryThatRanOutMayBeThereTheNextTimeAndSaysNothingOfTheFile(String message) {
    ModelException error =
        OnnxErrors.running(
            "whisper", new OrtException(OrtErrorCode.ORT_RUNTIME_EXCEPTION, message));
    assertThat(error).isInstanceOf(ModelUnavailable.class).hasMessageContaining(message);
    assertThat(error.retryable()).isTrue();
    assertThat(error).hasMessageNotContaining("fetch");
  }

  @Test
  void aWrongInputStaysWrong() {
    ModelException error =
        OnnxErrors.running("m", new OrtException(OrtErrorCode.ORT_INVALID_ARGUMENT, "bad rank"));
    assertThat(error).isInstanceOf(ModelMismatch.class);
    assertThat(error.retryable()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = OrtErrorCode.class,
      names = {"ORT_INVALID_PROTOBUF", "ORT_NO_MODEL", "ORT_INVALID_GRAPH"})
  void aDamagedFileIsToBeFetchedAgain(OrtErrorCode code) {
    assertThat(OnnxErrors.loading("m", Path.of("m.onnx"), new OrtException(code, "broken")))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("fetch the model m again");
  }
}
