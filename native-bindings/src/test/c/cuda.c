/* libcuda.so.1: the driver API of the simulated driver, against the installed cuda.h. */
#define _GNU_SOURCE
#include "sim.h"
#include <cuda.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ENTER() SIM_ENTER(sim_config.lost_code)
#define REQUIRE(condition, code) \
  if (!(condition)) return code
#define NEEDS_CONTEXT()                              \
  REQUIRE(context, CUDA_ERROR_INVALID_CONTEXT);      \
  REQUIRE(!card_is_lost(), CUDA_ERROR_ECC_UNCORRECTABLE)

enum { CONTEXT = 0x43545831, STREAM, EVENT, MODULE, FUNCTION, GRAPH, EXEC, MEMORY };

struct CUctx_st { int magic, device, references; };
struct node {
  int kind; /* 1 copy, 2 fill, 3 kernel */
  const struct sim_kernel *kernel;
  unsigned grid[3], block[3], shared;
  uint64_t values[32];
  char *to, *from;
  size_t bytes;
  int value, copy_kind;
  struct node *next;
};
struct CUgraph_st { int magic; struct node *first, *last; size_t count; };
struct CUgraphExec_st { int magic; struct CUgraph_st *graph; };
struct CUstream_st { int magic, priority; struct CUctx_st *context; struct CUgraph_st *capture; };
struct CUevent_st { int magic, timed; int64_t at; };
struct CUmod_st { int magic; char *text; };
struct CUfunc_st { int magic; const struct sim_kernel *kernel; struct CUfunc_st *next; };
struct block { int magic, device; size_t bytes; void *align[6]; };

static struct CUctx_st primary[SIM_MOST_DEVICES];
static __thread struct CUctx_st *context;
static unsigned correlations;
static int initialised;
static struct CUfunc_st *known_functions;

static int card_is_lost(void) {
  int64_t *left = &sim_devices[context->device].lose_after;
  if (*left < 0) return 0;
  if (__sync_sub_and_fetch(left, 1) > 0) return 0;
  *left = 0;
  return 1;
}

static void *new_handle(size_t bytes, int magic) {
  int *handle = calloc(1, bytes);
  *handle = magic;
  sim_count_live(1);
  return handle;
}

static CUresult free_handle(void *handle, int magic) {
  if (!handle || *(int *)handle != magic) return CUDA_ERROR_INVALID_HANDLE;
  *(int *)handle = 0;
  free(handle);
  sim_count_live(-1);
  return CUDA_SUCCESS;
}

static int is(const void *handle, int magic) { return handle && *(const int *)handle == magic; }
static int is_stream(CUstream stream) { return !stream || is(stream, STREAM); }

/* ---- the library ---- */

CUresult cuInit(unsigned int flags) {
  ENTER();
  if (sim_config.devices == 0) return CUDA_ERROR_NO_DEVICE;
  initialised = 1;
  return CUDA_SUCCESS;
}

CUresult cuDriverGetVersion(int *version) {
  ENTER();
  *version = sim_config.driver;
  return CUDA_SUCCESS;
}

CUresult cuGetErrorName(CUresult error, const char **text) { return cuGetErrorString(error, text); }

CUresult cuGetErrorString(CUresult error, const char **text) {
  static __thread char buffer[64];
  snprintf(buffer, sizeof buffer, "simulated error %d", (int)error);
  *text = buffer;
  return CUDA_SUCCESS;
}

/* ---- devices ---- */

CUresult cuDeviceGetCount(int *count) {
  ENTER();
  REQUIRE(initialised, CUDA_ERROR_NOT_INITIALIZED);
  *count = sim_config.devices;
  return CUDA_SUCCESS;
}

CUresult cuDeviceGet(CUdevice *device, int ordinal) {
  ENTER();
  REQUIRE(ordinal >= 0 && ordinal < sim_config.devices, CUDA_ERROR_INVALID_DEVICE);
  *device = ordinal;
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetName(char *name, int length, CUdevice device) {
  ENTER();
  snprintf(name, length, "Simulated H200%s", sim_config.mig && device == 0 ? " MIG 1g.18gb" : "");
  return CUDA_SUCCESS;
}

#undef cuDeviceGetUuid
CUresult cuDeviceGetUuid_v2(CUuuid *uuid, CUdevice device) {
  ENTER();
  memcpy(uuid->bytes, sim_devices[device].uuid, 16);
  if (sim_config.mig && device == 0) uuid->bytes[0] = 0x11;
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetPCIBusId(char *text, int length, CUdevice device) {
  ENTER();
  snprintf(text, length, "0000:%02X:00.0", 0x3b + device);
  return CUDA_SUCCESS;
}

CUresult cuDeviceTotalMem(size_t *bytes, CUdevice device) {
  ENTER();
  *bytes = sim_devices[device].total;
  return CUDA_SUCCESS;
}

CUresult cuDeviceGetAttribute(int *value, CUdevice_attribute attribute, CUdevice device) {
  ENTER();
  switch (attribute) {
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR: *value = 9; break;
    case CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR: *value = 0; break;
    case CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT: *value = 2; break;
    case CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH: *value = 6144; break;
    case CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE: *value = 3201000; break;
    default: *value = 0;
  }
  return CUDA_SUCCESS;
}

/* ---- contexts ---- */

CUresult cuDevicePrimaryCtxRetain(CUcontext *out, CUdevice device) {
  ENTER();
  primary[device].magic = CONTEXT;
  primary[device].device = device;
  if (primary[device].references++ == 0) sim_count_live(1);
  *out = &primary[device];
  return CUDA_SUCCESS;
}

CUresult cuDevicePrimaryCtxRelease(CUdevice device) {
  ENTER();
  REQUIRE(primary[device].references > 0, CUDA_ERROR_INVALID_CONTEXT);
  if (--primary[device].references == 0) sim_count_live(-1);
  return CUDA_SUCCESS;
}

static CUresult create_context(CUcontext *out, CUdevice device) {
  struct CUctx_st *made = new_handle(sizeof *made, CONTEXT);
  made->device = device;
  context = made;
  *out = made;
  return CUDA_SUCCESS;
}

#ifndef SIM_DRIVER_12_0
#undef cuCtxCreate
CUresult cuCtxCreate_v4(CUcontext *out, CUctxCreateParams *params, unsigned int flags, CUdevice device) {
  ENTER();
  return create_context(out, device);
}
#endif

CUresult cuCtxCreate_v2(CUcontext *out, unsigned int flags, CUdevice device) {
  ENTER();
  return create_context(out, device);
}

CUresult cuCtxDestroy(CUcontext ctx) {
  ENTER();
  if (context == ctx) context = NULL;
  return free_handle(ctx, CONTEXT);
}

CUresult cuCtxSetCurrent(CUcontext ctx) {
  ENTER();
  REQUIRE(is(ctx, CONTEXT), CUDA_ERROR_INVALID_CONTEXT);
  context = ctx;
  return CUDA_SUCCESS;
}

static void wait_for_device(void) {
  int64_t left = sim_devices[context->device].busy_until - sim_now();
  if (left > 0) {
    struct timespec pause = {left / 1000000000, left % 1000000000};
    nanosleep(&pause, NULL);
  }
}

#undef cuCtxSynchronize
CUresult cuCtxSynchronize(void) {
  ENTER();
  NEEDS_CONTEXT();
  wait_for_device();
  return CUDA_SUCCESS;
}

/* ---- memory ---- */

static CUresult allocate(CUdeviceptr *out, size_t bytes) {
  NEEDS_CONTEXT();
  REQUIRE(bytes > 0, CUDA_ERROR_INVALID_VALUE);
  struct sim_device *device = &sim_devices[context->device];
  REQUIRE(device->used + bytes <= device->total, CUDA_ERROR_OUT_OF_MEMORY);
  struct block *block = malloc(sizeof *block + bytes);
  REQUIRE(block, CUDA_ERROR_OUT_OF_MEMORY);
  *block = (struct block){.magic = MEMORY, .device = context->device, .bytes = bytes};
  __sync_fetch_and_add(&device->used, bytes);
  sim_count_live(1);
  *out = (CUdeviceptr)(uintptr_t)(block + 1);
  return CUDA_SUCCESS;
}

static CUresult give_back(CUdeviceptr pointer) {
  struct block *block = (struct block *)(uintptr_t)pointer - 1;
  REQUIRE(pointer && block->magic == MEMORY, CUDA_ERROR_INVALID_VALUE);
  block->magic = 0;
  __sync_fetch_and_sub(&sim_devices[block->device].used, block->bytes);
  free(block);
  sim_count_live(-1);
  return CUDA_SUCCESS;
}

CUresult cuMemAlloc(CUdeviceptr *out, size_t bytes) {
  ENTER();
  return allocate(out, bytes);
}

CUresult cuMemFree(CUdeviceptr pointer) {
  ENTER();
  return give_back(pointer);
}

CUresult cuMemAllocAsync(CUdeviceptr *out, size_t bytes, CUstream stream) {
  ENTER();
  REQUIRE(is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  return allocate(out, bytes);
}

CUresult cuMemFreeAsync(CUdeviceptr pointer, CUstream stream) {
  ENTER();
  REQUIRE(is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  return give_back(pointer);
}

CUresult cuMemHostAlloc(void **out, size_t bytes, unsigned int flags) {
  ENTER();
  NEEDS_CONTEXT();
  *out = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  sim_count_live(1);
  return *out ? CUDA_SUCCESS : CUDA_ERROR_OUT_OF_MEMORY;
}

CUresult cuMemFreeHost(void *pointer) {
  ENTER();
  free(pointer);
  sim_count_live(-1);
  return CUDA_SUCCESS;
}

CUresult cuMemGetInfo(size_t *free_bytes, size_t *total) {
  ENTER();
  NEEDS_CONTEXT();
  *total = sim_devices[context->device].total;
  *free_bytes = *total - sim_devices[context->device].used;
  return CUDA_SUCCESS;
}

/* ---- work ---- */

static void execute(struct node *node, CUstream stream) {
  int64_t start = sim_now();
  if (node->kind == 1) memcpy(node->to, node->from, node->bytes);
  if (node->kind == 2) memset(node->to, node->value, node->bytes);
  if (node->kind == 3) {
    void *pointers[32];
    for (int i = 0; i < 32; i++) pointers[i] = &node->values[i];
    sim_run(node->kernel, node->grid, node->block, pointers);
    sim_keep_busy(context->device, sim_config.work_us * 1000LL);
  }
  if (sim_on_work) {
    struct sim_work work = {.kind = node->kind, .copy_kind = node->copy_kind, .device = context->device,
                            .name = node->kernel ? node->kernel->name : NULL, .bytes = node->bytes, .start = start,
                            .end = sim_now(), .stream = stream ? 13 : 7, .correlation = correlations,
                            .shared = node->shared};
    memcpy(work.grid, node->grid, sizeof work.grid);
    memcpy(work.block, node->block, sizeof work.block);
    sim_on_work(&work);
  }
}

static CUresult submit(struct node node, CUstream stream, const char *function) {
  NEEDS_CONTEXT();
  REQUIRE(is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  unsigned correlation = __sync_add_and_fetch(&correlations, 1);
  if (sim_on_call) sim_on_call(function, correlation);
  if (stream && stream->capture) {
    struct node *kept = malloc(sizeof *kept);
    *kept = node;
    if (stream->capture->last) stream->capture->last->next = kept;
    else stream->capture->first = kept;
    stream->capture->last = kept;
    stream->capture->count++;
    return CUDA_SUCCESS;
  }
  execute(&node, stream);
  return CUDA_SUCCESS;
}

static CUresult copy(void *to, const void *from, size_t bytes, int kind, CUstream stream, const char *function) {
  struct node node = {.kind = 1, .to = to, .from = (char *)from, .bytes = bytes, .copy_kind = kind};
  return submit(node, stream, function);
}

#define AT(pointer) ((void *)(uintptr_t)(pointer))

CUresult cuMemcpyHtoD(CUdeviceptr to, const void *from, size_t bytes) {
  ENTER();
  return copy(AT(to), from, bytes, 1, NULL, __func__);
}

CUresult cuMemcpyDtoH(void *to, CUdeviceptr from, size_t bytes) {
  ENTER();
  return copy(to, AT(from), bytes, 2, NULL, __func__);
}

CUresult cuMemcpyDtoD(CUdeviceptr to, CUdeviceptr from, size_t bytes) {
  ENTER();
  return copy(AT(to), AT(from), bytes, 8, NULL, __func__);
}

CUresult cuMemcpyHtoDAsync(CUdeviceptr to, const void *from, size_t bytes, CUstream stream) {
  ENTER();
  return copy(AT(to), from, bytes, 1, stream, __func__);
}

CUresult cuMemcpyDtoHAsync(void *to, CUdeviceptr from, size_t bytes, CUstream stream) {
  ENTER();
  return copy(to, AT(from), bytes, 2, stream, __func__);
}

CUresult cuMemcpyDtoDAsync(CUdeviceptr to, CUdeviceptr from, size_t bytes, CUstream stream) {
  ENTER();
  return copy(AT(to), AT(from), bytes, 8, stream, __func__);
}

CUresult cuMemsetD8(CUdeviceptr to, unsigned char value, size_t bytes) {
  ENTER();
  return submit((struct node){.kind = 2, .to = AT(to), .value = value, .bytes = bytes}, NULL, __func__);
}

CUresult cuMemsetD8Async(CUdeviceptr to, unsigned char value, size_t bytes, CUstream stream) {
  ENTER();
  return submit((struct node){.kind = 2, .to = AT(to), .value = value, .bytes = bytes}, stream, __func__);
}

/* ---- modules and kernels ---- */

CUresult cuModuleLoadDataEx(CUmodule *out, const void *image, unsigned int count, CUjit_option *options, void **values) {
  ENTER();
  NEEDS_CONTEXT();
  REQUIRE(strstr(image, ".version"), CUDA_ERROR_INVALID_IMAGE);
  if (strstr(image, "broken")) {
    for (unsigned i = 0; i < count; i++)
      if (options[i] == CU_JIT_ERROR_LOG_BUFFER) strcpy(values[i], "line 1: broken");
    return CUDA_ERROR_INVALID_PTX;
  }
  struct CUmod_st *module = new_handle(sizeof *module, MODULE);
  module->text = strdup(image);
  *out = module;
  return CUDA_SUCCESS;
}

CUresult cuModuleUnload(CUmodule module) {
  ENTER();
  REQUIRE(is(module, MODULE), CUDA_ERROR_INVALID_HANDLE);
  free(module->text);
  return free_handle(module, MODULE);
}

CUresult cuModuleGetFunction(CUfunction *out, CUmodule module, const char *name) {
  ENTER();
  REQUIRE(is(module, MODULE), CUDA_ERROR_INVALID_HANDLE);
  const struct sim_kernel *kernel = sim_kernel(name);
  REQUIRE(kernel && strstr(module->text, name), CUDA_ERROR_NOT_FOUND);
  struct CUfunc_st *function = known_functions;
  while (function && function->kernel != kernel) function = function->next;
  if (!function) {
    function = calloc(1, sizeof *function);
    *function = (struct CUfunc_st){FUNCTION, kernel, known_functions};
    known_functions = function;
  }
  *out = function;
  return CUDA_SUCCESS;
}

CUresult cuFuncGetAttribute(int *value, CUfunction_attribute attribute, CUfunction function) {
  ENTER();
  REQUIRE(is(function, FUNCTION), CUDA_ERROR_INVALID_HANDLE);
  *value = attribute == CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK ? 1024 : attribute == CU_FUNC_ATTRIBUTE_NUM_REGS ? 32 : 0;
  return CUDA_SUCCESS;
}

CUresult cuLaunchKernel(CUfunction function, unsigned int gx, unsigned int gy, unsigned int gz, unsigned int bx,
                        unsigned int by, unsigned int bz, unsigned int shared, CUstream stream, void **arguments,
                        void **extra) {
  ENTER();
  REQUIRE(is(function, FUNCTION), CUDA_ERROR_INVALID_HANDLE);
  REQUIRE(bx * by * bz <= 1024, CUDA_ERROR_INVALID_VALUE);
  struct node node = {.kind = 3, .kernel = function->kernel, .grid = {gx, gy, gz}, .block = {bx, by, bz}, .shared = shared};
  for (int i = 0; i < function->kernel->arguments; i++) node.values[i] = *(uint64_t *)arguments[i];
  return submit(node, stream, __func__);
}

CUresult cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks, CUfunction function, int threads, size_t shared) {
  ENTER();
  *blocks = 2048 / threads;
  return CUDA_SUCCESS;
}

CUresult cuOccupancyMaxPotentialBlockSize(int *grid, int *block, CUfunction function, CUoccupancyB2DSize shared_of,
                                          size_t shared, int limit) {
  ENTER();
  *grid = 2 * 8;
  *block = 256;
  return CUDA_SUCCESS;
}

/* ---- streams, events, graphs ---- */

CUresult cuStreamCreateWithPriority(CUstream *out, unsigned int flags, int priority) {
  ENTER();
  NEEDS_CONTEXT();
  struct CUstream_st *stream = new_handle(sizeof *stream, STREAM);
  stream->priority = priority;
  stream->context = context;
  *out = stream;
  return CUDA_SUCCESS;
}

CUresult cuStreamDestroy(CUstream stream) {
  ENTER();
  return free_handle(stream, STREAM);
}

CUresult cuStreamQuery(CUstream stream) {
  ENTER();
  REQUIRE(is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  NEEDS_CONTEXT();
  return sim_devices[context->device].busy_until > sim_now() ? CUDA_ERROR_NOT_READY : CUDA_SUCCESS;
}

CUresult cuStreamSynchronize(CUstream stream) {
  ENTER();
  REQUIRE(is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  NEEDS_CONTEXT();
  wait_for_device();
  return CUDA_SUCCESS;
}

CUresult cuStreamWaitEvent(CUstream stream, CUevent event, unsigned int flags) {
  ENTER();
  REQUIRE(is_stream(stream) && is(event, EVENT), CUDA_ERROR_INVALID_HANDLE);
  return CUDA_SUCCESS;
}

static void free_nodes(struct CUgraph_st *graph) {
  for (struct node *node = graph->first, *next; node; node = next) {
    next = node->next;
    free(node);
  }
}

CUresult cuStreamBeginCapture(CUstream stream, CUstreamCaptureMode mode) {
  ENTER();
  REQUIRE(is(stream, STREAM), CUDA_ERROR_INVALID_HANDLE);
  REQUIRE(!stream->capture, CUDA_ERROR_ILLEGAL_STATE);
  stream->capture = new_handle(sizeof(struct CUgraph_st), GRAPH);
  return CUDA_SUCCESS;
}

CUresult cuStreamEndCapture(CUstream stream, CUgraph *out) {
  ENTER();
  REQUIRE(is(stream, STREAM) && stream->capture, CUDA_ERROR_ILLEGAL_STATE);
  *out = stream->capture;
  stream->capture = NULL;
  return CUDA_SUCCESS;
}

CUresult cuGraphGetNodes(CUgraph graph, CUgraphNode *nodes, size_t *count) {
  ENTER();
  REQUIRE(is(graph, GRAPH), CUDA_ERROR_INVALID_HANDLE);
  *count = graph->count;
  return CUDA_SUCCESS;
}

CUresult cuGraphDestroy(CUgraph graph) {
  ENTER();
  REQUIRE(is(graph, GRAPH), CUDA_ERROR_INVALID_HANDLE);
  free_nodes(graph);
  return free_handle(graph, GRAPH);
}

static struct CUgraph_st copy_of(struct CUgraph_st *graph) {
  struct CUgraph_st made = {.count = graph->count};
  for (struct node *node = graph->first; node; node = node->next) {
    struct node *kept = malloc(sizeof *kept);
    *kept = *node;
    kept->next = NULL;
    if (made.last) made.last->next = kept;
    else made.first = kept;
    made.last = kept;
  }
  return made;
}

CUresult cuGraphInstantiateWithFlags(CUgraphExec *out, CUgraph graph, unsigned long long flags) {
  ENTER();
  REQUIRE(is(graph, GRAPH), CUDA_ERROR_INVALID_HANDLE);
  struct CUgraphExec_st *exec = new_handle(sizeof *exec, EXEC);
  exec->graph = malloc(sizeof *exec->graph);
  *exec->graph = copy_of(graph);
  *out = exec;
  return CUDA_SUCCESS;
}

CUresult cuGraphExecUpdate(CUgraphExec exec, CUgraph graph, CUgraphExecUpdateResultInfo *result) {
  ENTER();
  REQUIRE(is(exec, EXEC) && is(graph, GRAPH), CUDA_ERROR_INVALID_HANDLE);
  struct node *a = exec->graph->first, *b = graph->first;
  while (a && b && a->kind == b->kind && a->kernel == b->kernel) a = a->next, b = b->next;
  if (a || b) {
    result->result = CU_GRAPH_EXEC_UPDATE_ERROR_TOPOLOGY_CHANGED;
    return CUDA_ERROR_GRAPH_EXEC_UPDATE_FAILURE;
  }
  free_nodes(exec->graph);
  *exec->graph = copy_of(graph);
  return CUDA_SUCCESS;
}

CUresult cuGraphUpload(CUgraphExec exec, CUstream stream) {
  ENTER();
  REQUIRE(is(exec, EXEC), CUDA_ERROR_INVALID_HANDLE);
  return CUDA_SUCCESS;
}

CUresult cuGraphLaunch(CUgraphExec exec, CUstream stream) {
  ENTER();
  NEEDS_CONTEXT();
  REQUIRE(is(exec, EXEC) && is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  for (struct node *node = exec->graph->first; node; node = node->next) execute(node, stream);
  return CUDA_SUCCESS;
}

CUresult cuGraphExecDestroy(CUgraphExec exec) {
  ENTER();
  REQUIRE(is(exec, EXEC), CUDA_ERROR_INVALID_HANDLE);
  free_nodes(exec->graph);
  free(exec->graph);
  return free_handle(exec, EXEC);
}

CUresult cuEventCreate(CUevent *out, unsigned int flags) {
  ENTER();
  NEEDS_CONTEXT();
  struct CUevent_st *event = new_handle(sizeof *event, EVENT);
  event->timed = !(flags & CU_EVENT_DISABLE_TIMING);
  *out = event;
  return CUDA_SUCCESS;
}

CUresult cuEventDestroy(CUevent event) {
  ENTER();
  return free_handle(event, EVENT);
}

CUresult cuEventRecord(CUevent event, CUstream stream) {
  ENTER();
  NEEDS_CONTEXT();
  REQUIRE(is(event, EVENT) && is_stream(stream), CUDA_ERROR_INVALID_HANDLE);
  int64_t busy = sim_devices[context->device].busy_until, now = sim_now();
  event->at = busy > now ? busy : now;
  return CUDA_SUCCESS;
}

CUresult cuEventQuery(CUevent event) {
  ENTER();
  REQUIRE(is(event, EVENT), CUDA_ERROR_INVALID_HANDLE);
  return event->at > sim_now() ? CUDA_ERROR_NOT_READY : CUDA_SUCCESS;
}

CUresult cuEventSynchronize(CUevent event) {
  ENTER();
  REQUIRE(is(event, EVENT), CUDA_ERROR_INVALID_HANDLE);
  NEEDS_CONTEXT();
  wait_for_device();
  return CUDA_SUCCESS;
}

static CUresult elapsed(float *milliseconds, CUevent start, CUevent end) {
  REQUIRE(is(start, EVENT) && is(end, EVENT), CUDA_ERROR_INVALID_HANDLE);
  *milliseconds = (end->at - start->at) / 1e6f;
  return CUDA_SUCCESS;
}

#undef cuEventElapsedTime
CUresult cuEventElapsedTime(float *milliseconds, CUevent start, CUevent end) {
  ENTER();
  return elapsed(milliseconds, start, end);
}

#ifndef SIM_DRIVER_12_0
CUresult cuEventElapsedTime_v2(float *milliseconds, CUevent start, CUevent end) {
  ENTER();
  return elapsed(milliseconds, start, end);
}
#endif

#ifndef SIM_DRIVER_11
CUresult cuGetProcAddress(const char *symbol, void **pointer, int version, cuuint64_t flags,
                          CUdriverProcAddressQueryResult *status) {
  ENTER();
  *pointer = NULL;
  int elapsed_time = !strcmp(symbol, "cuEventElapsedTime"), create = !strcmp(symbol, "cuCtxCreate");
  if (elapsed_time) *pointer = (void *)cuEventElapsedTime;
  if (create) *pointer = (void *)cuCtxCreate_v2;
#ifndef SIM_DRIVER_12_0
  if (elapsed_time && version >= 12080) *pointer = (void *)cuEventElapsedTime_v2;
  if (create && version >= 12050) *pointer = (void *)cuCtxCreate_v4;
#endif
  return *pointer ? CUDA_SUCCESS : CUDA_ERROR_NOT_FOUND;
}
#endif
