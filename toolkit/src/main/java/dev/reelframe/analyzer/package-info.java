/**
 * The analyzer door: what an analyzer reads, what it returns, and the fold between; one sub-package
 * per subject.
 */
package dev.reelframe.analyzer;
