package dev.reelframe.notebook.kernel;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dflib.jjava.jupyter.channels.IOPubChannel;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The channel of all output. Messages from any thread queue up and one thread sends them, so a
 * cell's interrupt never meets the socket. Text that follows text within a moment travels in one
 * message.
 */
final class OutputChannel extends IOPubChannel {
  private static final Logger LOG = LoggerFactory.getLogger(OutputChannel.class);

  /** How long text waits for more text. */
  private static final long GATHER_NS = 20_000_000L;

  private static final int MAX_TEXT = 1 << 16;

  /** From this many waiting messages on, whoever prints is slowed down. */
  private static final int FULL = 10_000;

  /** Messages, and a latch for everyone who waits until the messages before it are sent. */
  private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>();

  private Object next;

  OutputChannel(ZMQ.Context context, HMACGenerator signer) {
    super(context, signer);
  }

  @Override
  public void bind(KernelConnectionProperties to) {
    // No limit: beyond it ZeroMQ drops messages without a word, even the one that says a cell has
    // ended.
    setSndHWM(0);
    super.bind(to);
    Thread.ofPlatform().name("output").daemon().start(this::sendAll);
  }

  @Override
  public void sendMessage(Message<?> message) {
    waiting.add(message);
    while (waiting.size() > FULL && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Waits until the messages queued so far are sent, at most this long. */
  void flush(Duration limit) {
    CountDownLatch sent = new CountDownLatch(1);
    waiting.add(sent);
    try {
      sent.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendAll() {
    while (true) {
      try {
        Object item = next != null ? next : waiting.take();
        next = null;
        switch (item) {
          case CountDownLatch sent -> sent.countDown();
          case Message<?> message when message.getContent() instanceof PublishStream text ->
              super.sendMessage(gather(message, text));
          case Message<?> message -> super.sendMessage(message);
          default -> throw new IllegalStateException(item.toString());
        }
      } catch (InterruptedException e) {
        LOG.debug("Nobody should interrupt this thread", e);
      } catch (RuntimeException | Error e) {
        LOG.warn("A message was dropped", e);
      }
    }
  }

  /** This text and what follows it at once on the same stream of the same cell. */
  @SuppressWarnings("unchecked")
  private Message<?> gather(Message<?> first, PublishStream text) throws InterruptedException {
    StringBuilder all = new StringBuilder(text.getText());
    long end = System.nanoTime() + GATHER_NS;
    while (all.length() < MAX_TEXT) {
      next = waiting.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (!(next instanceof Message<?> following && continues(first, text, following))) {
        break;
      }
      all.append(((PublishStream) following.getContent()).getText());
      next = null;
    }
    PublishStream gathered = new PublishStream(text.getStreamType(), all.toString());
    return new Message<>(
        first.getIdentities(),
        (Header<PublishStream>) first.getHeader(),
        first.getParentHeader(),
        first.getNonNullMetadata(),
        gathered,
        first.getBlobs());
  }

  private static boolean continues(Message<?> first, PublishStream text, Message<?> next) {
    return next.getContent() instanceof PublishStream more
        && more.getStreamType() == text.getStreamType()
        && next.hasParentHeader()
        && first.hasParentHeader()
        && next.getParentHeader().getId().equals(first.getParentHeader().getId());
  }
}
