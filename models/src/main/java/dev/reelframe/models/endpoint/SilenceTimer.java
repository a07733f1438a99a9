package dev.reelframe.models.endpoint;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Notes when the last part of an answer came. */
final class SilenceTimer<T> {
  private volatile long last;
  private volatile boolean begun;

  /** Nanoseconds since the last part; 0 before the answer has begun. */
  long silentNanos() {
    return begun ? System.nanoTime() - last : 0;
  }

  private void heard() {
    last = System.nanoTime();
    begun = true;
  }

  HttpResponse.BodySubscriber<T> to(HttpResponse.BodySubscriber<T> reader) {
    heard();
    return new HttpResponse.BodySubscriber<>() {
      @Override
      public CompletionStage<T> getBody() {
        return reader.getBody();
      }

      @Override
      public void onSubscribe(Flow.Subscription subscription) {
        reader.onSubscribe(subscription);
      }

      @Override
      public void onNext(List<ByteBuffer> parts) {
        heard();
        reader.onNext(parts);
      }

      @Override
      public void onError(Throwable failure) {
        reader.onError(failure);
      }

      @Override
      public void onComplete() {
        reader.onComplete();
      }
    };
  }
}
