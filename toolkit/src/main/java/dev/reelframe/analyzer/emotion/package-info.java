/** The analyzer {@code face_emotion}: how a face looks, not what somebody feels. */
package dev.reelframe.analyzer.emotion;
