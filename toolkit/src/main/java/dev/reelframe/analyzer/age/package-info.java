/** The analyzer {@code age_estimation}. */
package dev.reelframe.analyzer.age;
