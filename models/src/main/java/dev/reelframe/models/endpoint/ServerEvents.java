package dev.reelframe.models.endpoint;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Predicate;

/**
 * Reads server-sent events (WHATWG HTML, 9.2) as they come: the data of each goes to a listener,
 * which says whether it wants more. Names, ids and comments are passed over. The body is true where
 * the listener had enough, false where the stream ended before.
 */
public final class ServerEvents implements HttpResponse.BodySubscriber<Boolean> {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final int limit;
  private final Predicate<String> listener;
  private final CompletableFuture<Boolean> body = new CompletableFuture<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder data = new StringBuilder();
  private boolean hasData;
  private boolean afterReturn;
  private boolean first = true;
  private long size;
  private Flow.Subscription subscription;

  /**
   * @param limit most bytes of the whole stream
   * @param listener gets the data of each event; false: enough
   */
  public ServerEvents(int limit, Predicate<String> listener) {
    this.limit = limit;
    this.listener = listener;
  }

  @Override
  public CompletionStage<Boolean> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    subscription = granted;
    granted.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    try {
      for (ByteBuffer part : parts) {
        size += part.remaining();
        if (size > limit) {
          throw new EndpointFailure.TooLarge(
              "the answer is larger than " + limit + " bytes: is this the server that you mean?");
        }
        while (part.hasRemaining() && !body.isDone()) {
          take(part.get());
        }
      }
    } catch (RuntimeException e) {
      subscription.cancel();
      body.completeExceptionally(e);
    }
  }

  /** Lines end with CR, LF or both; in UTF-8 neither is part of another character. */
  private void take(byte next) {
    if (next == '\n' && afterReturn) {
      afterReturn = false;
      return;
    }
    afterReturn = next == '\r';
    if (next == '\n' || next == '\r') {
      String text = line.toString(StandardCharsets.UTF_8);
      line.reset();
      line(first && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
      first = false;
    } else {
      line.write(next);
    }
  }

  private void line(String text) {
    if (text.isEmpty()) {
      dispatch();
      return;
    }
    if (text.equals("data") || text.startsWith("data:")) {
      String value = text.substring(Math.min(5, text.length()));
      data.append(hasData ? "\n" : "").append(value.startsWith(" ") ? value.substring(1) : value);
      hasData = true;
    }
  }

  private void dispatch() {
    if (hasData) {
      String event = data.toString();
      data.setLength(0);
      hasData = false;
      if (!listener.test(event)) {
        subscription.cancel();
        body.complete(true);
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  /** An event that no blank line ended counts: some servers leave out the last one. */
  @Override
  public void onComplete() {
    try {
      if (line.size() > 0) {
        line(line.toString(StandardCharsets.UTF_8));
      }
      dispatch();
      body.complete(false);
    } catch (RuntimeException e) {
      body.completeExceptionally(e);
    }
  }
}
