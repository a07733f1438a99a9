package dev.reelframe.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClipNamesTest {
  private static List<String> named(String... names) {
    ClipNames all = new ClipNames();
    return Stream.of(names).map(all::next).toList();
  }

  @Test
  void noTwoClipsShareAFolder() {
    assertThat(named("a", "a", "a-2", "a", "A")).containsExactly("a", "a-2", "a-2-2", "a-3", "A-4");
    assertThat(named("a-2", "a", "a")).containsExactly("a-2", "a", "a-3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "",
        "...",
        " ",
        "../../etc",
        "a/b",
        "a\\b",
        ".hidden",
        "tail. .",
        "x\n"
      })
  void everyNameIsOneFolderBelowItsParent(String name) {
    Path parent = Path.of("/results");
    String safe = named(name).getFirst();
    Path folder = parent.resolve(safe).normalize();
    assertThat(folder.getParent()).isEqualTo(parent);
    assertThat(safe).isNotBlank().doesNotStartWith(".").doesNotEndWith(".");
  }

  @Test
  void ordinaryNamesStayAsTheyAre() {
    assertThat(named("Tanz im Büro (1)", "clip.final", "日本"))
        .containsExactly("Tanz im Büro (1)", "clip.final", "日本");
  }

  @Test
  void longNamesFitAFileSystem() {
    List<String> names = named("ü".repeat(300), "ü".repeat(301));
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names)
        .allSatisfy(n -> assertThat(n.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(240));
  }
}
