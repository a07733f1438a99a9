package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MavenArtifactsTest {
  private final MavenArtifacts artifacts = new MavenArtifacts();

  @Test
  void coordinatesAreChecked() {
    assertThat(artifacts.pom(List.of("org.example:thing:1.0", "a:b:2:linux-x86_64")))
        .contains(
            "<artifactId>thing</artifactId><version>1.0</version>",
            "<classifier>linux-x86_64</classifier>");
    assertThatThrownBy(() -> artifacts.pom(List.of("<evil/>:a:1")))
        .hasMessageContaining("GROUP:ARTIFACT:VERSION");
    assertThatThrownBy(() -> artifacts.pom(List.of())).hasMessageContaining("%maven");
  }

  @Test
  void repositoriesGoIntoPomsThatAreMadeHere() {
    artifacts.addRepository("company", "https://repo.example.org/maven?a=1&b=2");
    String ours =
        "<repository><id>company</id><url>https://repo.example.org/maven?a=1&amp;b=2</url></repository>";
    assertThat(artifacts.pom(List.of("a:b:1"))).contains("<repositories>" + ours);
    assertThat(artifacts.pom("<repositories><repository>x</repository></repositories>"))
        .contains("<repositories>" + ours + "<repository>x</repository></repositories>");
    assertThatThrownBy(() -> artifacts.addRepository("company", "repo"))
        .hasMessageContaining("not a name and an address");
  }

  @Test
  void aPartOfAPomBecomesOne() {
    String dependency = "<dependency><groupId>a</groupId></dependency>";
    assertThat(artifacts.pom(dependency))
        .contains("<dependencies>" + dependency + "</dependencies>", "<modelVersion>");
    assertThat(artifacts.pom("<properties><project.x>1</project.x></properties>"))
        .contains("<modelVersion>");
    assertThat(artifacts.pom("<project>whole</project>")).isEqualTo("<project>whole</project>");
  }

  /** With the real Maven, for artifacts that this build has brought here. */
  @Test
  @Tag("slow")
  void mavenResolvesAPomOfAFile(@TempDir Path folder) throws IOException, InterruptedException {
    String part =
        "<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>%s</version></dependency>"
            .formatted(LoggerFactory.class.getPackage().getImplementationVersion());
    Path pom = Files.writeString(folder.resolve("pom.xml"), artifacts.pom(part));
    assertThat(artifacts.resolveProject(pom))
        .anyMatch(jar -> jar.contains("slf4j-nop"))
        .anyMatch(jar -> jar.contains("slf4j-api"));
  }
}
