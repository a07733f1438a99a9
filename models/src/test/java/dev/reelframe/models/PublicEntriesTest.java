package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every entry with a public address is fetched from a server on this machine that answers as the
 * real hosts do: raw.githubusercontent.com with the file, huggingface.co with a redirect to another
 * host, which names versions and continues half files. The paths are the catalogue's, the bytes are
 * made up.
 */
class PublicEntriesTest {
  @TempDir Path home;
  private ModelServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ModelServer().withTags();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static List<String> names() {
    return Catalogue.standard().entries().stream()
        .filter(e -> e.parts().stream().anyMatch(p -> p.source() instanceof Source.Download))
        .map(ModelEntry::name)
        .toList();
  }

  /** The entry with its addresses here, and the bytes of each file. */
  private record Staged(ModelEntry entry, Map<String, byte[]> files) {}

  private Staged stage(String name) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    ModelEntry entry = Catalogue.standard().entry(name);
    for (ModelPart part : entry.parts()) {
      if (part.source() instanceof Source.Download download) {
        byte[] content = StoreFixture.content(files.size() + 20);
        URI uri = hold(download.uri(), content);
        files.put(part.role(), content);
        entry =
            part.sha256().isPresent()
                ? entry.pin(part.role(), uri, content.length, StoreFixture.sha256(content))
                : unpinned(entry, part, uri);
      }
    }
    return new Staged(entry, files);
  }

  private static ModelEntry unpinned(ModelEntry entry, ModelPart part, URI uri) {
    ModelPart here =
        new ModelPart(
            part.role(),
            part.file(),
            OptionalLong.empty(),
            Optional.empty(),
            new Source.Download(uri));
    List<ModelPart> parts = new ArrayList<>(entry.parts());
    parts.replaceAll(p -> p.equals(part) ? here : p);
    return new ModelEntry(
        entry.name(),
        entry.title(),
        entry.task(),
        entry.version(),
        entry.licence(),
        entry.format(),
        parts,
        entry.inputs(),
        entry.outputs(),
        entry.preprocessing(),
        entry.decoding(),
        entry.trainedOn(),
        entry.caveats());
  }

  private URI hold(URI uri, byte[] content) {
    String path = uri.getPath().substring(1);
    if (uri.getHost().equals("huggingface.co")) {
      server.redirects(path, server.otherAddress() + "cdn/" + path).holds("cdn/" + path, content);
    } else {
      server.holds(path, content);
    }
    return URI.create(server.address() + path);
  }

  private ModelStore store(Staged staged) {
    return ModelStore.at(home, Catalogue.of(List.of(staged.entry())));
  }

  @ParameterizedTest
  @MethodSource("names")
  void bringsTheRightFilesAlsoWhereTheTransferBreaks(String name) {
    Staged staged = stage(name);
    server.cuts(2);
    ModelFiles files = store(staged).fetch(name, Progress.NONE);
    staged
        .files()
        .forEach((role, content) -> assertThat(files.path(role)).hasBinaryContent(content));
    assertThat(store(staged).offline().resolve(name).sha256()).isEqualTo(files.sha256());
  }

  @ParameterizedTest
  @MethodSource("names")
  void refusesAWrongByte(String name) throws Exception {
    Staged staged = stage(name);
    store(staged).fetch(name, Progress.NONE);
    for (ModelPart part : staged.entry().parts()) {
      if (part.source() instanceof Source.Download download) {
        byte[] wrong = staged.files().get(part.role()).clone();
        wrong[wrong.length / 2] ^= 1;
        hold(Catalogue.standard().entry(name), part, wrong);
        Path cached = home.resolve("models").resolve(part.file());
        Files.delete(cached);
        assertThatThrownBy(() -> store(staged).fetch(name, Progress.NONE))
            .as(download.uri().toString())
            .isInstanceOf(ModelMismatch.class);
        assertThat(cached).doesNotExist();
        hold(Catalogue.standard().entry(name), part, staged.files().get(part.role()));
        store(staged).fetch(name, Progress.NONE);
      }
    }
  }

  private void hold(ModelEntry catalogued, ModelPart part, byte[] content) {
    hold(((Source.Download) catalogued.part(part.role()).orElseThrow().source()).uri(), content);
  }

  @ParameterizedTest
  @MethodSource("names")
  void saysWhatIsMissingWhereTheHostHasItNoMore(String name) {
    Staged staged = stage(name);
    server.forgetEverything();
    assertThatThrownBy(() -> store(staged).fetch(name, Progress.NONE))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("404")
        .hasMessageContaining("REELFRAME_MODEL_MIRROR");
  }
}
