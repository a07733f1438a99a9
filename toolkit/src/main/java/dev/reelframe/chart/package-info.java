/** Pictures of runs and tables over seconds: SVG that follows light and dark pages, and PNG. */
package dev.reelframe.chart;
