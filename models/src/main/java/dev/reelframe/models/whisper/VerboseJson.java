package dev.reelframe.models.whisper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.models.endpoint.EndpointFailure;
import dev.reelframe.models.whisper.Transcription.Segment;
import dev.reelframe.models.whisper.Transcription.Timing;
import dev.reelframe.models.whisper.Transcription.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Reads {@code response_format=verbose_json} of OpenAI's transcription interface, as OpenAI,
 * whisper.cpp, faster-whisper servers and vLLM write it: words stand beside the segments or inside
 * them, languages are codes or English names, scores may be absent.
 */
final class VerboseJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VerboseJson() {}

  /**
   * @param body of the answer
   * @param durationS of the clip; all times are cut to it
   * @throws EndpointFailure.Malformed where this is not a transcription
   */
  static Transcription read(byte[] body, double durationS) {
    JsonNode root = parse(body);
    if (!root.isObject() || !(root.path("text").isTextual() || root.path("segments").isArray())) {
      throw malformed("neither text nor segments in it", body, null);
    }
    List<Segment> segments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    for (JsonNode segment : root.path("segments")) {
      segments.add(segment(segment, body));
      segment.path("words").forEach(word -> words.add(word(word, body)));
    }
    if (root.path("words").isArray() && !root.path("words").isEmpty()) {
      words.clear();
      root.path("words").forEach(word -> words.add(word(word, body)));
    }
    if (segments.isEmpty() && !root.path("text").asText().isBlank()) {
      // a server without segments: the text belongs to the clip as a whole
      segments.add(untimed(root.path("text").asText(), durationS));
    }
    segments.sort(Comparator.comparingDouble(Segment::startS));
    words.sort(Comparator.comparingDouble(Word::startS));
    String language = code(root.path("language").asText(""));
    return new Transcription(language, OptionalDouble.empty(), segments, words)
        .clippedTo(durationS);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw malformed("not JSON", body, e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Segment segment(JsonNode node, byte[] body) {
    List<Integer> tokens = new ArrayList<>();
    node.path("tokens").forEach(token -> tokens.add(token.asInt()));
    return new Segment(
        time(node, "start", body),
        time(node, "end", body),
        node.path("text").asText(""),
        tokens,
        number(node, "avg_logprob"),
        number(node, "no_speech_prob"),
        number(node, "temperature"));
  }

  private static Segment untimed(String text, double durationS) {
    OptionalDouble unknown = OptionalDouble.empty();
    return new Segment(0, durationS, text, List.of(), unknown, unknown, unknown);
  }

  private static Word word(JsonNode node, byte[] body) {
    return new Word(
        time(node, "start", body),
        time(node, "end", body),
        node.path("word").asText("").strip(),
        number(node, "probability"),
        Timing.REPORTED);
  }

  private static double time(JsonNode node, String key, byte[] body) {
    JsonNode value = node.path(key);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw malformed("a " + key + " time is not a number", body, null);
    }
    return value.asDouble();
  }

  private static OptionalDouble number(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNumber() && Double.isFinite(value.asDouble())
        ? OptionalDouble.of(value.asDouble())
        : OptionalDouble.empty();
  }

  /** "german" to "de"; codes and unknown names stay. */
  private static String code(String language) {
    String lower = language.toLowerCase(Locale.ROOT);
    return Arrays.stream(Locale.getISOLanguages())
        .filter(iso -> Locale.of(iso).getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(lower))
        .findFirst()
        .orElse(lower);
  }

  private static EndpointFailure.Malformed malformed(String why, byte[] body, Throwable cause) {
    String start =
        new String(body, 0, Math.min(80, body.length), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}", " ");
    return new EndpointFailure.Malformed(
        "the answer is not a transcription, "
            + why
            + " (it starts with: "
            + start
            + "); does the server know response_format=verbose_json?",
        cause);
  }
}
