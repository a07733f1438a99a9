package dev.reelframe.notebook.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * The kernel's process.
 *
 * <pre>
 * KernelMain CONNECTION_FILE       what Jupyter calls
 * KernelMain --install [FOLDER]    makes the kernel known to this user's Jupyter, or to a data folder
 * </pre>
 */
public final class KernelMain {
  /** How long the process may take to end by itself once Jupyter asked for it. */
  private static final Duration END_LIMIT = Duration.ofSeconds(3);

  private static final int OUT_OF_MEMORY = 3;

  private KernelMain() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    if (arguments.length >= 1 && arguments[0].equals("--install")) {
      Path folder = arguments.length > 1 ? Path.of(arguments[1]) : KernelSpec.userFolder();
      System.out.println("Kernel installed: " + KernelSpec.install(folder));
    } else if (arguments.length == 1) {
      run(Path.of(arguments[0]));
    } else {
      System.err.println(
          "Usage: KernelMain CONNECTION_FILE | KernelMain --install [JUPYTER_DATA_FOLDER]");
      System.exit(2);
    }
  }

  private static void run(Path connectionFile) throws IOException, GeneralSecurityException {
    JavaKernel kernel = JavaKernel.start();
    var connection =
        new KernelConnection(KernelConnectionProperties.parse(Files.readString(connectionFile)));
    kernel.becomeHandlerForConnection(connection);
    kernel.streams().takeOver();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> explain(kernel, connection)));
    Thread.setDefaultUncaughtExceptionHandler(KernelMain::uncaught);
    HeapWatch.start(kernel.cells());
    endWithParent();
    connection.connect();
    kernel.shutdown().join();
    kernel.onShutdown(false);
    connection.flush(Duration.ofSeconds(1));
    Thread.ofPlatform().daemon().start(KernelMain::haltLate);
    System.exit(0);
  }

  /**
   * Library code that calls System.exit takes the kernel along: the cell should at least say so.
   */
  private static void explain(JavaKernel kernel, KernelConnection connection) {
    CellRun run = kernel.cells().current();
    if (run == null || kernel.shutdown().isDone()) {
      return;
    }
    kernel.cells().fail(new ProcessEnding());
    long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    while (kernel.cells().current() != null && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    connection.flush(Duration.ofMillis(500));
    try {
      Thread.sleep(100); // the sockets send on threads of their own
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A frontend that was killed sends no shutdown request; Jupyter names its process in the
   * environment.
   */
  private static void endWithParent() {
    Optional.ofNullable(System.getenv("JPY_PARENT_PID"))
        .filter(pid -> pid.matches("[1-9]\\d{0,17}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }

  /**
   * A thread of the connection that ran out of memory would leave a kernel that never answers
   * again. Jupyter sees a process that ended, and says so.
   */
  private static void uncaught(Thread thread, Throwable thrown) {
    if (thrown instanceof OutOfMemoryError && thread.getName().startsWith("iothread")) {
      Runtime.getRuntime().halt(OUT_OF_MEMORY);
    }
    System.err.println("Exception in thread " + thread.getName() + ": " + thrown);
  }

  private static void haltLate() {
    try {
      Thread.sleep(END_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }
}
