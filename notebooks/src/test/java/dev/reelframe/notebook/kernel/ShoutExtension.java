package dev.reelframe.notebook.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** An extension as a library would ship it, found through the service loader. */
public final class ShoutExtension implements Extension {
  /** Something with a rendering of its own. */
  public record Shout(String text) {}

  @Override
  public void install(BaseKernel kernel) {
    kernel
        .getRenderer()
        .createRegistration(Shout.class)
        .preferring(MIMEType.TEXT_HTML)
        .register((shout, context) ->
            context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>" + shout.text() + "</b>"));
  }
}
