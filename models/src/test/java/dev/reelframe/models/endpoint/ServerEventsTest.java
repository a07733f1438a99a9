package dev.reelframe.models.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerEventsTest {

  private static final class Source implements Flow.Subscription {
    private boolean cancelled;

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** The parts that a stream is cut into do not matter, not even inside a character. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void readsEventsHoweverTheyAreCut(int size) {
    String stream =
        "\uFEFF: comment\n\ndata: läuft\r\n\r\nevent: x\rid: 1\rdata:a\rdata: b\r\rdata\n\n"
            + "datax: no\n\nretry: 5\n\ndata: last";
    List<String> heard = new ArrayList<>();
    ServerEvents events = new ServerEvents(10_000, heard::add);
    events.onSubscribe(new Source());
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += size) {
      int length = Math.min(size, bytes.length - at);
      events.onNext(List.of(ByteBuffer.wrap(bytes, at, length)));
    }
    events.onComplete();
    assertThat(heard).containsExactly("läuft", "a\nb", "", "last");
    assertThat(events.getBody().toCompletableFuture()).isCompletedWithValue(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void hangsUpWhereItHasEnough(int size) {
    List<String> heard = new ArrayList<>();
    ServerEvents events =
        new ServerEvents(
            10_000,
            data -> {
              heard.add(data);
              return !data.equals("end");
            });
    Source source = new Source();
    events.onSubscribe(source);
    byte[] bytes = "data: one\n\ndata: end\n\ndata: more\n\n".getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += size) {
      events.onNext(List.of(ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at))));
    }
    assertThat(heard).containsExactly("one", "end");
    assertThat(source.cancelled).isTrue();
    assertThat(events.getBody().toCompletableFuture()).isCompletedWithValue(true);
  }
}
