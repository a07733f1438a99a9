package dev.reelframe.models;

import static dev.reelframe.models.StoreFixture.FILE;
import static dev.reelframe.models.StoreFixture.content;
import static dev.reelframe.models.StoreFixture.part;
import static dev.reelframe.models.StoreFixture.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  private static final Source GONE =
      new Source.Download(URI.create("http://127.0.0.1:1/thing.bin"));

  @TempDir Path folder;
  private Path home;
  private Path mirror;
  private final byte[] content = content(1);

  @BeforeEach
  void folders() throws IOException {
    home = folder.resolve("home");
    mirror = folder.resolve("mirror");
    Files.createDirectories(mirror.resolve("things"));
  }

  private ModelStore store(ModelEntry entry) {
    return ModelStore.at(home, Catalogue.of(List.of(entry)));
  }

  @Test
  void aFolderMirrorIsReadInPlace() throws Exception {
    Files.write(mirror.resolve(FILE), content);
    ModelFiles files = store(thing(content, GONE)).withMirror(mirror.toString()).resolve("thing");
    assertThat(files.model()).isEqualTo(mirror.resolve(FILE));
    assertThat(files.modelSha256()).isEqualTo(StoreFixture.sha256(content));
    assertThat(home).doesNotExist();
  }

  @Test
  void aFileAddressIsAFolderMirrorToo() throws Exception {
    Files.write(mirror.resolve(FILE), content);
    ModelStore store = store(thing(content, GONE)).withMirror(mirror.toUri().toString());
    assertThat(store.resolve("thing").model()).isEqualTo(mirror.resolve(FILE));
  }

  @Test
  void aMirrorOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> store(thing(content, GONE)).withMirror("ftp://example.org/models"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("http");
  }

  @Test
  void oneChangedByteInAMirrorIsRefusedAlsoAfterItWasRight() throws Exception {
    Path file = Files.write(mirror.resolve(FILE), content);
    ModelStore store = store(thing(content, GONE)).withMirror(mirror.toString());
    store.resolve("thing");

    byte[] changed = content.clone();
    changed[123_456] ^= 1;
    Files.write(file, changed);
    assertThatThrownBy(() -> store.resolve("thing"))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("not loaded");
    assertThat(store.verify().getFirst().state()).isEqualTo(ModelStatus.State.DAMAGED);
  }

  @Test
  void aTruncatedMirrorFileIsRefused() throws Exception {
    Files.write(mirror.resolve(FILE), java.util.Arrays.copyOf(content, content.length - 1));
    ModelStore store = store(thing(content, GONE)).withMirror(mirror.toString());
    assertThatThrownBy(() -> store.resolve("thing")).isInstanceOf(ModelMismatch.class);
    assertThat(store.status().getFirst().state()).isEqualTo(ModelStatus.State.DAMAGED);
  }

  @Test
  void withoutMirrorAndNetworkTheErrorNamesTheCommand() {
    ModelStore store = store(thing(content, "http://127.0.0.1:1/thing.bin")).offline();
    assertThatThrownBy(() -> store.resolve("thing"))
        .isInstanceOfSatisfying(
            ModelMissing.class,
            e -> {
              assertThat(e.model()).isEqualTo("thing");
              assertThat(e.retryable()).isFalse();
            })
        .hasMessageContaining("reelframe models fetch thing")
        .hasMessageContaining("REELFRAME_MODEL_MIRROR");
  }

  @Test
  void aServerThatDoesNotAnswerMeansMissing() {
    ModelStore store = store(thing(content, "http://127.0.0.1:1/thing.bin"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.resolve("thing"))
          .isInstanceOf(ModelMissing.class)
          .hasMessageContaining("reelframe models fetch thing")
          .hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  void aUserMayPinAnAddressOfTheirOwn() throws Exception {
    ModelEntry entry = thing(content(9), "http://127.0.0.1:1/thing.bin");
    try (ModelServer server = new ModelServer().holds("mine.bin", content)) {
      ModelEntry pinned =
          entry.pin(
              "model",
              URI.create(server.address() + "mine.bin"),
              content.length,
              StoreFixture.sha256(content));
      assertThat(store(pinned).resolve("thing").model()).hasBinaryContent(content);
    }
  }

  @Test
  void aShortTextComesFromTheCatalogueItself() {
    byte[] labels = "person\nkite\n \n".getBytes(StandardCharsets.UTF_8);
    ModelEntry entry =
        StoreFixture.entry(
            "thing",
            part("labels", "things/labels.txt", labels, new Source.Inline("person\nkite\n \n")));
    assertThat(store(entry).offline().resolve("thing").labels())
        .containsExactly("person", "kite", " ");
  }

  @Test
  void aTextThatDoesNotFitItsChecksumIsRefused() {
    ModelEntry entry =
        StoreFixture.entry(
            "thing", part("labels", "things/labels.txt", content, new Source.Inline("x")));
    assertThatThrownBy(() -> store(entry).resolve("thing")).isInstanceOf(ModelMismatch.class);
    assertThat(home.resolve("models/things/labels.txt")).doesNotExist();
  }

  @Test
  void aFileOfTheUsersOwnIsTakenAsItIsAndItsChecksumRecorded() throws Exception {
    Path file = Files.write(folder.resolve("My model.onnx"), content);
    ModelFiles files = store(ModelEntry.local("mine", file)).offline().resolve("mine");
    assertThat(files.model()).isEqualTo(file);
    assertThat(files.modelSha256()).isEqualTo(StoreFixture.sha256(content));
    Files.delete(file);
    assertThatThrownBy(() ->
            store(
                    new ModelEntry(
                        files.entry().name(),
                        "",
                        "",
                        "",
                        "",
                        "onnx",
                        files.entry().parts(),
                        List.of(),
                        List.of(),
                        "",
                        "",
                        "",
                        List.of()))
                .resolve("mine"))
        .isInstanceOf(ModelMissing.class);
  }

  @Test
  void aFolderOfTheUsersOwnGivesAPartPerFile() throws Exception {
    Files.write(
        Files.createDirectories(folder.resolve("own/onnx")).resolve("encoder.onnx"), content);
    Files.writeString(folder.resolve("own/tokenizer.json"), "{}");
    ModelFiles files = store(ModelEntry.local("mine", folder.resolve("own"))).resolve("mine");
    assertThat(files.paths()).containsOnlyKeys("onnx/encoder.onnx", "tokenizer.json");
    assertThatThrownBy(() -> ModelEntry.local("none", folder.resolve("nothing")))
        .isInstanceOf(ModelMissing.class);
    assertThatThrownBy(() -> files.path("labels"))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("labels");
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    assertThatThrownBy(() -> store(thing(content, GONE)).resolve("thingy"))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("Known: thing");
  }

  @Test
  void aPathThatClimbsOutIsRefusedBeforeAnythingIsOpened() {
    for (String bad :
        List.of("../x.bin", "a/../../x", "/etc/passwd", "a//b", "C:\\x", "a\\..\\x", "./x", "")) {
      assertThatThrownBy(() -> part("model", bad, content, GONE))
          .as(bad)
          .isInstanceOf(ModelMismatch.class);
    }
  }

  @Test
  void theStandardStoreFollowsTheSettings() throws Exception {
    Files.write(mirror.resolve(FILE), content);
    Files.createDirectories(home);
    Files.writeString(
        home.resolve("catalogue.json"),
        """
        {"schema": 1, "models": [{"name": "thing", "licence": "own", "parts": [{"role": "model",
          "file": "%s", "bytes": %d, "sha256": "%s", "source": {"url": "https://example.org/x"}}]}]}
        """
            .formatted(FILE, content.length, StoreFixture.sha256(content)));
    String[] names = {"reelframe.home", "reelframe.model.mirror", "reelframe.offline"};
    String[] values = {home.toString(), mirror.toString(), "1"};
    String[] before = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      before[i] = System.setProperty(names[i], values[i]);
    }
    try {
      ModelStore store = ModelStore.standard();
      assertThat(store.resolve("thing").model()).isEqualTo(mirror.resolve(FILE));
      assertThat(store.catalogue().find("yolox_nano")).isPresent();
      assertThatThrownBy(() -> store.resolve("yolox_nano")).isInstanceOf(ModelMissing.class);
    } finally {
      for (int i = 0; i < names.length; i++) {
        if (before[i] == null) {
          System.clearProperty(names[i]);
        } else {
          System.setProperty(names[i], before[i]);
        }
      }
    }
  }
}
