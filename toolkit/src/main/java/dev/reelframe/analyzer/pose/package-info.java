/** How people hold themselves: {@code body_pose}. */
package dev.reelframe.analyzer.pose;
