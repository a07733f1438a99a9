/**
 * What a Jupyter kernel for Java shows of Reelframe's values: found by the service loader in
 * kernels that have JJava's extensions, by hand elsewhere.
 */
package dev.reelframe.notebook;
