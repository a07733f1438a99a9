package dev.reelframe.models.whisper;

import dev.reelframe.models.endpoint.CallPolicy;
import dev.reelframe.models.endpoint.EndpointCaller;
import dev.reelframe.models.endpoint.EndpointFailure;
import dev.reelframe.models.whisper.Transcription.Timing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Any server with OpenAI's {@code /v1/audio/transcriptions}: whisper.cpp, faster-whisper, vLLM, or
 * OpenAI itself. Audio leaves this machine only for hosts that the user named.
 *
 * <p>Asked again: 429 (after the server's Retry-After), 5xx, and connections that could not be
 * made. Not asked again: a hang, a refusal, a wrong or huge answer. Redirects are not followed.
 */
public final class TranscriptionEndpoint implements SpeechRecognizer {
  private final Options options;
  private final URI base;
  private final EndpointCaller caller;

  /**
   * How a server is called.
   *
   * @param model name that the server knows it by
   * @param apiKey sent as a bearer token; never logged
   * @param allowedHosts besides this machine
   * @param connectTimeout for one connection
   * @param timeout for one whole answer, the last byte included
   * @param attempts in all, the first included
   * @param backoff before the second attempt; doubles with each further one
   * @param longestWait no wait between attempts is longer, whatever the server asks for
   * @param maxUploadBytes of one clip as a WAVE file
   * @param maxAnswerBytes of one answer
   */
  public record Options(
      String model,
      Optional<String> apiKey,
      Set<String> allowedHosts,
      Duration connectTimeout,
      Duration timeout,
      int attempts,
      Duration backoff,
      Duration longestWait,
      long maxUploadBytes,
      int maxAnswerBytes) {

    public Options {
      allowedHosts = Set.copyOf(allowedHosts);
      if (attempts < 1 || maxAnswerBytes < 1 || timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("attempts, limits and time-outs must be positive");
      }
    }

    /** This machine only, 5 s to connect, 5 min to answer, 3 attempts, 25 MB up, 8 MiB down. */
    public static Options model(String name) {
      return new Options(
          name,
          Optional.empty(),
          Set.of(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          25_000_000,
          8 << 20);
    }

    public Options apiKey(String key) {
      return new Options(
          model,
          Optional.of(key),
          allowedHosts,
          connectTimeout,
          timeout,
          attempts,
          backoff,
          longestWait,
          maxUploadBytes,
          maxAnswerBytes);
    }

    /** Hosts that audio may be sent to besides this machine, by name as in the address. */
    public Options allow(String... hosts) {
      return new Options(
          model,
          apiKey,
          Set.of(hosts),
          connectTimeout,
          timeout,
          attempts,
          backoff,
          longestWait,
          maxUploadBytes,
          maxAnswerBytes);
    }

    public Options timeouts(Duration connect, Duration answer) {
      return new Options(
          model,
          apiKey,
          allowedHosts,
          connect,
          answer,
          attempts,
          backoff,
          longestWait,
          maxUploadBytes,
          maxAnswerBytes);
    }

    public Options retries(int inAll, Duration firstWait, Duration longest) {
      return new Options(
          model,
          apiKey,
          allowedHosts,
          connectTimeout,
          timeout,
          inAll,
          firstWait,
          longest,
          maxUploadBytes,
          maxAnswerBytes);
    }

    public Options limits(long uploadBytes, int answerBytes) {
      return new Options(
          model,
          apiKey,
          allowedHosts,
          connectTimeout,
          timeout,
          attempts,
          backoff,
          longestWait,
          uploadBytes,
          answerBytes);
    }

    private CallPolicy rules() {
      return CallPolicy.standard()
          .apiKey(apiKey)
          .allow(allowedHosts)
          .timeouts(connectTimeout, timeout, timeout)
          .retries(attempts, backoff, longestWait)
          .answerBytes(maxAnswerBytes);
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Options[model=" + model + ", allowedHosts=" + allowedHosts + "]";
    }
  }

  private TranscriptionEndpoint(URI base, Options options) {
    this.base = base;
    this.options = options;
    // a request that broke may have been worked on already: not repeated
    this.caller =
        EndpointCaller.at(
            base, options.rules(), status -> status == 429 || status / 100 == 5, false);
  }

  /**
   * @param base such as {@code http://localhost:8080}, with or without {@code /v1}
   * @throws EndpointFailure.AddressRefused where the host is not allowed
   */
  public static TranscriptionEndpoint at(URI base, Options options) {
    return new TranscriptionEndpoint(base, options);
  }

  /**
   * @throws EndpointFailure where no transcription could be had
   */
  @Override
  public Transcription transcribe(float[] mono16k, TranscriptionRequest request) {
    if (mono16k.length == 0) {
      return new Transcription(
          request.language().orElse(""), java.util.OptionalDouble.empty(), List.of(), List.of());
    }
    if (AudioForm.waveBytes(mono16k.length) > options.maxUploadBytes()) {
      throw new EndpointFailure.TooLarge(
          "a clip of "
              + mono16k.length / SAMPLE_RATE_HZ
              + " s is more than the "
              + options.maxUploadBytes()
              + " bytes allowed: cut it at pauses");
    }
    AudioForm form = new AudioForm(fields(request), mono16k);
    byte[] answer =
        caller.post(
            address(request), form.contentType(), "application/json", form.bytes(), caller.bytes());
    Transcription read = VerboseJson.read(answer, (double) mono16k.length / SAMPLE_RATE_HZ);
    return request.words() ? withWords(read) : withoutWords(read);
  }

  private static Transcription withoutWords(Transcription read) {
    return new Transcription(
        read.language(), read.languageProbability(), read.segments(), List.of());
  }

  /** Where the server gave no words, the segments' times are shared out. */
  private static Transcription withWords(Transcription read) {
    if (!read.words().isEmpty()) {
      return read;
    }
    List<Transcription.Word> words = new ArrayList<>();
    for (Transcription.Segment segment : read.segments()) {
      String[] parts = segment.text().strip().split("\\s+");
      double total = 0;
      for (String part : parts) {
        total += part.length();
      }
      double before = 0;
      double span = segment.endS() - segment.startS();
      for (String part : parts) {
        double after = before + part.length();
        words.add(
            new Transcription.Word(
                segment.startS() + span * before / total,
                segment.startS() + span * after / total,
                part,
                java.util.OptionalDouble.empty(),
                Timing.PROPORTIONAL));
        before = after;
      }
    }
    return new Transcription(read.language(), read.languageProbability(), read.segments(), words);
  }

  private URI address(TranscriptionRequest request) {
    boolean translate = request.task() == TranscriptionRequest.Task.TRANSLATE;
    return EndpointCaller.versioned(
        base, translate ? "/audio/translations" : "/audio/transcriptions");
  }

  private List<AudioForm.Field> fields(TranscriptionRequest request) {
    List<AudioForm.Field> fields = new ArrayList<>();
    fields.add(new AudioForm.Field("model", options.model()));
    fields.add(new AudioForm.Field("response_format", "verbose_json"));
    fields.add(new AudioForm.Field("temperature", "0"));
    if (request.task() == TranscriptionRequest.Task.TRANSLATE) {
      return fields; // the translation door takes neither a language nor granularities
    }
    request.language().ifPresent(code -> fields.add(new AudioForm.Field("language", code)));
    fields.add(new AudioForm.Field("timestamp_granularities[]", "segment"));
    if (request.words()) {
      fields.add(new AudioForm.Field("timestamp_granularities[]", "word"));
    }
    return fields;
  }

  @Override
  public String engine() {
    return "endpoint:" + base.getHost() + ":" + options.model();
  }

  @Override
  public void close() {
    caller.close();
  }
}
