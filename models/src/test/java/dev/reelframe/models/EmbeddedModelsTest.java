package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that come along on the class path; one lies in the test resources. */
class EmbeddedModelsTest {
  static final String FILE = "things/embedded.bin";

  @TempDir Path home;
  private final byte[] content = embedded();

  static byte[] embedded() {
    String resource = "files/" + FILE;
    try (InputStream in = EmbeddedModelsTest.class.getResourceAsStream(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static ModelEntry entry(String file, byte[] content) {
    return StoreFixture.entry(
        "thing", StoreFixture.part("model", file, content, new Source.Embedded()));
  }

  private ModelStore store(ModelEntry entry) {
    return ModelStore.at(home, Catalogue.of(List.of(entry)));
  }

  private Path cached() {
    return home.resolve("models").resolve(FILE);
  }

  @Test
  void isUnpackedOnceIntoTheCacheWithoutANetwork() throws Exception {
    ModelStore store = store(entry(FILE, content)).offline();
    assertThat(store.status().getFirst().state()).isEqualTo(ModelStatus.State.PRESENT);
    assertThat(store.resolve("thing").model()).isEqualTo(cached()).hasBinaryContent(content);

    FileTime longAgo = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
    Files.setLastModifiedTime(cached(), longAgo);
    assertThat(store.resolve("thing").modelSha256()).isEqualTo(StoreFixture.sha256(content));
    assertThat(Files.getLastModifiedTime(cached())).isEqualTo(longAgo);
    assertThat(store.status().getFirst().state()).isEqualTo(ModelStatus.State.PRESENT);
  }

  @Test
  void aDamagedCopyInTheCacheIsReplaced() throws Exception {
    ModelStore store = store(entry(FILE, content));
    byte[] damaged = content.clone();
    damaged[17] ^= 1;
    Files.createDirectories(cached().getParent());
    Files.write(cached(), damaged);
    assertThat(store.resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void aHalfUnpackedCopyOfAStoppedProcessIsNotTaken() throws Exception {
    Files.createDirectories(cached().getParent());
    String start = StoreFixture.sha256(content).substring(0, 12);
    Files.write(cached().resolveSibling("embedded.bin." + start + ".part"), new byte[99]);
    assertThat(store(entry(FILE, content)).resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void otherBytesUnderTheNameAreRefusedAndNothingStays() throws Exception {
    byte[] other = content.clone();
    other[17] ^= 1;
    assertThatThrownBy(() -> store(entry(FILE, other)).resolve("thing"))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("class path");
    try (Stream<Path> left = Files.list(cached().getParent())) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theMirrorsFolderComesFirstAndItsServerIsNotAsked() throws Exception {
    try (ModelServer server = new ModelServer().holds(FILE, content)) {
      store(entry(FILE, content)).withMirror(server.address()).resolve("thing");
      assertThat(server.requests()).isEmpty();
    }
    Path mirrored = home.resolve("mirror").resolve(FILE);
    Files.createDirectories(mirrored.getParent());
    Files.write(mirrored, content);
    ModelStore store = store(entry(FILE, content)).withMirror(home.resolve("mirror").toString());
    assertThat(store.resolve("thing").model()).isEqualTo(mirrored);
  }

  @Test
  void withoutTheArtifactTheErrorNamesItAndAServerMayHelp() throws Exception {
    ModelEntry gone = entry("things/gone.bin", content);
    assertThatThrownBy(() -> store(gone).resolve("thing"))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("dev.reelframe:models-default");
    assertThat(store(gone).status().getFirst().state()).isEqualTo(ModelStatus.State.MISSING);
    try (ModelServer server = new ModelServer().holds("things/gone.bin", content)) {
      ModelStore store = store(gone).withMirror(server.address());
      assertThat(store.resolve("thing").model()).hasBinaryContent(content);
    }
  }

  @Test
  void theCatalogueSaysEmbedded() throws Exception {
    Path json = home.resolve("catalogue.json");
    Files.writeString(
        json,
        """
        {"schema": 1, "models": [{"name": "thing", "licence": "MIT", "parts": [{"role": "model",
          "file": "%s", "bytes": %d, "sha256": "%s", "source": {"embedded": true}}]}]}
        """
            .formatted(FILE, content.length, StoreFixture.sha256(content)));
    ModelStore store = ModelStore.at(home, Catalogue.read(json)).offline();
    assertThat(store.resolve("thing").model()).isEqualTo(cached()).hasBinaryContent(content);
  }
}
