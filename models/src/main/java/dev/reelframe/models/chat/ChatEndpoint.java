package dev.reelframe.models.chat;

import dev.reelframe.models.endpoint.CallPolicy;
import dev.reelframe.models.endpoint.EndpointCaller;
import dev.reelframe.models.endpoint.EndpointFailure;
import dev.reelframe.models.endpoint.ServerEvents;
import dev.reelframe.models.qwen.RgbImage;
import dev.reelframe.models.qwen.SmartResize;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * A vision-language model behind any server with OpenAI's {@code /v1/chat/completions}: vLLM, the
 * server of llama.cpp, Ollama. Pictures leave this machine only for hosts that the user named.
 *
 * <p>Several questions are under way at the same time, never more than the window. Asked again: 429
 * (after the server's Retry-After), 502, 503, 504, connections that could not be made or broke. Not
 * asked again: a hang, a refusal, any other fault of the server (500: it would fail alike), a wrong
 * or huge answer. Redirects are not followed.
 */
public final class ChatEndpoint implements AutoCloseable {
  private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
  private static final String EVENTS = "text/event-stream";

  private final URI base;
  private final Options options;
  private final EndpointCaller caller;

  /**
   * How a server is called.
   *
   * @param model name that the server knows it by
   * @param rules key, hosts, time-outs, retries, limits
   * @param window most questions under way at the same time
   * @param streaming whether answers come word by word; then a server that falls silent is noticed
   * @param temperature where a request has a seed
   * @param resolution at which the model looks at pictures
   * @param quality of the JPEGs, 0..1
   */
  public record Options(
      String model,
      CallPolicy rules,
      int window,
      boolean streaming,
      double temperature,
      SmartResize resolution,
      float quality) {

    public Options {
      if (window < 1 || !(quality > 0 && quality <= 1)) {
        throw new IllegalArgumentException(
            "a window of %d and quality %s: give at least 1, and 0..1".formatted(window, quality));
      }
    }

    /**
     * This machine only, 4 at a time, not streaming; pictures in steps of 28 pixels, at most 448 x
     * 448 of area, as Qwen2-VL sees them.
     */
    public static Options model(String name) {
      return new Options(
          name,
          CallPolicy.standard(),
          4,
          false,
          0.7,
          new SmartResize(28, 56 * 56, 448 * 448),
          0.9f);
    }

    public Options apiKey(String key) {
      return rules(rules.apiKey(Optional.of(key)));
    }

    /** Hosts that pictures may be sent to besides this machine, by name as in the address. */
    public Options allow(String... hosts) {
      return rules(rules.allow(Set.of(hosts)));
    }

    /**
     * @param connect for one connection
     * @param answer for one whole answer
     * @param silence longest pause inside of an answer that has begun
     */
    public Options timeouts(Duration connect, Duration answer, Duration silence) {
      return rules(rules.timeouts(connect, answer, silence));
    }

    public Options retries(int inAll, Duration firstWait, Duration longest) {
      return rules(rules.retries(inAll, firstWait, longest));
    }

    public Options answerBytes(int most) {
      return rules(rules.answerBytes(most));
    }

    public Options rules(CallPolicy others) {
      return new Options(model, others, window, streaming, temperature, resolution, quality);
    }

    /** So many questions under way at the same time. */
    public Options window(int questions) {
      return new Options(model, rules, questions, streaming, temperature, resolution, quality);
    }

    /** Answers come word by word. */
    public Options streaming(boolean wordByWord) {
      return new Options(model, rules, window, wordByWord, temperature, resolution, quality);
    }

    /** Pictures of another resolution, as another model looks at them. */
    public Options pictures(SmartResize seen, float jpegQuality) {
      return new Options(model, rules, window, streaming, temperature, seen, jpegQuality);
    }
  }

  private ChatEndpoint(URI base, Options options) {
    this.base = base;
    this.options = options;
    this.caller = EndpointCaller.at(base, options.rules(), AGAIN::contains, true);
  }

  /**
   * @param base such as {@code http://localhost:8000}, with or without {@code /v1}
   * @throws EndpointFailure.AddressRefused where the host is not allowed
   */
  public static ChatEndpoint at(URI base, Options options) {
    return new ChatEndpoint(base, options);
  }

  /** A picture as this endpoint sends it. */
  public JpegPicture picture(RgbImage image) {
    return JpegPicture.of(image, options.resolution(), options.quality());
  }

  /**
   * Answers in the order of the questions. Where one cannot be answered the others are given up.
   *
   * @throws EndpointFailure where one cannot be answered
   * @throws CancellationException where the thread is interrupted
   */
  public List<ChatReply> answer(List<ChatRequest> requests) {
    Semaphore window = new Semaphore(options.window());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      CompletionService<ChatReply> done = new ExecutorCompletionService<>(threads);
      List<Future<ChatReply>> replies = new ArrayList<>();
      for (ChatRequest request : requests) {
        replies.add(
            done.submit(() -> {
              window.acquire();
              try {
                return ask(request);
              } finally {
                window.release();
              }
            }));
      }
      for (int i = 0; i < replies.size(); i++) {
        done.take().get();
      }
      return replies.stream().map(Future::resultNow).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the questions to " + base.getHost() + " were given up");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
      threads.close();
    }
  }

  /** One question. */
  private ChatReply ask(ChatRequest request) {
    return caller.post(
        EndpointCaller.versioned(base, "/chat/completions"),
        "application/json",
        options.streaming() ? EVENTS + ", application/json" : "application/json",
        ChatJson.request(request, options),
        this::reader);
  }

  /** What the server sends decides, not what was asked for: some know no streams. */
  private HttpResponse.BodySubscriber<ChatReply> reader(HttpResponse.ResponseInfo head) {
    String type =
        head.headers()
            .firstValue("Content-Type")
            .map(t -> t.split(";")[0].strip().toLowerCase(Locale.ROOT))
            .orElse(options.streaming() ? EVENTS : "application/json");
    if (type.equals(EVENTS)) {
      ChatStream stream = new ChatStream(caller::excerpt);
      return HttpResponse.BodySubscribers.mapping(
          new ServerEvents(options.rules().maxAnswerBytes(), stream::take), stream::reply);
    }
    return HttpResponse.BodySubscribers.mapping(
        caller.bytes().read(head),
        body -> {
          String text = new String(body, StandardCharsets.UTF_8);
          if (!type.equals("application/json")) {
            throw ChatJson.malformed("it is " + type, text, caller::excerpt);
          }
          return ChatJson.reply(text, caller::excerpt);
        });
  }

  /** Model and kind of engine, without address and key. */
  public String engine() {
    return "endpoint:" + options.model();
  }

  @Override
  public void close() {
    caller.close();
  }
}
