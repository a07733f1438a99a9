package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:7"})
  void readsBackWhatItPrints(String text) {
    assertThat(Device.parse(text)).hasToString(text);
  }

  @Test
  void readsTheShortAndLooseForms() {
    assertThat(Device.parse(" CUDA ")).isEqualTo(Device.cuda(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda:", "cuda:-1", "cuda:1x", "cpu:0"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> Device.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theRuntimeOfTheTestsHasNoCudaAndSaysSo() {
    assertThat(DeviceUse.planned(Device.cpu()).reason()).isEmpty();
    DeviceUse planned = DeviceUse.planned(Device.auto());
    assertThat(planned.used()).isEqualTo(Device.cpu());
    assertThat(planned.reason()).contains("no CUDA provider", "onnxruntime_gpu");
  }
}
