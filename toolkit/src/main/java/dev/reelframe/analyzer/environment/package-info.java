/** What a place sounds like: tags of sound per window, by their names in the AudioSet ontology. */
package dev.reelframe.analyzer.environment;
