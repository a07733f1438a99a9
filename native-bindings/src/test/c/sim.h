/*
 * A simulated NVIDIA driver for tests: libcuda.so.1, libnvidia-ml.so.1 and libcupti.so.13 with the real names and signatures, over one
 * shared state. It keeps accounts (handles, memory, calls) and fails on command; its devices compute on the CPU, one kernel at a
 * time. Never a default, never in a jar.
 *
 * Commands, separated by ';', from sim_command() or the environment variable REELFRAME_SIM:
 *   reset                 as at the start (live handles stay)
 *   devices=N             how many cards (default 2); NVML counts them the other way round than CUDA
 *   memory=BYTES          of each card
 *   driver=13000          version of the driver API
 *   mig=1                 CUDA device 0 is a MIG device of its card
 *   work=MICROSECONDS     how long each kernel keeps its card busy
 *   fail=FUNCTION:CODE    the function returns the code from now on (0: works again)
 *   slow=FUNCTION:MS      the function takes so long
 *   lose=N                after N more calls all cards are gone
 *   lose_card=D:N         after N more uses of its context CUDA's card D is gone, the others stay
 *   lost_code=CODE        what CUDA says then (default 999, unknown)
 */
#ifndef REELFRAME_SIM_H
#define REELFRAME_SIM_H
#include <stddef.h>
#include <stdint.h>

#define SIM_MOST_DEVICES 8

struct sim_device {
  unsigned char uuid[16];
  uint64_t total, used;
  int64_t busy_until; /* ns */
  int64_t lose_after; /* uses of its context that are left; negative: it stays */
  double energy_mj;
};

struct sim_config {
  int devices, driver, mig, work_us, lost_code;
  int64_t memory, lose_after;
};

/* What a card did, for CUPTI. */
struct sim_work {
  int kind; /* 1 copy, 2 fill, 3 kernel */
  int copy_kind, pinned, device;
  const char *name;
  uint64_t bytes, start, end;
  unsigned stream, correlation;
  unsigned grid[3], block[3], shared;
};

extern struct sim_config sim_config;
extern struct sim_device sim_devices[SIM_MOST_DEVICES];
extern void (*sim_on_work)(const struct sim_work *work);
extern void (*sim_on_call)(const char *function, unsigned correlation);

struct sim_function;
struct sim_function *sim_function(const char *name);

/* Counts the call, waits when it is slow, and returns the code it has to fail with, or 0; `lost` is what a lost card answers. */
int sim_enter(struct sim_function *function, int lost);

#define SIM_ENTER(lost)                                       \
  do {                                                        \
    static struct sim_function *sim_self;                     \
    if (!sim_self) sim_self = sim_function(__func__);         \
    int sim_code = sim_enter(sim_self, lost);                 \
    if (sim_code) return sim_code;                            \
  } while (0)

void sim_command(const char *commands);
long long sim_calls(const char *function);
long long sim_live(void);
void sim_count_live(int change);
int64_t sim_now(void);
/* Keeps a card busy from now on for a time and returns when it will be free. */
int64_t sim_keep_busy(int device, int64_t nanos);
/* Per cent of the last 200 ms in which a card was busy. */
int sim_busy_percent(int device);

struct sim_kernel {
  const char *name;
  int arguments, barriers;
  void (*run)(void **arguments);
};
const struct sim_kernel *sim_kernel(const char *name);
void sim_run(const struct sim_kernel *kernel, const unsigned grid[3], const unsigned block[3], void **arguments);
#endif
