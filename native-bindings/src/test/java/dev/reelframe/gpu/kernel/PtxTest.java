package dev.reelframe.gpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PtxTest {
  @Test
  void thePtxIsThatOfTheSourceAndOldEnoughForDriver12() throws Exception {
    String source;
    try (var in = FrameKernels.class.getResourceAsStream("frames.cu")) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String hash =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(source.getBytes(StandardCharsets.UTF_8)));
    assertThat(FrameKernels.ptx())
        .as("run native-bindings/kernels/compile after a change of frames.cu")
        .contains("source sha256: " + hash);
    Matcher version = Pattern.compile("\\.version (\\d)\\.\\d").matcher(FrameKernels.ptx());
    assertThat(version.find()).isTrue();
    assertThat(Integer.parseInt(version.group(1))).isLessThanOrEqualTo(8);
    assertThat(FrameKernels.ptx()).contains(".target sm_75");
  }
}
