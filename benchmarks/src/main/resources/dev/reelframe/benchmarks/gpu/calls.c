/* The functions whose call is measured, their JNI entries, and loops that call them from C. Compiled when the benchmark starts. */
#include <jni.h>
#include <stdint.h>

/* As nvmlMemory_v2_t. */
struct memory {
  unsigned version;
  unsigned long long total, reserved, free, used;
};

int trivial(int value) { return value + 1; }

int struct_out(void *handle, struct memory *out) {
  out->total = 1ULL << 37;
  out->reserved = 1ULL << 29;
  out->free = (uintptr_t)handle;
  out->used = out->total - out->free;
  return 0;
}

/* As cuLaunchKernel; reads three arguments, as a driver would. */
int launch(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz, unsigned shared,
           void *stream, void **arguments, void **extra) {
  volatile uint64_t sum = *(uint64_t *)arguments[0] + *(uint64_t *)arguments[1] + *(uint32_t *)arguments[2];
  return sum == gx + bx + shared ? 1 : 0;
}

/* Through volatile pointers, so that no call is inlined or left out. */
int loop_trivial(int count) {
  int (*volatile f)(int) = trivial;
  int value = 0;
  for (int i = 0; i < count; i++) value = f(value);
  return value;
}

int loop_struct_out(int count) {
  int (*volatile f)(void *, struct memory *) = struct_out;
  struct memory out;
  int sum = 0;
  for (int i = 0; i < count; i++) sum += f((void *)4096, &out) + (int)out.used;
  return sum;
}

int loop_launch(int count) {
  int (*volatile f)(void *, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void *, void **, void **) =
      launch;
  int sum = 0;
  for (int i = 0; i < count; i++) {
    uint64_t a = i, b = 2;
    uint32_t c = 3;
    void *arguments[] = {&a, &b, &c};
    sum += f(0, 1, 1, 1, 256, 1, 1, 0, 0, arguments, 0);
  }
  return sum;
}

#define JNI(type, name) JNIEXPORT type JNICALL Java_dev_reelframe_benchmarks_gpu_NativeCalls_##name

JNI(jint, jniTrivial)(JNIEnv *env, jclass type, jint value) { return trivial(value); }

JNI(jint, jniStructOut)(JNIEnv *env, jclass type, jlong handle, jobject buffer) {
  return struct_out((void *)(uintptr_t)handle, (*env)->GetDirectBufferAddress(env, buffer));
}

JNI(jint, jniLaunch)(JNIEnv *env, jclass type, jlong function, jint gx, jint gy, jint gz, jint bx, jint by, jint bz,
                     jint shared, jlong stream, jlong arguments, jlong extra) {
  return launch((void *)(uintptr_t)function, gx, gy, gz, bx, by, bz, shared, (void *)(uintptr_t)stream,
                (void **)(uintptr_t)arguments, (void **)(uintptr_t)extra);
}
