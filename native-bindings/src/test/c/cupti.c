/* libcupti.so.13 of the simulated driver, against the installed cupti.h: one buffer at a time, delivered when full or flushed. */
#include "sim.h"
#include <cupti.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#define ENTER() SIM_ENTER(CUPTI_ERROR_UNKNOWN)

static CUpti_BuffersCallbackRequestFunc request;
static CUpti_BuffersCallbackCompleteFunc complete;
static int enabled[CUPTI_ACTIVITY_KIND_COUNT];
static uint8_t *buffer;
static size_t size, used;
static size_t dropped;
static uint64_t marks[16];
static int depth;

static size_t length(const CUpti_Activity *record) {
  switch (record->kind) {
    case CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL: return sizeof(CUpti_ActivityKernel10);
    case CUPTI_ACTIVITY_KIND_MEMCPY: return sizeof(CUpti_ActivityMemcpy6);
    case CUPTI_ACTIVITY_KIND_MEMSET: return sizeof(CUpti_ActivityMemset4);
    case CUPTI_ACTIVITY_KIND_DRIVER: return sizeof(CUpti_ActivityAPI);
    default: return sizeof(CUpti_ActivityExternalCorrelation);
  }
}

static void deliver(void) {
  uint8_t *full = buffer;
  buffer = NULL;
  if (full) complete(NULL, 0, full, size, used);
}

static void append(const void *record) {
  size_t bytes = (length(record) + 7) / 8 * 8, most = 0;
  if (!enabled[((const CUpti_Activity *)record)->kind]) return;
  if (buffer && used + bytes > size) deliver();
  if (!buffer) {
    used = 0;
    request(&buffer, &size, &most);
  }
  if (!buffer) {
    dropped++;
    return;
  }
  memcpy(buffer + used, record, length(record));
  used += bytes;
}

static void on_call(const char *function, unsigned correlation) {
  if (depth) {
    CUpti_ActivityExternalCorrelation mark = {.kind = CUPTI_ACTIVITY_KIND_EXTERNAL_CORRELATION, .externalKind = 3,
                                              .externalId = marks[depth - 1], .correlationId = correlation};
    append(&mark);
  }
  CUpti_ActivityAPI call = {.kind = CUPTI_ACTIVITY_KIND_DRIVER, .start = sim_now(), .correlationId = correlation};
  append(&call);
}

static void on_work(const struct sim_work *work) {
  if (work->kind == 3) {
    CUpti_ActivityKernel10 record = {.kind = CUPTI_ACTIVITY_KIND_CONCURRENT_KERNEL, .start = work->start, .end = work->end,
                                     .deviceId = work->device, .streamId = work->stream, .correlationId = work->correlation,
                                     .gridX = work->grid[0], .gridY = work->grid[1], .gridZ = work->grid[2],
                                     .blockX = work->block[0], .blockY = work->block[1], .blockZ = work->block[2],
                                     .registersPerThread = 32, .dynamicSharedMemory = work->shared, .name = work->name};
    append(&record);
  } else if (work->kind == 1) {
    CUpti_ActivityMemcpy6 record = {.kind = CUPTI_ACTIVITY_KIND_MEMCPY, .copyKind = work->copy_kind, .srcKind = 2,
                                    .bytes = work->bytes, .start = work->start, .end = work->end,
                                    .deviceId = work->device, .streamId = work->stream, .correlationId = work->correlation};
    append(&record);
  } else {
    CUpti_ActivityMemset4 record = {.kind = CUPTI_ACTIVITY_KIND_MEMSET, .bytes = work->bytes, .start = work->start,
                                    .end = work->end, .deviceId = work->device, .streamId = work->stream,
                                    .correlationId = work->correlation};
    append(&record);
  }
}

CUptiResult cuptiActivityRegisterCallbacks(CUpti_BuffersCallbackRequestFunc r, CUpti_BuffersCallbackCompleteFunc c) {
  ENTER();
  request = r;
  complete = c;
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityEnable(CUpti_ActivityKind kind) {
  ENTER();
  enabled[kind] = 1;
  depth = 0; /* spans that a test left open when their end was made to fail */
  sim_on_work = on_work;
  sim_on_call = on_call;
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityDisable(CUpti_ActivityKind kind) {
  ENTER();
  enabled[kind] = 0;
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityFlushAll(uint32_t flag) {
  ENTER();
  deliver();
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityGetNextRecord(uint8_t *from, size_t valid, CUpti_Activity **record) {
  ENTER();
  static __thread uint8_t *at, *of;
  if (of != from || !at) {
    of = from;
    at = from;
  } else {
    at += (length((CUpti_Activity *)at) + 7) / 8 * 8;
  }
  if (at >= from + valid) {
    at = NULL;
    return CUPTI_ERROR_MAX_LIMIT_REACHED;
  }
  *record = (CUpti_Activity *)at;
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityGetNumDroppedRecords(CUcontext context, uint32_t stream, size_t *count) {
  ENTER();
  *count = dropped;
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityPushExternalCorrelationId(CUpti_ExternalCorrelationKind kind, uint64_t id) {
  ENTER();
  marks[depth++] = id;
  return CUPTI_SUCCESS;
}

CUptiResult cuptiActivityPopExternalCorrelationId(CUpti_ExternalCorrelationKind kind, uint64_t *last) {
  ENTER();
  if (depth == 0) return CUPTI_ERROR_QUEUE_EMPTY;
  *last = marks[--depth];
  return CUPTI_SUCCESS;
}

CUptiResult cuptiGetTimestamp(uint64_t *timestamp) {
  ENTER();
  *timestamp = sim_now();
  return CUPTI_SUCCESS;
}

CUptiResult cuptiGetResultString(CUptiResult result, const char **text) {
  static __thread char buffer[64];
  snprintf(buffer, sizeof buffer, "simulated CUPTI error %d", (int)result);
  *text = buffer;
  return CUPTI_SUCCESS;
}
