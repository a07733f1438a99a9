/*
 * Frames on the device. One thread computes one pixel of the result, or strides over the bytes of a frame.
 *
 * Every multiplication with an addition is an explicit fmaf and the compiler fuses no others (-fmad=false), so each step has one
 * rounding that IEEE 754 fixes: the CPU reference (CpuFrames.java) gives the same bits.
 *
 * The text is C as well as CUDA: the tests compile it with gcc and run it thread by thread.
 */
#ifdef __CUDACC__
#include <cuda_fp16.h>
#define KERNEL extern "C" __global__ void
#define DEVICE static __device__ __forceinline__
DEVICE unsigned short half_bits(float value) { return __half_as_ushort(__float2half_rn(value)); }
#endif

/* Sampling position of a result pixel: half pixel centres, as OpenCV's INTER_LINEAR and ONNX's half_pixel. */
DEVICE float source_position(int target, float step) { return fmaf((float)target + 0.5f, step, -0.5f); }

DEVICE int limited(int value, int size) { return value < 0 ? 0 : value >= size ? size - 1 : value; }

/* Bilinear sample of one byte channel; `stride` is the distance between neighbours in x. */
DEVICE float sample(const unsigned char *plane, int width, int height, int pitch, int stride, float x, float y) {
  float floor_x = floorf(x);
  float floor_y = floorf(y);
  float part_x = x - floor_x;
  float part_y = y - floor_y;
  int x0 = limited((int)floor_x, width) * stride;
  int x1 = limited((int)floor_x + 1, width) * stride;
  const unsigned char *row0 = plane + (long long)limited((int)floor_y, height) * pitch;
  const unsigned char *row1 = plane + (long long)limited((int)floor_y + 1, height) * pitch;
  float upper = fmaf(part_x, (float)row0[x1] - (float)row0[x0], (float)row0[x0]);
  float lower = fmaf(part_x, (float)row1[x1] - (float)row1[x0], (float)row1[x0]);
  return fmaf(part_y, lower - upper, upper);
}

DEVICE void store(void *tensor, int half, long long index, float value) {
  if (half) {
    ((unsigned short *)tensor)[index] = half_bits(value);
  } else {
    ((float *)tensor)[index] = value;
  }
}

/* Writes a pixel, normalised, into three planes: red first unless `bgr`. */
DEVICE void store_pixel(void *tensor, int half, int bgr, int width, int height, int x, int y, float red, float green,
                        float blue, float scale_r, float scale_g, float scale_b, float bias_r, float bias_g,
                        float bias_b) {
  long long plane = (long long)width * height;
  long long index = (long long)y * width + x;
  store(tensor, half, index + (bgr ? 2 * plane : 0), fmaf(red, scale_r, bias_r));
  store(tensor, half, index + plane, fmaf(green, scale_g, bias_g));
  store(tensor, half, index + (bgr ? 0 : 2 * plane), fmaf(blue, scale_b, bias_b));
}

/*
 * Interleaved BGR bytes -> planar tensor (3, height, width) of float or half, resized into the rectangle left, top, inner_width,
 * inner_height; what lies around it is `pad` (0 to 255) before normalisation.
 */
KERNEL bgr_to_tensor(const unsigned char *source, int source_width, int source_height, int pitch, void *tensor,
                     int width, int height, int left, int top, int inner_width, int inner_height, float step_x,
                     float step_y, float pad, float scale_r, float scale_g, float scale_b, float bias_r, float bias_g,
                     float bias_b, int bgr, int half) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= width || y >= height) return;
  float red = pad;
  float green = pad;
  float blue = pad;
  int inner_x = x - left;
  int inner_y = y - top;
  if (inner_x >= 0 && inner_y >= 0 && inner_x < inner_width && inner_y < inner_height) {
    float sx = source_position(inner_x, step_x);
    float sy = source_position(inner_y, step_y);
    blue = sample(source, source_width, source_height, pitch, 3, sx, sy);
    green = sample(source + 1, source_width, source_height, pitch, 3, sx, sy);
    red = sample(source + 2, source_width, source_height, pitch, 3, sx, sy);
  }
  store_pixel(tensor, half, bgr, width, height, x, y, red, green, blue, scale_r, scale_g, scale_b, bias_r, bias_g,
              bias_b);
}

DEVICE float within_byte(float value) { return fminf(fmaxf(value, 0.0f), 255.0f); }

/*
 * NV12 (a plane of Y, a plane of interleaved U and V at half the size, chroma between the four luma samples) -> the same tensor.
 * Limited range; v_red .. u_blue are the matrix of BT.601 or BT.709. Y and UV are interpolated, then converted.
 */
KERNEL nv12_to_tensor(const unsigned char *luma, const unsigned char *chroma, int source_width, int source_height,
                      int pitch, void *tensor, int width, int height, int left, int top, int inner_width,
                      int inner_height, float step_x, float step_y, float v_red, float u_green, float v_green,
                      float u_blue, float pad, float scale_r, float scale_g, float scale_b, float bias_r, float bias_g,
                      float bias_b, int bgr, int half) {
  int x = blockIdx.x * blockDim.x + threadIdx.x;
  int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= width || y >= height) return;
  float red = pad;
  float green = pad;
  float blue = pad;
  int inner_x = x - left;
  int inner_y = y - top;
  if (inner_x >= 0 && inner_y >= 0 && inner_x < inner_width && inner_y < inner_height) {
    float sx = source_position(inner_x, step_x);
    float sy = source_position(inner_y, step_y);
    float cx = fmaf(sx, 0.5f, -0.25f);
    float cy = fmaf(sy, 0.5f, -0.25f);
    int chroma_width = (source_width + 1) / 2;
    int chroma_height = (source_height + 1) / 2;
    float grey = (sample(luma, source_width, source_height, pitch, 1, sx, sy) - 16.0f) * 1.16438356f;
    float u = sample(chroma, chroma_width, chroma_height, pitch, 2, cx, cy) - 128.0f;
    float v = sample(chroma + 1, chroma_width, chroma_height, pitch, 2, cx, cy) - 128.0f;
    red = within_byte(fmaf(v, v_red, grey));
    green = within_byte(fmaf(u, u_green, fmaf(v, v_green, grey)));
    blue = within_byte(fmaf(u, u_blue, grey));
  }
  store_pixel(tensor, half, bgr, width, height, x, y, red, green, blue, scale_r, scale_g, scale_b, bias_r, bias_g,
              bias_b);
}

#define REDUCTION_THREADS 256

/*
 * Adds to result[0] the sum of |a - b| over `count` bytes and to result[1] how many differ by more than `threshold`.
 * Blocks of 256 threads.
 */
KERNEL frame_difference(const unsigned char *a, const unsigned char *b, long long count, int threshold,
                        unsigned long long *result) {
  __shared__ unsigned long long sums[REDUCTION_THREADS];
  __shared__ unsigned long long changes[REDUCTION_THREADS];
  unsigned long long sum = 0;
  unsigned long long changed = 0;
  long long stride = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += stride) {
    int difference = (int)a[i] - (int)b[i];
    difference = difference < 0 ? -difference : difference;
    sum += difference;
    changed += difference > threshold;
  }
  sums[threadIdx.x] = sum;
  changes[threadIdx.x] = changed;
  __syncthreads();
  for (int half = REDUCTION_THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      sums[threadIdx.x] += sums[threadIdx.x + half];
      changes[threadIdx.x] += changes[threadIdx.x + half];
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    atomicAdd(&result[0], sums[0]);
    atomicAdd(&result[1], changes[0]);
  }
}

#define HISTOGRAM_BINS 512

/*
 * Adds a frame of interleaved BGR bytes to a joint histogram of 8 x 8 x 8 colours: bin = red / 32 * 64 + green / 32 * 8 + blue / 32.
 * Each block counts in shared memory first, so that a frame of one colour does not queue at one address.
 */
KERNEL colour_histogram(const unsigned char *source, int width, int height, int pitch, unsigned int *bins) {
  __shared__ unsigned int local[HISTOGRAM_BINS];
  for (int i = threadIdx.x; i < HISTOGRAM_BINS; i += blockDim.x) local[i] = 0;
  __syncthreads();
  long long count = (long long)width * height;
  long long stride = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < count; i += stride) {
    const unsigned char *pixel = source + i / width * pitch + i % width * 3;
    atomicAdd(&local[(pixel[2] >> 5) << 6 | (pixel[1] >> 5) << 3 | pixel[0] >> 5], 1u);
  }
  __syncthreads();
  for (int i = threadIdx.x; i < HISTOGRAM_BINS; i += blockDim.x) {
    if (local[i] != 0) atomicAdd(&bins[i], local[i]);
  }
}
