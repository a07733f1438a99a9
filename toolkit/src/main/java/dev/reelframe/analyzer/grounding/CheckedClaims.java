package dev.reelframe.analyzer.grounding;

import dev.reelframe.table.Schema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The claims of one description, checked.
 *
 * @param claims each thing and each quote once, in the order of the description
 */
public record CheckedClaims(List<Claim> claims) {

  public CheckedClaims {
    claims = List.copyOf(claims);
  }

  /** Adds the columns of {@link #cells}. */
  public static Schema columns(Schema schema) {
    return schema
        .integer(
            "supported",
            "things named and texts quoted that object_detection or text_overlay show at that time")
        .integer(
            "unsupported",
            "of those, what they would show and do not: perhaps invented, perhaps overlooked")
        .integer("unknown", "of those, what they cannot show, or where the table is not there")
        .text("claims", "all of them with verdict and row, \"; \" between");
  }

  public int count(Claim.Verdict verdict) {
    return (int) claims.stream().filter(c -> c.verdict() == verdict).count();
  }

  public int supported() {
    return count(Claim.Verdict.SUPPORTED);
  }

  public int unsupported() {
    return count(Claim.Verdict.UNSUPPORTED);
  }

  public int unknown() {
    return count(Claim.Verdict.UNKNOWN);
  }

  /** Three counts and the list; the list is null where nothing is claimed. */
  public Object[] cells() {
    String list = claims.stream().map(Claim::toString).collect(Collectors.joining("; "));
    return new Object[] {supported(), unsupported(), unknown(), list.isEmpty() ? null : list};
  }
}
