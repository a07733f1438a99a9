/** How the picture is composed: where it draws the eye, balance, symmetry, empty space. */
package dev.reelframe.analyzer.composition;
