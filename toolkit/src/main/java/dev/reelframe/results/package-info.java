/** Results as a run left them on disk. */
package dev.reelframe.results;
