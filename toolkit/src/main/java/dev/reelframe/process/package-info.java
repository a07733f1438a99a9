/** Child processes: what they may take, what they say, and that they end. */
package dev.reelframe.process;
