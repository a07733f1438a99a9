/** Words of German and English for things that are seen. */
package dev.reelframe.analyzer.language;
