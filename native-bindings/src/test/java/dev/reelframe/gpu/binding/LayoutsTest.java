package dev.reelframe.gpu.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.gpu.gen.cupti.CUpti_ActivityKernel10;
import dev.reelframe.gpu.gen.cupti.CUpti_ActivityMemcpy6;
import dev.reelframe.gpu.gen.cupti.CUpti_ActivityMemset4;
import dev.reelframe.gpu.gen.nvml.nvmlMemory_st;
import dev.reelframe.gpu.gen.nvml.nvmlMemory_v2_st;
import dev.reelframe.gpu.gen.nvml.nvmlPciInfo_st;
import dev.reelframe.gpu.gen.nvml.nvmlProcessInfo_v2_st;
import dev.reelframe.gpu.gen.nvml.nvmlSample_st;
import dev.reelframe.gpu.gen.nvml.nvmlTemperature_v1_t;
import dev.reelframe.gpu.gen.nvml.nvmlUtilization_st;
import dev.reelframe.gpu.simulated.SimulatedDriver;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sizes and offsets of the generated structs against what the C compiler makes of the headers. */
class LayoutsTest {
  private static final Map<String, MemoryLayout> LAYOUTS =
      Map.ofEntries(
          Map.entry("CUpti_ActivityKernel10", CUpti_ActivityKernel10.layout()),
          Map.entry("CUpti_ActivityMemcpy6", CUpti_ActivityMemcpy6.layout()),
          Map.entry("CUpti_ActivityMemset4", CUpti_ActivityMemset4.layout()),
          Map.entry("CUpti_ActivityExternalCorrelation", CuptiActivity.EXTERNAL_CORRELATION),
          Map.entry("nvmlPciInfo_t", nvmlPciInfo_st.layout()),
          Map.entry("nvmlMemory_t", nvmlMemory_st.layout()),
          Map.entry("nvmlMemory_v2_t", nvmlMemory_v2_st.layout()),
          Map.entry("nvmlUtilization_t", nvmlUtilization_st.layout()),
          Map.entry("nvmlProcessInfo_v2_t", nvmlProcessInfo_v2_st.layout()),
          Map.entry("nvmlSample_t", nvmlSample_st.layout()),
          Map.entry("nvmlTemperature_v1_t", nvmlTemperature_v1_t.layout()));

  @Test
  void sizesAndOffsetsAreThoseOfTheCompiler() {
    int compared = 0;
    for (String line : SimulatedDriver.outputOf("layouts.c").lines().toList()) {
      int space = line.lastIndexOf(' ');
      long expected = Long.parseLong(line.substring(space + 1));
      assertThat(ours(line.substring(0, space))).as(line).isEqualTo(expected);
      compared++;
    }
    assertThat(compared).isGreaterThan(50);
  }

  private static long ours(String what) {
    if (what.startsWith("NVML_STRUCT_VERSION(Memory")) {
      return NvmlDevice.structVersion(nvmlMemory_v2_st.layout(), 2);
    }
    if (what.startsWith("NVML_STRUCT_VERSION(Temperature")) {
      return NvmlDevice.structVersion(nvmlTemperature_v1_t.layout(), 1);
    }
    int dot = what.indexOf('.');
    MemoryLayout layout = LAYOUTS.get(dot < 0 ? what : what.substring(0, dot));
    return dot < 0
        ? layout.byteSize()
        : layout.byteOffset(PathElement.groupElement(what.substring(dot + 1)));
  }
}
