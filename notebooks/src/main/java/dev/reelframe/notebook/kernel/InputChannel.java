package dev.reelframe.notebook.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.dflib.jjava.jupyter.channels.StdinChannel;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageContext;
import org.dflib.jjava.jupyter.messages.reply.InputReply;
import org.dflib.jjava.jupyter.messages.request.InputRequest;
import org.zeromq.ZMQ;

/**
 * Asks the frontend for a line of input, on a thread of its own so that an interrupt ends the wait.
 */
final class InputChannel extends StdinChannel {
  private static final long LOOK_MS = 50;

  private final ExecutorService asking =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("input").daemon().factory());
  private final ZMQ.Poller poller;

  InputChannel(ZMQ.Context context, HMACGenerator signer) {
    super(context, signer);
    poller = context.poller(1);
    poller.register(this, ZMQ.Poller.POLLIN);
  }

  /**
   * @throws CellInterrupted if the cell was interrupted before an answer came
   */
  @Override
  public String getInput(MessageContext request, String prompt, boolean password) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    asking.execute(() -> ask(request, prompt, password, answer));
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(false);
      throw new CellInterrupted("The cell was interrupted while it waited for input.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("The frontend's input could not be read", e.getCause());
    }
  }

  private void ask(
      MessageContext request, String prompt, boolean password, CompletableFuture<String> answer) {
    try {
      while (poller.poll(0) > 0) {
        readMessage(); // the answer to a question that was interrupted
      }
      sendMessage(
          new Message<>(request, InputRequest.MESSAGE_TYPE, new InputRequest(prompt, password)));
      while (!answer.isDone()) {
        if (poller.poll(LOOK_MS) > 0) {
          Message<InputReply> reply = readMessage(InputReply.MESSAGE_TYPE);
          answer.complete(reply.getContent().getValue() + System.lineSeparator());
        }
      }
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }
}
