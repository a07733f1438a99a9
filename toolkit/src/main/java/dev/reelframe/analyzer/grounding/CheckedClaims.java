package dev.reelframe.analyzer.grounding;

import dev.reelframe.table.Column;
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

  /** What a table says of them. */
  public record Cells(
      @Column(
              "things named and texts quoted that object_detection or text_overlay show at that time")
          int supported,
      @Column("of those, what they would show and do not: perhaps invented, perhaps overlooked")
          int unsupported,
      @Column("of those, what they cannot show, or where the table is not there") int unknown,
      @Column("all of them with verdict and row, \"; \" between") String claims) {}

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

  /** Three counts and the list, which is empty where nothing is claimed. */
  public Cells cells() {
    String list = claims.stream().map(Claim::toString).collect(Collectors.joining("; "));
    return new Cells(supported(), unsupported(), unknown(), list);
  }
}
