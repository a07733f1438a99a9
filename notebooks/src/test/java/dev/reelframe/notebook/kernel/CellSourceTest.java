package dev.reelframe.notebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelframe.notebook.kernel.CellSource.CellMagic;
import dev.reelframe.notebook.kernel.CellSource.Code;
import dev.reelframe.notebook.kernel.CellSource.LineMagic;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellSourceTest {

  @Test
  void takesMagicsAndCodeApart() {
    assertThat(CellSource.parts("\n%classpath a.jar \"b c.jar\"\n\nint x = 1;\nx\n%time x"))
        .containsExactly(
            new LineMagic(2, "classpath", "a.jar \"b c.jar\""),
            new Code(4, "int x = 1;\nx\n"),
            new LineMagic(6, "time", "x"));
    assertThat(new LineMagic(1, "classpath", "a.jar \"b c.jar\"").argumentList())
        .isEqualTo(List.of("a.jar", "b c.jar"));
  }

  @Test
  void aCellMagicTakesTheWholeCell() {
    assertThat(CellSource.parts("%%time now\nint x = 1;\n%time x"))
        .containsExactly(new CellMagic(1, "time", "now", "int x = 1;\n%time x"));
    assertThat(CellSource.parts("%%time")).containsExactly(new CellMagic(1, "time", "", ""));
  }

  @Test
  void percentSignsInJavaStayJava() {
    List<String> java =
        List.of(
            "int r = 7\n  %two();",
            "String s = \"\"\"\n%time\"\"\";",
            "String s = \"\\\"\"; char c = '\"'; String t = \"\"\"\n\\\"\"\"\n%time\"\"\";",
            "/*\n%time */ int x;",
            "int x; // it's\nint y;");
    for (String each : java) {
      assertThat(CellSource.parts(each)).as(each).hasSize(1).first().isInstanceOf(Code.class);
      assertThat(CellSource.withoutMagics(each)).isEqualTo(each);
    }
  }

  @Test
  void blanksMagicsInPlace() {
    assertThat(CellSource.withoutMagics("%time x\nx")).isEqualTo("       \nx");
    assertThat(CellSource.withoutMagics("%%time\nx")).isEqualTo("      \nx");
  }

  @Test
  void skipsBlanksAndComments() {
    String code = " \n// c\n/* d */ x";
    assertThat(CellSource.skipBlank(code, 0)).isEqualTo(code.indexOf('x'));
    assertThat(CellSource.skipBlank("// only", 0)).isEqualTo("// only".length());
    assertThat(CellSource.parts("// only a comment\n")).isEmpty();
  }
}
