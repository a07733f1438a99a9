/**
 * Which model works on which device, when, and how much at a time: {@link Schedule} decides, {@link
 * Dispatcher} lets devices do it, {@link Simulation} plays it in logical time.
 */
package dev.reelframe.gpu.schedule;
