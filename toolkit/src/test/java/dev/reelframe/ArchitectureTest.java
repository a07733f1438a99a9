package dev.reelframe;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.Analyzers;
import dev.reelframe.analyzer.vision.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point one way; see the design. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.reelframe");

  /** From the ground up; each may use those before it. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("settings"),
          List.of("gpu", "fourier", "transfer"),
          List.of("models"),
          List.of("process"),
          List.of("fetch"),
          List.of("media"),
          List.of("table", "markup"),
          List.of("sql", "results"),
          List.of("analyzer"),
          List.of("chart"),
          List.of("clip"),
          List.of("pipeline"),
          List.of("report", "experiment"),
          List.of("player", "export"),
          List.of("notebook", "cli"));

  static List<List<String>> layers() {
    return LAYERS;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void noLayerKnowsTheOnesAboveIt(List<String> layer) {
    List<String> above = new ArrayList<>();
    LAYERS
        .subList(LAYERS.indexOf(layer) + 1, LAYERS.size())
        .forEach(l -> l.forEach(p -> above.add("dev.reelframe." + p + "..")));
    if (above.isEmpty()) {
      return;
    }
    noClasses()
        .that()
        .resideInAnyPackage(
            layer.stream().map(p -> "dev.reelframe." + p + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(above.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlace() {
    String[] known =
        LAYERS.stream()
            .flatMap(List::stream)
            .map(p -> "dev.reelframe." + p + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage("dev.reelframe..")
        .should()
        .resideInAnyPackage(known)
        .check(CLASSES);
  }

  @Test
  void generatedBindingsStayInsideNativeBindings() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.reelframe.gpu..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.reelframe.gpu.gen..")
        .check(CLASSES);
  }

  /** {@link Analyzers} names every analyzer, as a table of contents does: no circle is meant. */
  @Test
  void packagesHaveNoCircles() {
    slices()
        .matching("dev.reelframe.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(equivalentTo(Analyzers.class), alwaysTrue())
        .check(CLASSES);
  }

  /**
   * The packages below {@code analyzer} are its own: what is outside knows the analyzers by their
   * parameters and tables, and the box that those hold.
   */
  @Test
  void anAnalyzerHidesHowItWorks() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.reelframe.analyzer..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.reelframe.analyzer.*..")
                .and(not(assignableTo(Analyzer.class)))
                .and(not(equivalentTo(BoundingBox.class))))
        .check(CLASSES);
  }

  @Test
  void settingsAreReadInOnePlace() throws IOException {
    Pattern reading = Pattern.compile("getenv\\(\\s*\"REELFRAME|getProperty\\(\\s*\"reelframe\\.");
    for (Path source : sources()) {
      assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(reading);
    }
  }

  @Test
  void markupIsMadeInOneRoom() throws IOException {
    // The beginning or the end of an element inside a string.
    String names =
        "a|b|bdi|body|br|button|dd|details|div|dl|dt|figure|form|h\\d|head|html|i|iframe|img|li|link|"
            + "main|meta|p|path|pre|rect|script|section|small|span|style|svg|table|t[dhr]|title|ul|video";
    Pattern element = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*</?(?:" + names + ")[ >]");
    for (Path source : sources()) {
      boolean room = source.toString().contains("/dev/reelframe/markup/");
      for (String line : room ? List.<String>of() : Files.readAllLines(source)) {
        assertThat(line).as(source + ": use markup.Html").doesNotContainPattern(element);
      }
    }
  }

  @Test
  void filesAreReadAtOneSitting() throws IOException {
    for (Path source : sources("/src/")) {
      if (!source.toString().contains("/gpu/gen/")) {
        assertThat(Files.readAllLines(source))
            .as(source + ": split it by meaning")
            .hasSizeLessThanOrEqualTo(450);
      }
    }
  }

  private static List<Path> sources() throws IOException {
    return sources("/src/main/java/");
  }

  private static List<Path> sources(String below) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      List<Path> sources =
          files
              .filter(f -> f.toString().contains(below) && f.toString().endsWith(".java"))
              .toList();
      assertThat(sources).hasSizeGreaterThan(500);
      return sources;
    }
  }

  @Test
  void theLibraryNeverPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.reelframe.cli..", "dev.reelframe.gpu.check..", "dev.reelframe.gpu.gen..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }
}
