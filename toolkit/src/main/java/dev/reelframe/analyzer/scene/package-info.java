/** Shots grouped into scenes. */
package dev.reelframe.analyzer.scene;
