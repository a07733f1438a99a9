/* State, commands and accounts of the simulated driver. */
#define _GNU_SOURCE
#include "sim.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define MOST_FUNCTIONS 512
#define WINDOW_NS 200000000LL
#define MOST_INTERVALS 4096

struct sim_function {
  const char *name;
  long long calls;
  int code, slow_ms;
};

struct sim_config sim_config;
struct sim_device sim_devices[SIM_MOST_DEVICES];
void (*sim_on_work)(const struct sim_work *work);
void (*sim_on_call)(const char *function, unsigned correlation);

static struct sim_function functions[MOST_FUNCTIONS];
static int function_count;
static long long live;
static struct { int64_t from, to; int device; } intervals[MOST_INTERVALS];
static int next_interval;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int64_t sim_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

struct sim_function *sim_function(const char *name) {
  pthread_mutex_lock(&lock);
  struct sim_function *found = NULL;
  for (int i = 0; i < function_count && !found; i++)
    if (!strcmp(functions[i].name, name)) found = &functions[i];
  if (!found && function_count < MOST_FUNCTIONS) {
    found = &functions[function_count++];
    found->name = strdup(name);
  }
  pthread_mutex_unlock(&lock);
  return found;
}

int sim_enter(struct sim_function *function, int lost) {
  __sync_fetch_and_add(&function->calls, 1);
  if (function->slow_ms) usleep(function->slow_ms * 1000);
  if (function->code) return function->code;
  if (sim_config.lose_after < 0) return 0;
  int64_t left = __sync_sub_and_fetch(&sim_config.lose_after, 1);
  if (left > 0) return 0;
  __sync_fetch_and_add(&sim_config.lose_after, 1);
  return lost;
}

static void reset(void) {
  for (int i = 0; i < function_count; i++) {
    functions[i].code = functions[i].slow_ms = 0;
    functions[i].calls = 0;
  }
  sim_config = (struct sim_config){.devices = 2, .driver = 13000, .lost_code = 999, .memory = 1LL << 30, .lose_after = -1};
  for (int d = 0; d < SIM_MOST_DEVICES; d++) {
    static const unsigned char uuid[16] = {0x5f, 0x3c, 0x1a, 0x00, 0, 0x11, 0x42, 0x22, 0x83, 0x33, 0, 0, 0, 0, 0, 0};
    memcpy(sim_devices[d].uuid, uuid, 16);
    sim_devices[d].uuid[15] = d;
    sim_devices[d].total = sim_config.memory;
    sim_devices[d].lose_after = -1;
  }
}

static void command(const char *key, char *value) {
  char *colon = strchr(value, ':');
  long long number = atoll(colon ? colon + 1 : value);
  if (colon) *colon = 0;
  if (!strcmp(key, "reset")) reset();
  else if (!strcmp(key, "devices")) sim_config.devices = number;
  else if (!strcmp(key, "driver")) sim_config.driver = number;
  else if (!strcmp(key, "mig")) sim_config.mig = number;
  else if (!strcmp(key, "work")) sim_config.work_us = number;
  else if (!strcmp(key, "lost_code")) sim_config.lost_code = number;
  else if (!strcmp(key, "lose_card")) sim_devices[atoi(value)].lose_after = number;
  else if (!strcmp(key, "lose")) sim_config.lose_after = number;
  else if (!strcmp(key, "fail")) sim_function(value)->code = number;
  else if (!strcmp(key, "slow")) sim_function(value)->slow_ms = number;
  else if (!strcmp(key, "memory"))
    for (int d = 0; d < SIM_MOST_DEVICES; d++) sim_devices[d].total = number;
  else fprintf(stderr, "simulated driver: no command %s\n", key);
}

void sim_command(const char *commands) {
  char *copy = strdup(commands), *rest = copy, *one;
  while ((one = strsep(&rest, ";"))) {
    char *equals = strchr(one, '=');
    if (equals) *equals = 0;
    if (*one) command(one, equals ? equals + 1 : "");
  }
  free(copy);
}

__attribute__((constructor)) static void start(void) {
  reset();
  if (getenv("REELFRAME_SIM")) sim_command(getenv("REELFRAME_SIM"));
}

long long sim_calls(const char *function) { return sim_function(function)->calls; }
long long sim_live(void) { return live; }
void sim_count_live(int change) { __sync_fetch_and_add(&live, change); }

int64_t sim_keep_busy(int device, int64_t nanos) {
  pthread_mutex_lock(&lock);
  struct sim_device *d = &sim_devices[device];
  int64_t now = sim_now();
  int64_t from = d->busy_until > now ? d->busy_until : now;
  d->busy_until = from + nanos;
  d->energy_mj += nanos / 1e6 * 300; /* 300 W while busy */
  intervals[next_interval].from = from;
  intervals[next_interval].to = d->busy_until;
  intervals[next_interval].device = device;
  next_interval = (next_interval + 1) % MOST_INTERVALS;
  int64_t until = d->busy_until;
  pthread_mutex_unlock(&lock);
  return until;
}

int sim_busy_percent(int device) {
  int64_t now = sim_now(), begin = now - WINDOW_NS, busy = 0;
  pthread_mutex_lock(&lock);
  for (int i = 0; i < MOST_INTERVALS; i++) {
    if (intervals[i].device != device) continue;
    int64_t from = intervals[i].from > begin ? intervals[i].from : begin;
    int64_t to = intervals[i].to < now ? intervals[i].to : now;
    if (to > from) busy += to - from;
  }
  pthread_mutex_unlock(&lock);
  return (int)(busy * 100 / WINDOW_NS);
}
