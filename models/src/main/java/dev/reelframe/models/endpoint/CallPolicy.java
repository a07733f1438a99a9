package dev.reelframe.models.endpoint;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a model server is called.
 *
 * @param apiKey sent as a bearer token; never logged, never in a message
 * @param allowedHosts besides this machine
 * @param connectTimeout for one connection
 * @param timeout for one whole answer, the last byte included
 * @param silence longest pause inside an answer that has begun
 * @param attempts in all, the first included
 * @param backoff before the second attempt; doubles with each further one
 * @param longestWait no wait between attempts is longer, whatever the server asks for
 * @param maxAnswerBytes of one answer
 */
public record CallPolicy(
    Optional<String> apiKey,
    Set<String> allowedHosts,
    Duration connectTimeout,
    Duration timeout,
    Duration silence,
    int attempts,
    Duration backoff,
    Duration longestWait,
    int maxAnswerBytes) {

  private static final CallPolicy STANDARD =
      new CallPolicy(
          Optional.empty(),
          Set.of(),
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          8 << 20);

  public CallPolicy {
    allowedHosts = Set.copyOf(allowedHosts);
    if (attempts < 1 || maxAnswerBytes < 1 || !positive(timeout) || !positive(silence)) {
      throw new IllegalArgumentException("attempts, limits and time-outs must be positive");
    }
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  /**
   * This machine only, 5 s to connect, 5 min to answer, 1 min of silence, 3 attempts, 8 MiB down.
   */
  public static CallPolicy standard() {
    return STANDARD;
  }

  public CallPolicy apiKey(Optional<String> key) {
    return new CallPolicy(
        key,
        allowedHosts,
        connectTimeout,
        timeout,
        silence,
        attempts,
        backoff,
        longestWait,
        maxAnswerBytes);
  }

  /** Hosts besides this machine, by name as in the address. */
  public CallPolicy allow(Set<String> hosts) {
    return new CallPolicy(
        apiKey,
        hosts,
        connectTimeout,
        timeout,
        silence,
        attempts,
        backoff,
        longestWait,
        maxAnswerBytes);
  }

  public CallPolicy timeouts(Duration connect, Duration answer, Duration pause) {
    return new CallPolicy(
        apiKey,
        allowedHosts,
        connect,
        answer,
        pause,
        attempts,
        backoff,
        longestWait,
        maxAnswerBytes);
  }

  public CallPolicy retries(int inAll, Duration firstWait, Duration longest) {
    return new CallPolicy(
        apiKey,
        allowedHosts,
        connectTimeout,
        timeout,
        silence,
        inAll,
        firstWait,
        longest,
        maxAnswerBytes);
  }

  public CallPolicy answerBytes(int most) {
    return new CallPolicy(
        apiKey,
        allowedHosts,
        connectTimeout,
        timeout,
        silence,
        attempts,
        backoff,
        longestWait,
        most);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "CallRules[allowedHosts=" + allowedHosts + ", timeout=" + timeout + "]";
  }
}
