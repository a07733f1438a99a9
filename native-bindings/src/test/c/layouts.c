/* Prints what the C compiler makes of the structs, one line "struct.member offset" and "struct size" each. */
#include "nvml_layout.h"
#include <cupti.h>
#include <stddef.h>
#include <stdio.h>

#define SIZE(type) printf(#type " %zu\n", sizeof(type))
#define AT(type, member) printf(#type "." #member " %zu\n", offsetof(type, member))

int main(void) {
  SIZE(CUpti_ActivityKernel10);
  AT(CUpti_ActivityKernel10, registersPerThread); AT(CUpti_ActivityKernel10, start); AT(CUpti_ActivityKernel10, end);
  AT(CUpti_ActivityKernel10, deviceId); AT(CUpti_ActivityKernel10, streamId); AT(CUpti_ActivityKernel10, gridX);
  AT(CUpti_ActivityKernel10, blockZ); AT(CUpti_ActivityKernel10, staticSharedMemory);
  AT(CUpti_ActivityKernel10, dynamicSharedMemory); AT(CUpti_ActivityKernel10, correlationId);
  AT(CUpti_ActivityKernel10, name); AT(CUpti_ActivityKernel10, graphNodeId); AT(CUpti_ActivityKernel10, isDeviceLaunched);
  SIZE(CUpti_ActivityMemcpy6);
  AT(CUpti_ActivityMemcpy6, copyKind); AT(CUpti_ActivityMemcpy6, srcKind); AT(CUpti_ActivityMemcpy6, bytes);
  AT(CUpti_ActivityMemcpy6, start); AT(CUpti_ActivityMemcpy6, end); AT(CUpti_ActivityMemcpy6, deviceId);
  AT(CUpti_ActivityMemcpy6, streamId); AT(CUpti_ActivityMemcpy6, correlationId); AT(CUpti_ActivityMemcpy6, copyCount);
  SIZE(CUpti_ActivityMemset4);
  AT(CUpti_ActivityMemset4, bytes); AT(CUpti_ActivityMemset4, start); AT(CUpti_ActivityMemset4, end);
  AT(CUpti_ActivityMemset4, deviceId); AT(CUpti_ActivityMemset4, streamId); AT(CUpti_ActivityMemset4, correlationId);
  SIZE(CUpti_ActivityExternalCorrelation);
  AT(CUpti_ActivityExternalCorrelation, externalKind); AT(CUpti_ActivityExternalCorrelation, externalId);
  AT(CUpti_ActivityExternalCorrelation, correlationId);

  SIZE(nvmlPciInfo_t); AT(nvmlPciInfo_t, domain); AT(nvmlPciInfo_t, busId);
  SIZE(nvmlMemory_t); AT(nvmlMemory_t, total); AT(nvmlMemory_t, used);
  SIZE(nvmlMemory_v2_t); AT(nvmlMemory_v2_t, version); AT(nvmlMemory_v2_t, total); AT(nvmlMemory_v2_t, used);
  SIZE(nvmlUtilization_t); AT(nvmlUtilization_t, memory);
  SIZE(nvmlProcessInfo_v2_t); AT(nvmlProcessInfo_v2_t, usedGpuMemory); AT(nvmlProcessInfo_v2_t, gpuInstanceId);
  SIZE(nvmlSample_t); AT(nvmlSample_t, timeStamp); AT(nvmlSample_t, sampleValue);
  SIZE(nvmlTemperature_v1_t); AT(nvmlTemperature_v1_t, sensorType); AT(nvmlTemperature_v1_t, temperature);
  printf("NVML_STRUCT_VERSION(Memory,2) %u\n", NVML_STRUCT_VERSION(Memory, 2));
  printf("NVML_STRUCT_VERSION(Temperature,1) %u\n", NVML_STRUCT_VERSION(Temperature, 1));
  return 0;
}
