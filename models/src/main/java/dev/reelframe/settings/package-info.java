/** What the environment of a process may say: every variable, read in one way. */
package dev.reelframe.settings;
