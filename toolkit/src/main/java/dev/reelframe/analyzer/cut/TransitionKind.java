package dev.reelframe.analyzer.cut;

/** How one shot gives way to the next. */
enum TransitionKind {
  CUT,
  DISSOLVE,
  FADE,
  WIPE;

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
