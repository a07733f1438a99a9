/* libnvidia-ml.so.1 of the simulated driver. NVML's index runs the other way round than CUDA's, as it may on a real machine. */
#include "sim.h"
#include "nvml_layout.h"
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define GPU_IS_LOST 15
#define ENTER() SIM_ENTER(GPU_IS_LOST)
#define INVALID_ARGUMENT 2
#define NOT_SUPPORTED 3
#define NOT_FOUND 6
#define INSUFFICIENT_SIZE 7
#define VERSION_MISMATCH 25

struct nvmlDevice_st { int cuda, mig; };
static struct nvmlDevice_st cards[SIM_MOST_DEVICES], slice;

static nvmlDevice_t card(int cuda) {
  cards[cuda].cuda = cuda;
  return &cards[cuda];
}

static void uuid(nvmlDevice_t device, char *text, unsigned length) {
  unsigned char bytes[16];
  memcpy(bytes, sim_devices[device->cuda].uuid, 16);
  if (device->mig) bytes[0] = 0x11;
  int at = snprintf(text, length, device->mig ? "MIG-" : "GPU-");
  for (int i = 0; i < 16; i++)
    at += snprintf(text + at, length - at, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", bytes[i]);
}

int nvmlInit_v2(void) { ENTER(); return 0; }
const char *nvmlErrorString(int code) {
  static __thread char text[64];
  snprintf(text, sizeof text, "simulated NVML error %d", code);
  return text;
}
int nvmlSystemGetDriverVersion(char *text, unsigned length) { ENTER(); snprintf(text, length, "580.00-simulated"); return 0; }
int nvmlDeviceGetCount_v2(unsigned *count) { ENTER(); *count = sim_config.devices; return 0; }

int nvmlDeviceGetHandleByIndex_v2(unsigned index, nvmlDevice_t *device) {
  ENTER();
  if ((int)index >= sim_config.devices) return INVALID_ARGUMENT;
  *device = card(sim_config.devices - 1 - index);
  return 0;
}

int nvmlDeviceGetHandleByUUID(const char *wanted, nvmlDevice_t *device) {
  ENTER();
  char text[96];
  for (int d = 0; d < sim_config.devices; d++) {
    uuid(card(d), text, sizeof text);
    if (!strcmp(text, wanted)) { *device = card(d); return 0; }
  }
  slice.mig = 1;
  uuid(&slice, text, sizeof text);
  if (sim_config.mig && !strcmp(text, wanted)) { *device = &slice; return 0; }
  return NOT_FOUND;
}

int nvmlDeviceGetUUID(nvmlDevice_t d, char *text, unsigned length) { ENTER(); uuid(d, text, length); return 0; }
int nvmlDeviceGetName(nvmlDevice_t d, char *text, unsigned length) { ENTER(); snprintf(text, length, "Simulated H200"); return 0; }
int nvmlDeviceGetIndex(nvmlDevice_t d, unsigned *index) { ENTER(); *index = sim_config.devices - 1 - d->cuda; return 0; }
int nvmlDeviceIsMigDeviceHandle(nvmlDevice_t d, unsigned *mig) { ENTER(); *mig = d->mig; return 0; }
int nvmlDeviceGetDeviceHandleFromMigDeviceHandle(nvmlDevice_t d, nvmlDevice_t *parent) { ENTER(); *parent = card(d->cuda); return 0; }

int nvmlDeviceGetPciInfo_v3(nvmlDevice_t d, nvmlPciInfo_t *pci) {
  ENTER();
  snprintf(pci->busId, sizeof pci->busId, "00000000:%02X:00.0", 0x3b + d->cuda);
  return 0;
}

int nvmlDeviceGetCudaComputeCapability(nvmlDevice_t d, int *major, int *minor) { ENTER(); *major = 9; *minor = 0; return 0; }

int nvmlDeviceGetMemoryInfo(nvmlDevice_t d, nvmlMemory_t *memory) {
  ENTER();
  memory->total = sim_devices[d->cuda].total;
  memory->used = sim_devices[d->cuda].used;
  memory->free = memory->total - memory->used;
  return 0;
}

int nvmlDeviceGetMemoryInfo_v2(nvmlDevice_t d, nvmlMemory_v2_t *memory) {
  ENTER();
  if (memory->version != NVML_STRUCT_VERSION(Memory, 2)) return VERSION_MISMATCH;
  memory->total = sim_devices[d->cuda].total;
  memory->used = sim_devices[d->cuda].used;
  memory->free = memory->total - memory->used;
  return 0;
}

int nvmlDeviceGetUtilizationRates(nvmlDevice_t d, nvmlUtilization_t *use) {
  ENTER();
  if (d->mig) return NOT_SUPPORTED;
  use->gpu = sim_busy_percent(d->cuda);
  use->memory = use->gpu / 2;
  return 0;
}

int nvmlDeviceGetEncoderUtilization(nvmlDevice_t d, unsigned *use, unsigned *period) { ENTER(); *use = 0; *period = 100000; return 0; }
int nvmlDeviceGetDecoderUtilization(nvmlDevice_t d, unsigned *use, unsigned *period) { ENTER(); *use = 7; *period = 100000; return 0; }
int nvmlDeviceGetClockInfo(nvmlDevice_t d, int clock, unsigned *mhz) { ENTER(); *mhz = clock == 2 ? 3201 : 1500 + clock; return 0; }
int nvmlDeviceGetMaxClockInfo(nvmlDevice_t d, int clock, unsigned *mhz) { ENTER(); *mhz = 1980; return 0; }
int nvmlDeviceGetPowerUsage(nvmlDevice_t d, unsigned *mw) { ENTER(); *mw = 75000 + 3000 * sim_busy_percent(d->cuda); return 0; }
int nvmlDeviceGetEnforcedPowerLimit(nvmlDevice_t d, unsigned *mw) { ENTER(); *mw = 700000; return 0; }
int nvmlDeviceGetTotalEnergyConsumption(nvmlDevice_t d, unsigned long long *mj) { ENTER(); *mj = sim_devices[d->cuda].energy_mj; return 0; }
int nvmlDeviceGetTemperature(nvmlDevice_t d, int sensor, unsigned *celsius) { ENTER(); *celsius = 41; return 0; }
int nvmlDeviceGetPerformanceState(nvmlDevice_t d, int *state) { ENTER(); *state = 0; return 0; }
int nvmlDeviceGetFanSpeed(nvmlDevice_t d, unsigned *percent) { ENTER(); return NOT_SUPPORTED; }
int nvmlDeviceGetCurrPcieLinkGeneration(nvmlDevice_t d, unsigned *value) { ENTER(); *value = 5; return 0; }
int nvmlDeviceGetCurrPcieLinkWidth(nvmlDevice_t d, unsigned *value) { ENTER(); *value = 16; return 0; }
int nvmlDeviceGetMemoryBusWidth(nvmlDevice_t d, unsigned *bits) { ENTER(); *bits = 6144; return 0; }
int nvmlDeviceGetArchitecture(nvmlDevice_t d, unsigned *value) { ENTER(); *value = 9; return 0; }
int nvmlDeviceGetCurrentClocksThrottleReasons(nvmlDevice_t d, unsigned long long *mask) { ENTER(); *mask = 0x4 | 0x20; return 0; }
int nvmlDeviceGetEccMode(nvmlDevice_t d, int *now, int *pending) { ENTER(); *now = *pending = 1; return 0; }
int nvmlDeviceGetTotalEccErrors(nvmlDevice_t d, int type, int counter, unsigned long long *count) { ENTER(); *count = type ? 0 : 3; return 0; }

int nvmlDeviceGetPcieThroughput(nvmlDevice_t d, int counter, unsigned *kilobytes) {
  ENTER();
  usleep(20000); /* NVML measures for 20 ms */
  *kilobytes = counter ? 2000 : 1000;
  return 0;
}

#ifndef SIM_DRIVER_12_0
int nvmlDeviceGetTemperatureV(nvmlDevice_t d, nvmlTemperature_v1_t *temperature) {
  ENTER();
  if (temperature->version != NVML_STRUCT_VERSION(Temperature, 1)) return VERSION_MISMATCH;
  temperature->temperature = 41;
  return 0;
}

int nvmlDeviceGetCurrentClocksEventReasons(nvmlDevice_t d, unsigned long long *mask) { ENTER(); *mask = 0x4 | 0x20; return 0; }
#endif

/* Forty processes, this one first: more than a first guess has room for. */
#define PROCESSES 40
static int processes(unsigned *count, nvmlProcessInfo_v2_t *infos) {
  unsigned room = *count;
  *count = PROCESSES;
  if (room < PROCESSES) return INSUFFICIENT_SIZE;
  for (int i = 0; i < PROCESSES; i++) {
    infos[i] = (nvmlProcessInfo_v2_t){.pid = i ? 4000000 + i : getpid(), .usedGpuMemory = i == 1 ? -1ULL : 1ULL << 20};
  }
  return 0;
}

int nvmlDeviceGetComputeRunningProcesses_v3(nvmlDevice_t d, unsigned *n, nvmlProcessInfo_v2_t *p) { ENTER(); return processes(n, p); }
int nvmlDeviceGetGraphicsRunningProcesses_v3(nvmlDevice_t d, unsigned *n, nvmlProcessInfo_v2_t *p) { ENTER(); *n = 0; return 0; }
int nvmlDeviceGetMPSComputeRunningProcesses_v3(nvmlDevice_t d, unsigned *n, nvmlProcessInfo_v2_t *p) { ENTER(); *n = 0; return 0; }

/* A sample each 20 ms, at most the last 100. */
#define PERIOD_US 20000ULL
#define KEPT 100
int nvmlDeviceGetSamples(nvmlDevice_t d, int type, unsigned long long since, int *value_type, unsigned *count, nvmlSample_t *samples) {
  ENTER();
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  unsigned long long micros = now.tv_sec * 1000000ULL + now.tv_nsec / 1000, last = micros / PERIOD_US;
  unsigned filled = 0;
  *value_type = 1;
  for (unsigned long long tick = last - KEPT + 1; tick <= last; tick++) {
    if (tick * PERIOD_US <= since) continue;
    if (samples && filled < *count) {
      samples[filled].timeStamp = tick * PERIOD_US;
      samples[filled].sampleValue.uiVal = type == 0 ? 250000 : type >= 5 ? 1500 : 50;
    }
    filled++;
  }
  if (samples && filled > *count) filled = *count;
  *count = samples ? filled : KEPT;
  return 0;
}
