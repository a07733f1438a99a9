package dev.reelframe.models;

import static dev.reelframe.models.StoreFixture.FILE;
import static dev.reelframe.models.StoreFixture.content;
import static dev.reelframe.models.StoreFixture.sha256;
import static dev.reelframe.models.StoreFixture.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  @TempDir Path home;
  private final byte[] content = content(7);
  private ModelServer server;
  private Path cached;

  @BeforeEach
  void start() throws IOException {
    server = new ModelServer().holds("thing.bin", content);
    cached = home.resolve("models").resolve(FILE);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ModelStore store(ModelEntry... entries) {
    return ModelStore.at(home, Catalogue.of(List.of(entries)));
  }

  private ModelEntry remote() {
    return thing(content, server.address() + "thing.bin");
  }

  private Path partial() throws IOException {
    Files.createDirectories(cached.getParent());
    return cached.resolveSibling("thing.bin." + sha256(content).substring(0, 12) + ".part");
  }

  /** Nothing but locks and finished files may stay behind. */
  private List<String> leftovers() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> f.getFileName().toString())
          .filter(n -> !n.endsWith(".lock"))
          .toList();
    }
  }

  @Test
  void fetchesOnceTellsProgressAndThenReadsTheCache() throws Exception {
    List<Long> told = new ArrayList<>();
    store(remote())
        .fetch(
            "thing",
            (file, done, total) -> {
              assertThat(file).isEqualTo(FILE);
              assertThat(total).isEqualTo(content.length);
              told.add(done);
            });
    assertThat(told).isSorted().startsWith(0L).endsWith((long) content.length);
    assertThat(store(remote()).resolve("thing").model())
        .isEqualTo(cached)
        .hasBinaryContent(content);
    assertThat(server.requests()).containsExactly("/thing.bin");
    assertThat(leftovers()).containsExactly("thing.bin");
  }

  @Test
  void aServerMirrorHoldsTheSameRelativePaths() {
    server.holds("mirror/" + FILE, content);
    ModelEntry elsewhere = thing(content, "http://127.0.0.1:1/thing.bin");
    ModelStore store = store(elsewhere).withMirror(server.address() + "mirror");
    assertThat(store.status().getFirst().state()).isEqualTo(ModelStatus.State.FETCHABLE);
    assertThat(store.resolve("thing").model()).hasBinaryContent(content);
    assertThat(server.requests()).containsExactly("/mirror/" + FILE);
  }

  @Test
  void aMirrorThatLacksTheFileFallsBackToThePublicSource() {
    assertThat(store(remote()).withMirror(server.address() + "mirror/").resolve("thing").model())
        .hasBinaryContent(content);
  }

  @Test
  void aBrokenTransferGoesOnWhereItBroke() {
    server.cuts(1);
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1))
        .startsWith("/thing.bin bytes=")
        .isNotEqualTo("/thing.bin bytes=0-");
  }

  @Test
  void anEarlierProcessesPartIsTakenUp() throws Exception {
    Files.write(partial(), Arrays.copyOf(content, 100_000));
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
    assertThat(server.requests()).containsExactly("/thing.bin bytes=100000-");
  }

  @Test
  void aServerWithoutRangesStartsAgain() throws Exception {
    server.withoutRanges();
    Files.write(partial(), Arrays.copyOf(content, 100_000));
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void aPartOfSomethingElseIsRecovered() throws Exception {
    Files.write(partial(), Arrays.copyOf(content(99), 100_000));
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
    assertThat(server.requests()).containsExactly("/thing.bin bytes=100000-", "/thing.bin");
  }

  @Test
  void aPartLongerThanTheFileIsDropped() throws Exception {
    Files.write(partial(), Arrays.copyOf(content, content.length + 5));
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void aServerThatKeepsBreakingIsAnErrorThatMayPassAndWhatIsThereIsKept() throws Exception {
    server.cuts(3);
    assertThatThrownBy(() -> store(remote()).resolve("thing"))
        .isInstanceOfSatisfying(ModelUnavailable.class, e -> assertThat(e.retryable()).isTrue());
    assertThat(cached).doesNotExist();
    assertThat(partial()).exists();
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void aBusyServerIsAskedAgain() {
    server.busy(2);
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void oneChangedByteIsRefusedAndNothingIsKept() throws Exception {
    byte[] changed = content.clone();
    changed[5] ^= 1;
    server.holds("thing.bin", changed);
    assertThatThrownBy(() -> store(remote()).resolve("thing")).isInstanceOf(ModelMismatch.class);
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void aDamagedCacheIsFetchedAgain() throws Exception {
    store(remote()).resolve("thing");
    byte[] changed = content.clone();
    changed[299_999] ^= 1;
    Files.write(cached, changed);
    assertThat(store(remote()).verify().getFirst().state()).isEqualTo(ModelStatus.State.DAMAGED);
    assertThat(store(remote()).resolve("thing").model()).hasBinaryContent(content);
  }

  @Test
  void aDamagedCacheOfflineIsNeverLoaded() throws Exception {
    store(remote()).resolve("thing");
    Files.write(cached, Arrays.copyOf(content, 1000));
    assertThatThrownBy(() -> store(remote()).offline().resolve("thing"))
        .isInstanceOf(ModelMissing.class);
  }

  @Test
  void moreThanTheCatalogueNamesIsRefused() throws Exception {
    server.holds("thing.bin", Arrays.copyOf(content, content.length + 1));
    assertThatThrownBy(() -> store(remote()).resolve("thing"))
        .isInstanceOf(ModelMismatch.class)
        .hasMessageContaining("more than");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void followsRedirectsBetweenWebAddresses() {
    server.redirects("old.bin", "/thing.bin").redirects("older.bin", server.address() + "old.bin");
    assertThat(store(thing(content, server.address() + "older.bin")).resolve("thing").model())
        .hasBinaryContent(content);
  }

  /** As Hugging Face and GitHub releases do: the file lies on another host, found by a redirect. */
  @Test
  void theFileLiesOnAnotherHostAndAHalfFileIsTakenUpThere() throws Exception {
    server
        .withTags()
        .redirects("repo/resolve/1846881b/thing.bin", server.otherAddress() + "thing.bin")
        .cuts(3);
    ModelStore store = store(thing(content, server.address() + "repo/resolve/1846881b/thing.bin"));
    assertThatThrownBy(() -> store.resolve("thing")).isInstanceOf(ModelUnavailable.class);
    long half = Files.size(partial());
    assertThat(half).isBetween(1L, content.length - 1L);
    assertThat(store.resolve("thing").model()).hasBinaryContent(content);
    assertThat(server.requests()).last().isEqualTo("/thing.bin bytes=" + half + "-");
    assertThat(leftovers()).containsExactly("thing.bin");
  }

  @Test
  void aPageInTheFilesPlaceIsNoFile() throws Exception {
    server.answersWithAPage("thing.bin");
    assertThatThrownBy(() -> store(remote()).resolve("thing"))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("answers with a page");
    assertThat(cached).doesNotExist();
  }

  @Test
  void aRedirectLoopIsRefused() {
    server.redirects("a", "/b").redirects("b", "/a");
    assertThatThrownBy(() -> store(thing(content, server.address() + "a")).resolve("thing"))
        .isInstanceOfSatisfying(ModelUnavailable.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("redirects more than");
    assertThat(server.requests()).hasSizeLessThan(10);
  }

  @Test
  void aRedirectOutOfTheWebIsRefused() throws Exception {
    Path secret = Files.write(home.resolve("secret"), content);
    for (String target :
        List.of(
            secret.toUri().toString(),
            "ftp://example.org/x",
            "jar:file:/x!/y",
            "http:///x",
            "::")) {
      server.redirects("out", target);
      assertThatThrownBy(() -> store(thing(content, server.address() + "out")).resolve("thing"))
          .as(target)
          .isInstanceOf(ModelUnavailable.class)
          .hasMessageContaining("redirects to");
    }
    assertThat(cached).doesNotExist();
  }

  @Test
  void aFileThatIsGoneMeansMissing() {
    assertThatThrownBy(() -> store(thing(content, server.address() + "gone")).resolve("thing"))
        .isInstanceOf(ModelMissing.class)
        .hasMessageContaining("404");
  }

  @Test
  void aFullDiskIsATypedErrorBeforeAnythingIsAsked() {
    ModelPart huge =
        new ModelPart(
            "model",
            FILE,
            OptionalLong.of(1L << 60),
            Optional.of(sha256(content)),
            new Source.Download(URI.create(server.address() + "thing.bin")));
    assertThatThrownBy(() -> store(StoreFixture.entry("thing", huge)).resolve("thing"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("REELFRAME_HOME");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aDiskThatFillsUpWhileWritingIsATypedError() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "needs /dev/full");
    Files.createSymbolicLink(partial(), full);
    assertThatThrownBy(() -> store(remote()).resolve("thing"))
        .isInstanceOfSatisfying(ModelUnavailable.class, e -> assertThat(e.retryable()).isFalse())
        .hasMessageContaining("REELFRAME_HOME");
    assertThat(cached).doesNotExist();
  }

  @Test
  void aHomeThatIsAFileIsATypedError() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "x");
    ModelStore store = ModelStore.at(file, Catalogue.of(List.of(remote())));
    assertThatThrownBy(() -> store.resolve("thing"))
        .isInstanceOf(ModelUnavailable.class)
        .hasMessageContaining("REELFRAME_HOME");
  }

  @Test
  void manyThreadsFetchOnce() throws Exception {
    server.slow(50);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Path>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(threads.submit(() -> store(remote()).resolve("thing").model()));
      }
      for (Future<Path> one : all) {
        assertThat(one.get()).isEqualTo(cached);
      }
    }
    assertThat(server.requests()).containsExactly("/thing.bin");
  }

  @Test
  void anAddressIsPrintedWithoutItsPassword() {
    assertThat(Download.printable(URI.create("https://me:secret@example.org:8443/a/b?token=1")))
        .isEqualTo("https://example.org:8443/a/b");
  }
}
