/** What is said and what stands over the picture, as subtitle files beside a saved run. */
package dev.reelframe.report.subtitle;
