package dev.reelframe.analyzer.description;

import dev.reelframe.table.Interval;
import java.util.List;

/** Tells what some tables know of a second; nothing where they know nothing. */
interface Narrator {
  List<Statement> tell(Interval second);
}
