package dev.reelframe.models;

import static dev.reelframe.models.StoreFixture.FILE;
import static dev.reelframe.models.StoreFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for which no checksum is published: the first one fetched is the one required later. */
class FirstUseTest {
  @TempDir Path home;
  private final byte[] content = content(11);
  private ModelServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ModelServer().holds("thing.bin", content).withTags();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ModelEntry unknown(String address) {
    return StoreFixture.entry(
        "thing",
        new ModelPart(
            "model",
            FILE,
            OptionalLong.empty(),
            Optional.empty(),
            new Source.Download(URI.create(address))));
  }

  private ModelStore store() {
    return ModelStore.at(home, Catalogue.of(List.of(unknown(server.address() + "thing.bin"))));
  }

  private Path cached() {
    return home.resolve("models").resolve(FILE);
  }

  private Path partial() throws IOException {
    Files.createDirectories(cached().getParent());
    return cached().resolveSibling("thing.bin.first.part");
  }

  @Test
  void noAnalyzerFetchesItButAUserDoes() {
    assertThat(store().status().getFirst().state()).isEqualTo(ModelStatus.State.FETCHABLE);
    assertThatThrownBy(() -> store().resolve("thing"))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("reelframe models fetch thing");
    assertThat(server.requests()).isEmpty();

    assertThat(store().fetch("thing", Progress.NONE).model()).hasBinaryContent(content);
    assertThat(store().offline().resolve("thing").modelSha256())
        .isEqualTo(StoreFixture.sha256(content));
    assertThat(store().verify().getFirst().state()).isEqualTo(ModelStatus.State.PRESENT);
    assertThat(server.requests()).containsExactly("/thing.bin");
  }

  @Test
  void aByteThatChangedInTheCacheIsNoticed() throws Exception {
    store().fetch("thing", Progress.NONE);
    byte[] changed = content.clone();
    changed[5] ^= 1;
    Files.write(cached(), changed);
    assertThat(store().verify().getFirst().state()).isEqualTo(ModelStatus.State.DAMAGED);
    assertThat(store().resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void anotherFileFromTheServerLaterIsRefusedAndTheWayOutIsNamed() throws Exception {
    store().fetch("thing", Progress.NONE);
    Files.delete(cached());
    server.holds("thing.bin", content(12));
    Path record = home.resolve("models/.recorded").resolve(FILE + ".sha256");
    assertThatThrownBy(() -> store().fetch("thing", Progress.NONE))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("delete " + record);
    assertThat(cached()).doesNotExist();

    Files.delete(record);
    assertThat(store().fetch("thing", Progress.NONE).model()).hasBinaryContent(content(12));
  }

  @Test
  void aFileInTheCacheThatNobodyFetchedIsNotTaken() throws Exception {
    Files.createDirectories(cached().getParent());
    Files.write(cached(), content(13));
    assertThatThrownBy(() -> store().offline().resolve("thing")).isInstanceOf(ModelMissing.class);
    assertThat(store().fetch("thing", Progress.NONE).model()).hasBinaryContent(content);
  }

  @Test
  void aHalfFileIsTakenUpWhereTheServerNamesTheSameVersion() throws Exception {
    server.cuts(3);
    assertThatThrownBy(() -> store().fetch("thing", Progress.NONE))
        .isInstanceOf(ModelUnavailable.class);
    long half = Files.size(partial());
    assertThat(half).isPositive();
    assertThat(store().fetch("thing", Progress.NONE).model()).hasBinaryContent(content);
    assertThat(server.requests()).last().isEqualTo("/thing.bin bytes=" + half + "-");
  }

  @Test
  void aHalfFileOfAnotherVersionIsNotMixedIn() throws Exception {
    server.cuts(3);
    assertThatThrownBy(() -> store().fetch("thing", Progress.NONE))
        .isInstanceOf(ModelUnavailable.class);
    server.holds("thing.bin", content(14));
    assertThat(store().fetch("thing", Progress.NONE).model()).hasBinaryContent(content(14));
  }

  @Test
  void aHalfFileOfAVersionThatNobodyNamedIsThrownAway() throws Exception {
    Files.write(partial(), Arrays.copyOf(content(15), 1000));
    assertThat(store().fetch("thing", Progress.NONE).model()).hasBinaryContent(content);
    assertThat(server.requests()).containsExactly("/thing.bin");
  }

  @Test
  void overHttpFromAnotherMachineItIsNotToBeHad() {
    ModelStore store =
        ModelStore.at(home, Catalogue.of(List.of(unknown("http://models.example/thing.bin"))));
    assertThat(store.status().getFirst().state()).isEqualTo(ModelStatus.State.MISSING);
    assertThatThrownBy(() -> store.fetch("thing", Progress.NONE)).isInstanceOf(ModelMissing.class);
  }

  @Test
  void aFolderMirrorIsTheUsersWord() throws Exception {
    Path mirrored = home.resolve("mirror").resolve(FILE);
    Files.createDirectories(mirrored.getParent());
    Files.write(mirrored, content(16));
    ModelStore store = store().withMirror(home.resolve("mirror").toString()).offline();
    assertThatThrownBy(() -> store.resolve("thing")).isInstanceOf(ModelMissing.class);
    assertThat(store.fetch("thing", Progress.NONE).model()).isEqualTo(mirrored);
    assertThat(store.resolve("thing").model()).isEqualTo(mirrored);
    assertThat(server.requests()).isEmpty();
  }
}
