package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private final Catalogue catalogue = Catalogue.standard();

  /** Size, checksum and address of every file that the catalogue names. */
  private record Fact(OptionalLong bytes, Optional<String> sha256, Optional<URI> uri) {}

  private Map<String, Fact> facts() {
    Map<String, Fact> facts = new HashMap<>();
    for (ModelEntry entry : catalogue.entries()) {
      for (ModelPart part : entry.parts()) {
        Optional<URI> uri =
            part.source() instanceof Source.Download d ? Optional.of(d.uri()) : Optional.empty();
        facts.put(part.file(), new Fact(part.bytes(), part.sha256(), uri));
      }
    }
    return facts;
  }

  /** Bands of the log-mel and width of the states, as each size's configuration has them. */
  @ParameterizedTest
  @CsvSource({
    "whisper_tiny, 80, 384",
    "whisper_base_fp32, 80, 512",
    "whisper_small, 80, 768",
    "whisper_large_v3_turbo, 128, 1280"
  })
  void namesTheWhispers(String name, long mels, long width) {
    ModelEntry entry = catalogue.find(name).orElseThrow();
    assertThat(entry.inputs().getFirst().spec().shape()).containsExactly(-1L, mels, 3000L);
    assertThat(entry.outputs().getFirst().spec().shape()).containsExactly(-1L, 1500L, width);
    assertThat(entry.parts())
        .extracting(ModelPart::role)
        .contains("encoder", "decoder", "tokenizer", "config", "generation_config");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "jar:file:/tmp/x.jar!/model.onnx",
        "ftp://host/model.onnx",
        "https:///model.onnx",
        "model.onnx",
        "https://a b/model.onnx",
        ""
      })
  void anAddressThatIsNoneIsRefusedWithAWord(String url, @TempDir Path dir) throws Exception {
    Path file = dir.resolve("catalogue.json");
    new ObjectMapper()
        .writeValue(
            file.toFile(),
            Map.of(
                "schema",
                1,
                "models",
                List.of(
                    Map.of(
                        "name",
                        "mine",
                        "licence",
                        "MIT",
                        "parts",
                        List.of(
                            Map.of(
                                "role",
                                "model",
                                "file",
                                "mine.onnx",
                                "sha256",
                                "0".repeat(64),
                                "source",
                                Map.of("url", url)))))));
    assertThatThrownBy(() -> Catalogue.read(file))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("catalogue.json cannot be used: ");
  }

  @Test
  void saysOfEveryRealFileItsSizeChecksumAndOrigin() throws Exception {
    JsonNode files =
        new ObjectMapper().readTree(SharedModels.folder().resolve("files.json").toFile());
    Map<String, Fact> facts = facts();
    int seen = 0;
    for (JsonNode file : files) {
      String name = file.get("file").asText();
      if (!facts.containsKey(name)) {
        continue;
      }
      seen++;
      Optional<URI> origin =
          Optional.ofNullable(comesAlong(name) ? null : file.get("origin"))
              .map(o ->
                  URI.create(
                      "https://raw.githubusercontent.com/"
                          + o.get("repository").asText()
                          + "/"
                          + o.get("commit").asText()
                          + "/"
                          + o.get("path").asText()));
      assertThat(facts)
          .containsEntry(
              name,
              new Fact(
                  OptionalLong.of(file.get("bytes").asLong()),
                  Optional.of(file.get("sha256").asText()),
                  origin));
    }
    assertThat(seen).isPositive();
  }

  private boolean comesAlong(String file) {
    return catalogue.entries().stream()
        .flatMap(entry -> entry.parts().stream())
        .anyMatch(part -> part.file().equals(file) && part.source() instanceof Source.Embedded);
  }

  @Test
  void everyFileComesAlongOrHasAPublicAddress() {
    assertThat(catalogue.entries())
        .flatExtracting(ModelEntry::parts)
        .extracting(ModelPart::source)
        .hasOnlyElementsOfTypes(Source.Embedded.class, Source.Inline.class, Source.Download.class);
  }

  @Test
  void everyPublicAddressWithAChecksumIsPinnedToACommit() {
    assertThat(facts().values())
        .filteredOn(fact -> fact.uri().isPresent() && fact.sha256().isPresent())
        .isNotEmpty()
        .allSatisfy(fact ->
            assertThat(fact.uri().get().getPath())
                .matches("/[^/]+/[^/]+/(resolve/)?[0-9a-f]{40}/.+"));
  }

  @Test
  void aFileWithoutAChecksumComesOverHttpsAndItsCardSaysSo() {
    for (ModelEntry entry : catalogue.entries()) {
      for (ModelPart part : entry.parts()) {
        if (part.sha256().isEmpty()) {
          assertThat(part.source()).isInstanceOf(Source.Download.class);
          assertThat(((Source.Download) part.source()).uri()).hasScheme("https");
          assertThat(entry.caveats()).anyMatch(caveat -> caveat.contains("checksums"));
        }
      }
    }
    assertThat(catalogue.entry("qwen2_vl_2b").pinned()).isFalse();
    assertThat(catalogue.entry("yolox_nano").pinned()).isTrue();
  }

  @Test
  void everyEntrySaysWhatAUserMustKnow() {
    assertThat(catalogue.entries())
        .isNotEmpty()
        .allSatisfy(entry -> {
          assertThat(entry.licence()).isNotBlank();
          assertThat(entry.version()).isNotBlank();
          assertThat(entry.task()).isNotBlank();
          if (entry.format().equals("onnx")) {
            assertThat(entry.inputs()).isNotEmpty();
            assertThat(entry.outputs()).isNotEmpty();
            assertThat(entry.preprocessing()).isNotBlank();
            assertThat(entry.decoding()).isNotBlank();
            assertThat(entry.trainedOn()).isNotBlank();
          }
        });
  }

  @Test
  void aRegisteredModelJoinsOrReplaces(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("mine.onnx"), new byte[3]);
    Catalogue more = catalogue.with(ModelEntry.local("mine", file));
    assertThat(more.entry("mine").registered()).isTrue();
    assertThat(catalogue.find("mine")).isEmpty();
    assertThat(catalogue.with(ModelEntry.local("yolox_nano", file)).entries())
        .hasSameSizeAs(catalogue.entries());
  }

  @Test
  void readsAUsersOwnFileAndRefusesAWrongOne(@TempDir Path folder) throws Exception {
    Path json = folder.resolve("catalogue.json");
    Files.writeString(
        json,
        """
        {"schema": 1, "models": [{"name": "mine", "licence": "own", "parts": [
          {"role": "model", "file": "mine.onnx", "source": {"path": "/models/mine.onnx"}}]}]}
        """);
    assertThat(Catalogue.read(json).entry("mine").parts().getFirst().source())
        .isEqualTo(new Source.Local(Path.of("/models/mine.onnx")));
    for (String wrong :
        List.of(
            "",
            "[]",
            "{",
            "{\"schema\": 2}",
            "{\"schema\": 1, \"models\": [{\"name\": \"x\"}]}",
            "{\"schema\": 1, \"models\": [{\"name\": \"x\", \"licence\": \"y\", \"parts\": [{\"role\": \"model\", \"file\": \"../x\", \"source\": {\"text\": \"\"}}]}]}")) {
      Files.writeString(json, wrong);
      assertThatThrownBy(() -> Catalogue.read(json)).as(wrong).isInstanceOf(ModelMismatch.class);
    }
  }
}
