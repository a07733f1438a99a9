package dev.reelframe.analyzer.account;

import dev.reelframe.table.Interval;
import java.util.List;

/** Tells what some tables know of a second; nothing where they know nothing. */
interface Teller {
  List<Clause> tell(Interval second);
}
