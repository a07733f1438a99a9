package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.ComputeCapability;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttentionTest {

  @ParameterizedTest
  @CsvSource({
    "9, 0, FLASH",
    "8, 6, FLASH",
    "8, 0, FLASH",
    "7, 5, MEMORY_EFFICIENT",
    "7, 0, PLAIN",
    "6, 1, PLAIN"
  })
  void theComputeCapabilityDecides(int major, int minor, Attention.Path path) {
    Attention attention =
        Attention.on(Device.cuda(1), Optional.of(new ComputeCapability(major, minor)));
    assertThat(attention.path()).isEqualTo(path);
    assertThat(attention).asString().contains("cuda:1").contains(major + "." + minor);
  }

  @Test
  void withoutOneItIsPlainAndSaysWhy() {
    assertThat(Attention.on(Device.cpu(), Optional.empty())).hasToString("plain (CPU)");
    assertThat(Attention.on(Device.cuda(0), Optional.empty()))
        .hasToString("plain (cuda:0, compute capability unknown)");
  }
}
