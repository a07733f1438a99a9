/**
 * Following what is seen from sample to sample: boxes become tracks that end at cuts. Used by
 * objects, persons and faces alike.
 */
package dev.reelframe.analyzer.track;
