/** Results in the formats of other tools: editors, annotation tools, phonetics, language models. */
package dev.reelframe.export;
