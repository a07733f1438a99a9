package dev.reelframe.analyzer.vlm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.models.qwen.SentenceEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer read: prose, and what its JSON object names. What the model did not give, or not in the
 * form that was asked for, is missing; nothing is guessed.
 *
 * @param text whole sentences; empty where the answer has none
 * @param people, actions, objects, onScreenText lists as the model gave them; empty where it gave
 *     none of that form
 * @param place, camera in a few words
 * @param cutOff whether the budget ran out before the answer was complete
 */
record Description(
    Optional<String> text,
    List<String> people,
    Optional<String> place,
    List<String> actions,
    List<String> objects,
    List<String> onScreenText,
    Optional<String> camera,
    boolean cutOff) {

  /** The form of the object that the model is asked for; anything else is no field. */
  static final String FORM =
      """
      {"people": ["..."], "place": "...", "actions": ["..."], "objects": ["..."], \
      "on_screen_text": ["..."], "camera": "..."}\
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FENCE = Pattern.compile("```(?:json)?");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final String SEPARATOR = "; ";

  /** An object in a text, and where it begins. */
  private record Found(int from, JsonNode object) {}

  /** Reads an answer. */
  static Description of(String answer, VlmResponse.End end) {
    Optional<Found> found = object(answer);
    JsonNode fields = found.map(Found::object).orElse(JSON.createObjectNode());
    boolean cutOff = end != VlmResponse.End.STOP && found.isEmpty();
    int opened = answer.indexOf('{');
    int proseEnd = found.map(Found::from).orElse(opened < 0 || !cutOff ? answer.length() : opened);
    String prose = line(FENCE.matcher(answer.substring(0, proseEnd)).replaceAll(" "));
    if (cutOff) {
      prose = prose.substring(0, SentenceEnd.lastEnd(prose));
    }
    Optional<String> text = Optional.of(prose).filter(words -> !words.isEmpty());
    return new Description(
        text.or(() -> text(fields, "description")),
        list(fields, "people"),
        text(fields, "place"),
        list(fields, "actions"),
        list(fields, "objects"),
        list(fields, "on_screen_text"),
        text(fields, "camera"),
        cutOff);
  }

  /** The first complete JSON object; a brace in prose that opens none is passed over. */
  private static Optional<Found> object(String answer) {
    for (int at = answer.indexOf('{'); at >= 0; at = answer.indexOf('{', at + 1)) {
      try (JsonParser parser = JSON.createParser(answer.substring(at))) {
        JsonNode node = parser.readValueAsTree();
        if (node != null && node.isObject()) {
          return Optional.of(new Found(at, node));
        }
      } catch (IOException e) {
        // No object begins here; perhaps one begins at the next brace.
      }
    }
    return Optional.empty();
  }

  private static Optional<String> text(JsonNode fields, String key) {
    JsonNode value = fields.path(key);
    return value.isTextual()
        ? Optional.of(line(value.asText())).filter(Description::saysSomething)
        : Optional.empty();
  }

  /** The dots of the form, taken over as they are, do not. */
  private static boolean saysSomething(String words) {
    return words.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static List<String> list(JsonNode fields, String key) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : fields.path(key)) {
      if (!item.isTextual()) {
        return List.of();
      }
      String words = line(item.asText());
      if (saysSomething(words) && !items.contains(words)) {
        items.add(words);
      }
    }
    return fields.path(key).isArray() ? items : List.of();
  }

  private static String line(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /** A list as one cell; missing where it is empty. */
  static String cell(List<String> items) {
    return items.isEmpty()
        ? null
        : String.join(
            SEPARATOR, items.stream().map(item -> item.replace(SEPARATOR, ", ")).toList());
  }

  /** The items of such a cell; none where it is missing. */
  static List<String> items(String cell) {
    return cell == null || cell.isEmpty() ? List.of() : List.of(cell.split(SEPARATOR));
  }
}
