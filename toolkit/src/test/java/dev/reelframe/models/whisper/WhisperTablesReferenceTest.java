package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Mel filters and tokenizer against those of the reference implementation. */
class WhisperTablesReferenceTest extends WhisperCases {
  /** The references' roots: where the rule tables lie beside the cases. */
  private static List<Path> tables(String name) {
    return CASES.stream()
        .map(reference -> reference.folder().resolveSibling(name))
        .distinct()
        .filter(Files::isRegularFile)
        .toList();
  }

  private static Whisper modelBeside(Path table) {
    return model(
        CASES.stream()
            .filter(reference -> reference.folder().getParent().equals(table.getParent()))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void melFiltersAreTheReferences() throws IOException {
    List<Path> tables = tables("mel_filters.json");
    assumeTrue(!tables.isEmpty(), "no mel_filters.json beside the cases");
    for (Path table : tables) {
      JsonNode json = new ObjectMapper().readTree(table.toFile());
      float[] stored = ReferenceCase.stored(table.getParent(), json);
      int[] shape = ReferenceCase.integers(json.path("shape"));
      assertThat(shape[0]).isEqualTo(MelFilters.BINS);
      MelFilters filters = MelFilters.of(shape[1]);
      for (int bin = 0; bin < shape[0]; bin++) {
        for (int mel = 0; mel < shape[1]; mel++) {
          assertThat(filters.weight(mel, bin))
              .as("bin %d, mel %d", bin, mel)
              .isCloseTo(stored[bin * shape[1] + mel], within(2e-9));
        }
      }
    }
  }

  @Test
  void tokenizerCasesAreTheReferences() throws IOException {
    List<Path> tables = tables("tokenizer_cases.json");
    assumeTrue(!tables.isEmpty(), "no tokenizer_cases.json beside the cases");
    for (Path table : tables) {
      JsonNode json = new ObjectMapper().readTree(table.toFile());
      WhisperTokenizer tokenizer = modelBeside(table).tokenizer();
      assertThat(json.path("encode").size() + json.path("decode").size()).isPositive();
      for (JsonNode of : json.path("encode")) {
        assertThat(tokenizer.encode(of.path("text").asText())).isEqualTo(ints(of, "ids"));
        assertDecodes(tokenizer, of);
      }
      for (JsonNode of : json.path("decode")) {
        assertDecodes(tokenizer, of);
      }
    }
  }

  private static void assertDecodes(WhisperTokenizer tokenizer, JsonNode of) {
    int[] ids = ints(of, "ids");
    assertThat(tokenizer.decode(ids, false)).isEqualTo(of.path("decoded").asText());
    assertThat(tokenizer.decode(ids, true)).isEqualTo(of.path("decoded_skip_special").asText());
  }
}
