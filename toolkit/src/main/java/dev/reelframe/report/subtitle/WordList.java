package dev.reelframe.report.subtitle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The words of a transcript with their times, from the signal of {@code speech_transcription}. */
final class WordList {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private WordList() {}

  private static boolean isWord(Row row) {
    return row.getString("kind").equals("word");
  }

  private static String text(Row row) {
    return row.getString("text").replaceAll("\\s+", " ").strip();
  }

  /** A line per word; tabs between, nothing where a confidence is missing. */
  static String tsv(Table signal) {
    StringBuilder out = new StringBuilder("start_s\tend_s\tphrase\tword\ttiming\tconfidence\n");
    for (Row row : signal) {
      if (isWord(row)) {
        String confidence =
            row.isMissing("confidence")
                ? ""
                : String.format(Locale.ROOT, "%.4f", row.getDouble("confidence"));
        out.append(
            String.format(
                Locale.ROOT,
                "%.3f\t%.3f\t%d\t%s\t%s\t%s\n",
                row.getDouble("start_s"),
                row.getDouble("end_s"),
                row.getInt("phrase"),
                text(row),
                row.getString("timing"),
                confidence));
      }
    }
    return out.toString();
  }

  /** Phrases with their words; what is missing is left out. */
  static String json(Table signal) {
    ArrayNode phrases = JSON.createArrayNode();
    ArrayNode words = JSON.createArrayNode();
    for (Row row : signal) {
      if (isWord(row)) {
        ObjectNode word = timed(words.addObject(), row).put("word", text(row));
        word.put("timing", row.getString("timing"));
        confidence(word, row);
      } else if (row.getString("kind").equals("phrase")) {
        ObjectNode phrase = timed(phrases.addObject(), row).put("text", text(row));
        if (!row.isMissing("language")) {
          phrase.put("language", row.getString("language"));
        }
        confidence(phrase, row);
        words = phrase.putArray("words");
      }
    }
    try {
      return JSON.writeValueAsString(JSON.createObjectNode().set("phrases", phrases)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("words do not become JSON", e);
    }
  }

  private static ObjectNode timed(ObjectNode node, Row row) {
    return node.put("start_s", row.getDouble("start_s")).put("end_s", row.getDouble("end_s"));
  }

  private static void confidence(ObjectNode node, Row row) {
    if (!row.isMissing("confidence")) {
      node.put("confidence", row.getDouble("confidence"));
    }
  }
}
