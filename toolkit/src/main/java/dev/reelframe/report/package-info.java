/** Runs, tables and videos as HTML: bounded, escaped, readable on light and dark pages. */
package dev.reelframe.report;
