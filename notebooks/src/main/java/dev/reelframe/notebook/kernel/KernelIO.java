package dev.reelframe.notebook.kernel;

import java.nio.charset.StandardCharsets;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.JupyterIO;

/**
 * The streams of the notebook. They stay with the last cell, so its background threads can still
 * print.
 */
final class KernelIO extends JupyterIO {

  KernelIO() {
    super(StandardCharsets.UTF_8);
  }

  /** Makes these the streams of the process. */
  void takeOver() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
  }

  void attach(ShellReplyEnvironment cell, boolean inputAllowed) {
    out.flush();
    err.flush();
    setEnv(cell);
    setJupyterInEnabled(inputAllowed);
  }
}
