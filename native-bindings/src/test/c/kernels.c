/* Runs the kernels of frames.cu on the CPU: the same text, compiled as C, thread by thread. */
#define _GNU_SOURCE
#include "sim.h"
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

struct index3 { unsigned x, y, z; };
static struct index3 threadIdx, blockIdx, blockDim, gridDim;

static void barrier(void);

/* IEEE 754 binary32 -> binary16, to nearest, ties to even. */
static unsigned short half_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, 4);
  uint32_t sign = bits >> 16 & 0x8000u, magnitude = bits & 0x7fffffffu;
  if (magnitude >= 0x7f800000u) return sign | (magnitude > 0x7f800000u ? 0x7e00u : 0x7c00u);
  if (magnitude >= 0x477ff000u) return sign | 0x7c00u;
  if (magnitude < 0x33000001u) return sign;
  int exponent = (int)(magnitude >> 23) - 127;
  uint32_t mantissa = (magnitude & 0x7fffffu) | 0x800000u;
  int shift = exponent < -14 ? -1 - exponent : 13;
  uint32_t rounded = mantissa >> shift, rest = mantissa & ((1u << shift) - 1), tie = 1u << (shift - 1);
  if (rest > tie || (rest == tie && (rounded & 1))) rounded++;
  return sign | (exponent < -14 ? rounded : rounded + ((uint32_t)(exponent + 14) << 10));
}

#define KERNEL static void
#define DEVICE static inline
#define __shared__ static
#define __syncthreads() barrier()
#define atomicAdd(place, value) __sync_fetch_and_add(place, value)
#include "frames.cu"

#define P(i) (*(unsigned char **)a[i])
#define I(i) (*(int *)a[i])
#define F(i) (*(float *)a[i])

static void run_bgr_to_tensor(void **a) {
  bgr_to_tensor(P(0), I(1), I(2), I(3), P(4), I(5), I(6), I(7), I(8), I(9), I(10), F(11), F(12), F(13), F(14), F(15),
                F(16), F(17), F(18), F(19), I(20), I(21));
}

static void run_nv12_to_tensor(void **a) {
  nv12_to_tensor(P(0), P(1), I(2), I(3), I(4), P(5), I(6), I(7), I(8), I(9), I(10), I(11), F(12), F(13), F(14), F(15),
                 F(16), F(17), F(18), F(19), F(20), F(21), F(22), F(23), F(24), I(25), I(26));
}

static void run_frame_difference(void **a) {
  frame_difference(P(0), P(1), *(long long *)a[2], I(3), *(unsigned long long **)a[4]);
}

static void run_colour_histogram(void **a) { colour_histogram(P(0), I(1), I(2), I(3), *(unsigned int **)a[4]); }

static const struct sim_kernel kernels[] = {
    {"bgr_to_tensor", 22, 0, run_bgr_to_tensor},
    {"nv12_to_tensor", 27, 0, run_nv12_to_tensor},
    {"frame_difference", 5, 1, run_frame_difference},
    {"colour_histogram", 5, 1, run_colour_histogram},
};

const struct sim_kernel *sim_kernel(const char *name) {
  for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
    if (!strcmp(kernels[i].name, name)) return &kernels[i];
  return NULL;
}

/* Threads of a block as coroutines: a barrier hands over to the next one. */
#define STACK_BYTES 32768
static ucontext_t scheduler, *threads;
static char *stacks;
static int current, *ended;
static const struct sim_kernel *running;
static void **running_arguments;

static void barrier(void) { swapcontext(&threads[current], &scheduler); }

static void thread_main(void) {
  running->run(running_arguments);
  ended[current] = 1;
}

static void select_thread(int index) {
  current = index;
  threadIdx.x = index % blockDim.x;
  threadIdx.y = index / blockDim.x % blockDim.y;
  threadIdx.z = index / (blockDim.x * blockDim.y);
}

static void run_block_with_barriers(int count) {
  threads = calloc(count, sizeof *threads);
  stacks = malloc((size_t)count * STACK_BYTES);
  ended = calloc(count, sizeof *ended);
  for (int i = 0; i < count; i++) {
    getcontext(&threads[i]);
    threads[i].uc_stack.ss_sp = stacks + (size_t)i * STACK_BYTES;
    threads[i].uc_stack.ss_size = STACK_BYTES;
    threads[i].uc_link = &scheduler;
    makecontext(&threads[i], thread_main, 0);
  }
  for (int left = count; left > 0;) {
    left = 0;
    for (int i = 0; i < count; i++) {
      if (ended[i]) continue;
      select_thread(i);
      swapcontext(&scheduler, &threads[i]);
      left += !ended[i];
    }
  }
  free(threads);
  free(stacks);
  free(ended);
}

void sim_run(const struct sim_kernel *kernel, const unsigned grid[3], const unsigned block[3], void **arguments) {
  static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&one_at_a_time);
  running = kernel;
  running_arguments = arguments;
  gridDim = (struct index3){grid[0], grid[1], grid[2]};
  blockDim = (struct index3){block[0], block[1], block[2]};
  int count = block[0] * block[1] * block[2];
  for (blockIdx.z = 0; blockIdx.z < grid[2]; blockIdx.z++)
    for (blockIdx.y = 0; blockIdx.y < grid[1]; blockIdx.y++)
      for (blockIdx.x = 0; blockIdx.x < grid[0]; blockIdx.x++) {
        if (kernel->barriers) {
          run_block_with_barriers(count);
          continue;
        }
        for (int i = 0; i < count; i++) {
          select_thread(i);
          kernel->run(arguments);
        }
      }
  pthread_mutex_unlock(&one_at_a_time);
}
