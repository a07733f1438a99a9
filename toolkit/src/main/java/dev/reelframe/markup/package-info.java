/** The one room that makes HTML, SVG and XML of strings: texts are escaped, whoever forgets it. */
package dev.reelframe.markup;
