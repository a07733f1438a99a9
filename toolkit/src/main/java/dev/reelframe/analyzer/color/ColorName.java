package dev.reelframe.analyzer.color;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Plain English names of colours, spelled as in CSS Color 4. Each stands for what lies nearest to
 * one of its examples (the CSS value first) in OKLab, with hue and chroma counted one and a half
 * times: a name says the hue first.
 */
enum ColorName {
  BLACK(0x000000, 0x181818),
  DIMGRAY(0x696969, 0x404040),
  GRAY(0x808080),
  SILVER(0xC0C0C0),
  WHITE(0xFFFFFF, 0xE8EEF0),
  RED(0xFF0000, 0xE03030, 0xC01818),
  MAROON(0x800000, 0x501010),
  BROWN(0x8B4513, 0x5C4033, 0x8B7355, 0x967A70, 0x3A2A22, 0x6A4F56),
  TAN(0xD2B48C, 0xBC9C90),
  BEIGE(0xF5F5DC),
  SALMON(0xFA8072),
  ORANGE(0xFFA500, 0xF07818),
  GOLD(0xFFD700, 0xD8A820),
  YELLOW(0xFFFF00, 0xF0E850),
  OLIVE(0x808000, 0x6B6B38),
  LIME(0x00FF00),
  GREEN(0x008000, 0x3CB043, 0x2E6B3A, 0x6A9A6A, 0x50705C, 0x2E4A34, 0xA8C090, 0x94B49A),
  TEAL(0x008080, 0x507878, 0x78A8A8, 0x285454),
  CYAN(0x00FFFF, 0x70E8E8, 0xB8E4E4),
  SKYBLUE(0x87CEEB, 0x9CB8DC, 0xC0D4EC, 0x94A8C0),
  STEELBLUE(0x4682B4, 0x5A6E84, 0x1E84A8, 0x405468, 0x44588C, 0x7088B4, 0x5A6490),
  BLUE(0x0000FF, 0x2846C8, 0x4878E8),
  NAVY(0x000080, 0x141840, 0x283450, 0x33406E, 0x2C3458, 0x22213A),
  PURPLE(
      0x800080, 0x6A30A0, 0x5F5274, 0x423856, 0x84709C, 0x6C4A74, 0x704A64, 0x301C40, 0x342C48,
      0x201030, 0x767088),
  VIOLET(0xEE82EE, 0xB080E8, 0xA898C0, 0xC8BCE0, 0xB494BC),
  MAGENTA(0xFF00FF, 0xC0208C),
  PINK(0xFFC0CB, 0xF090B0, 0xC8A0B4, 0xB47C98, 0xECD4DE);

  /**
   * Below this OKLab chroma a colour has no hue that anybody would name; cool greys pass for grey a
   * little longer than warm ones, and dark ones longer still: dark hair is not purple.
   */
  private static final double GREY_CHROMA = 0.02;

  private static final double COOL_GREY_CHROMA = 0.028;

  private static final double DARK_COOL_GREY_CHROMA = 0.04;

  /** OKLab lightness of a dark colour. */
  private static final double DARK = 0.35;

  private final Oklab[] examples;

  ColorName(int... rgb) {
    examples =
        Arrays.stream(rgb)
            .mapToObj(c -> Oklab.of(c >> 16, c >> 8 & 0xFF, c & 0xFF))
            .toArray(Oklab[]::new);
  }

  static ColorName of(Oklab color) {
    boolean cool = color.b() < 0 || color.a() < -0.01;
    double coolBorder = color.l() < DARK ? DARK_COOL_GREY_CHROMA : COOL_GREY_CHROMA;
    double border = cool ? coolBorder : GREY_CHROMA;
    boolean grey = Math.hypot(color.a(), color.b()) < border;
    return Arrays.stream(values())
        .filter(name -> !grey || name.isGrey())
        .min(Comparator.comparingDouble(name -> name.unlike(color)))
        .orElseThrow();
  }

  private boolean isGrey() {
    return Math.hypot(examples[0].a(), examples[0].b()) < 1e-3;
  }

  private double unlike(Oklab color) {
    double least = Double.MAX_VALUE;
    for (Oklab example : examples) {
      double chroma = 1.5 * Math.hypot(example.a() - color.a(), example.b() - color.b());
      least = Math.min(least, Math.hypot(example.l() - color.l(), chroma));
    }
    return least;
  }
}
