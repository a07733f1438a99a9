/**
 * The Jupyter kernel: Java cells through {@code jdk.jshell}, messages, rendering and extensions
 * through jjava-jupyter.
 *
 * <p>{@link dev.reelframe.notebook.kernel.KernelMain} is the process that Jupyter starts, {@link
 * dev.reelframe.notebook.kernel.KernelSpec} installs it for a user, {@link
 * dev.reelframe.notebook.kernel.JavaKernel} answers the requests. A cell goes through {@code
 * CellSource} (magics and code apart), {@code Evaluator} (snippet by snippet through JShell),
 * {@code SnippetExecution} (weaves stop checks in) and runs on a {@code CellThread}, which is what
 * an interrupt stops.
 */
package dev.reelframe.notebook.kernel;
