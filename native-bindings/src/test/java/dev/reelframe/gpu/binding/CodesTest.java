package dev.reelframe.gpu.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.gen.cuda.CudaDriver;
import dev.reelframe.gpu.gen.cupti.Cupti;
import dev.reelframe.gpu.gen.nvml.Nvml;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our tables of error codes against the constants of the generated header classes. */
class CodesTest {
  @BeforeEach
  void load() {
    SimulatedDriver.load();
  }

  private static Map<String, Integer> constants(Class<?> header, String prefix) throws Exception {
    Map<String, Integer> found = new TreeMap<>();
    for (Method method : header.getMethods()) {
      if (method.getName().startsWith(prefix) && method.getParameterCount() == 0) {
        found.put(method.getName(), (int) method.invoke(null));
      }
    }
    found.remove("CUPTI_ERROR_FORCE_INT");
    return found;
  }

  @Test
  void cudaCodesAreThoseOfTheHeader() throws Exception {
    assertThat(
            Arrays.stream(CudaCode.values())
                .collect(Collectors.toMap(CudaCode::headerName, CudaCode::code)))
        .hasSizeGreaterThan(90)
        .containsExactlyInAnyOrderEntriesOf(constants(CudaDriver.class, "CUDA_ERROR_"));
  }

  @Test
  void nvmlCodesAreThoseOfTheHeaderAndHaveNoGap() throws Exception {
    assertThat(
            Arrays.stream(NvmlCode.values())
                .collect(Collectors.toMap(NvmlCode::headerName, NvmlCode::code)))
        .hasSize(31)
        .containsExactlyInAnyOrderEntriesOf(constants(Nvml.class, "NVML_ERROR_"));
    for (int code = 1; code <= 30; code++) {
      assertThat(NvmlCode.of(code)).isPresent();
    }
  }

  @Test
  void cuptiCodesAreThoseOfTheHeader() throws Exception {
    assertThat(
            Arrays.stream(CuptiCode.values())
                .collect(Collectors.toMap(CuptiCode::headerName, CuptiCode::code)))
        .containsExactlyInAnyOrderEntriesOf(constants(Cupti.class, "CUPTI_ERROR_"));
  }

  @Test
  void everyFunctionWeCallIsAskedForAtLoad() throws Exception {
    assertThat(Cuda.requiredFunctions())
        .containsExactlyInAnyOrderElementsOf(
            dev.reelframe.gpu.simulated.CalledFunctions.through("CudaDriver"));
    assertThat(Cuda.missingFunctions()).isEmpty();
  }
}
