/** How the camera moves. */
package dev.reelframe.analyzer.camera;
