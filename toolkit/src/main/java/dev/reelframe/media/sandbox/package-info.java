/**
 * Child processes that the kernel keeps from the network and from all files but the ones they need;
 * on Linux, without root and without a helper program.
 */
package dev.reelframe.media.sandbox;
