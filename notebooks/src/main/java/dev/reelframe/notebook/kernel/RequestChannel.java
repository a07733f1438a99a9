package dev.reelframe.notebook.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The shell or the control channel: answers one request after the other on a thread of its own. */
final class RequestChannel extends ShellChannel {
  private static final Logger LOG = LoggerFactory.getLogger(RequestChannel.class);

  private final KernelConnection connection;
  private final boolean control;
  private final Deque<Message<?>> overtaken = new ArrayDeque<>();

  RequestChannel(
      ZMQ.Context context, HMACGenerator signer, boolean control, KernelConnection connection) {
    super(context, signer, control, connection);
    this.connection = connection;
    this.control = control;
  }

  @Override
  public void bind(KernelConnectionProperties to) {
    int port = control ? to.getControlPort() : to.getShellPort();
    bind(formatAddress(to.getTransport(), to.getIp(), port));
    Thread.ofPlatform().name(control ? "control" : "shell").start(this::answerAll);
  }

  /**
   * Called before the failure of a cell is answered: the execute requests that already wait behind
   * it will be answered with "aborted". So "run all cells" ends at the first cell that fails, and a
   * cell sent after the answer runs.
   */
  void abortWaiting() {
    while ((getEvents() & ZMQ.Poller.POLLIN) != 0) {
      overtaken.add(readMessage());
    }
  }

  /** The same for the channel of a request, if it is one of ours. */
  static void abortWaiting(JupyterSocket channel) {
    if (channel instanceof RequestChannel requests) {
      requests.abortWaiting();
    }
  }

  private void answerAll() {
    while (true) {
      try {
        Message<?> waited = overtaken.poll();
        answer(waited == null ? readMessage() : waited, waited != null);
      } catch (ZMQException e) {
        LOG.debug("The channel is closed", e);
        return;
      } catch (RuntimeException | Error e) {
        // A request that cannot be read or answered must not silence the kernel.
        LOG.warn("A request was dropped", e);
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void answer(Message<?> request, boolean behindFailure) {
    MessageType<?> type = request.getHeader().getType();
    ShellReplyEnvironment reply = connection.prepareReplyEnv(this, request);
    if (behindFailure && type == MessageType.EXECUTE_REQUEST) {
      reply.setStatusBusy();
      reply.reply(new Message(request, MessageType.EXECUTE_REPLY, Map.of("status", "aborted")));
      reply.setStatusIdle();
      return;
    }
    ShellHandler handler = connection.getHandler((MessageType) type);
    if (handler == null) {
      LOG.debug("No answer to {}", type.getName());
      return;
    }
    try {
      handler.handle(reply, request);
    } finally {
      reply.resolveDeferrals();
    }
  }
}
