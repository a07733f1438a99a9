package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which of several models does a job. */
class ModelChoiceTest {
  @TempDir Path folder;

  private final byte[] better = StoreFixture.content(1);
  private final byte[] best = StoreFixture.content(2);
  private final ModelChoice choice =
      ModelChoice.anyOf("better", "along").preferring("best", "unknown");

  private ModelEntry download(String name, byte[] content) {
    Source source = new Source.Download(URI.create("http://127.0.0.1:1/" + name));
    return StoreFixture.entry(
        name, StoreFixture.part("model", "things/" + name + ".bin", content, source));
  }

  private ModelStore store() {
    ModelEntry along =
        StoreFixture.entry(
            "along",
            StoreFixture.part(
                "model",
                EmbeddedModelsTest.FILE,
                EmbeddedModelsTest.embedded(),
                new Source.Embedded()));
    return ModelStore.at(
        folder.resolve("home"),
        Catalogue.of(List.of(download("best", best), download("better", better), along)));
  }

  private void write(String place, String name, byte[] content) throws Exception {
    Path file = folder.resolve(place).resolve("things").resolve(name + ".bin");
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  @Test
  void whatComesAlongWorksWithoutAskingForABetterOne() {
    assertThat(store().choose(choice)).isEqualTo("along");
  }

  @Test
  void nothingIsMissingWhereOneThatWillDoIsHereAndABetterOneCanStillBeHad() {
    assertThat(store().missingFor(choice)).isEmpty();
    assertThat(store().fetchableFor(choice)).contains("better");
  }

  @Test
  void whereNoneIsHereTheFirstThatCanBeHadIsMissing() throws Exception {
    ModelChoice none = ModelChoice.anyOf("unknown", "better").preferring("best");
    assertThat(store().missingFor(none)).contains("better");
    assertThat(store().offline().missingFor(none.ifThere())).isEmpty();
    write("home/models", "best", best);
    assertThat(store().missingFor(none)).isEmpty();
  }

  @Test
  void aBetterOneInTheCacheOrTheMirrorComesFirst() throws Exception {
    write("mirror", "better", better);
    ModelStore mirrored = store().withMirror(folder.resolve("mirror").toString());
    assertThat(mirrored.choose(choice)).isEqualTo("better");
    write("home/models", "best", best);
    assertThat(mirrored.choose(choice)).isEqualTo("best");
    assertThat(store().offline().choose(choice)).isEqualTo("best");
  }

  @Test
  void aFileOfAnotherSizeDoesNotCount() throws Exception {
    write("home/models", "better", new byte[7]);
    assertThat(store().choose(choice)).isEqualTo("along");
  }

  @Test
  void theUsersOwnComesBeforeEveryOther() throws Exception {
    write("home/models", "best", best);
    write("own", "mine", new byte[3]);
    ModelEntry own = ModelEntry.local("along", folder.resolve("own/things/mine.bin"));
    ModelStore store = store();
    assertThat(store.with(store.catalogue().with(own)).choose(choice)).isEqualTo("along");
  }

  @Test
  void whereNoneIsHereTheFirstThatCanBeFetchedIsChosenButNoneThatMustBeNamed() {
    ModelChoice none = ModelChoice.anyOf("better").preferring("best");
    assertThat(store().choose(none)).isEqualTo("better");
    assertThat(store().chooseIfHere(none)).isEmpty();
    assertThatThrownBy(() -> store().offline().resolve(store().offline().choose(none)))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("reelframe models fetch better");
  }

  @Test
  void aChoiceWithoutANameIsRefused() {
    assertThatThrownBy(ModelChoice::anyOf).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().choose(ModelChoice.anyOf("nothing")))
        .isInstanceOf(ModelMissing.class);
  }
}
