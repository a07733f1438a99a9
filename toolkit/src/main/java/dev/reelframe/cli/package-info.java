/** The command line: parses, runs, prints; no logic of its own. */
package dev.reelframe.cli;
