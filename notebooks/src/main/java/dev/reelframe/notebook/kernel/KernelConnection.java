package dev.reelframe.notebook.kernel;

import java.security.GeneralSecurityException;
import java.time.Duration;
import org.dflib.jjava.jupyter.channels.HeartbeatChannel;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel, with channels of ours in place of the library's where those could
 * hang: theirs end their thread on any error or interrupt, and send output on the thread of the
 * cell, whose interrupt would close the socket's inner pipe for good.
 */
final class KernelConnection extends JupyterConnection {
  /** Pause between two looks at the heartbeat; Jupyter gives a kernel one second to answer. */
  private static final long HEARTBEAT_MS = 100;

  private final KernelConnectionProperties properties;
  private final HeartbeatChannel pulse;
  private final RequestChannel requests;
  private final RequestChannel controls;
  private final InputChannel input;
  private final OutputChannel output;

  KernelConnection(KernelConnectionProperties properties) throws GeneralSecurityException {
    super(properties);
    super.close(); // the library's own sockets, which nobody will use
    this.properties = properties;
    ZMQ.Context context = ZMQ.context(1);
    HMACGenerator signer = properties.createHMACGenerator();
    pulse = new HeartbeatChannel(context, signer, HEARTBEAT_MS);
    requests = new RequestChannel(context, signer, false, this);
    controls = new RequestChannel(context, signer, true, this);
    input = new InputChannel(context, signer);
    output = new OutputChannel(context, signer);
  }

  /** Binds the sockets, output first, and starts to answer. Handlers must be set before. */
  @Override
  public void connect() {
    output.bind(properties);
    input.bind(properties);
    pulse.bind(properties);
    output.sendMessage(
        new Message<>((MessageContext) null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    controls.bind(properties);
    requests.bind(properties);
  }

  @Override
  public IOPubChannel getIOPub() {
    return output;
  }

  @Override
  public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext request) {
    return new ShellReplyEnvironment(channel, input, output, request) {};
  }

  /** Waits until everything published so far has been handed to the socket, at most this long. */
  void flush(Duration limit) {
    output.flush(limit);
  }
}
