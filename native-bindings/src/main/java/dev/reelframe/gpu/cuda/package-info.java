/** The CUDA driver API in owned scopes. {@link dev.reelframe.gpu.cuda.Context} is the door. */
package dev.reelframe.gpu.cuda;
