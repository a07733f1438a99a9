package dev.reelframe.models.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SegmenterTest {
  private static final int BEGIN = 100;

  private static void assertPiece(Segmenter.Piece piece, double start, double end, int... tokens) {
    assertThat(piece.startS()).isCloseTo(start, within(1e-9));
    assertThat(piece.endS()).isCloseTo(end, within(1e-9));
    assertThat(piece.tokens()).isEqualTo(tokens);
  }

  @Test
  void cutsAtPairsAndGoesOnWhereTheLastOneCloses() {
    int[] tokens = {100, 1, 110, 112, 2, 3, 150, 151, 4, 5};
    Segmenter.Cut cut = Segmenter.cut(tokens, BEGIN, 500, 3000);
    assertThat(cut.pieces()).hasSize(2);
    assertPiece(cut.pieces().get(0), 5.0, 5.2, 100, 1, 110);
    assertPiece(cut.pieces().get(1), 5.24, 6.0, 112, 2, 3, 150, 151);
    assertThat(cut.pieces().get(1).from()).isEqualTo(3);
    assertThat(cut.advance()).isEqualTo(100);
  }

  @Test
  void takesTheWholeWindowWhereItEndsWithOneTime() {
    Segmenter.Cut cut = Segmenter.cut(new int[] {100, 1, 110, 112, 2, 150}, BEGIN, 0, 2000);
    assertThat(cut.pieces()).hasSize(2);
    assertPiece(cut.pieces().get(1), 0.24, 1.0, 112, 2, 150);
    assertThat(cut.advance()).isEqualTo(2000);
  }

  @Test
  void isOneSegmentWithoutPairs() {
    assertPiece(
        Segmenter.cut(new int[] {100, 1, 125}, BEGIN, 100, 300).pieces().getFirst(),
        1.0,
        1.5,
        100,
        1,
        125);
    assertPiece(
        Segmenter.cut(new int[] {100, 1}, BEGIN, 100, 300).pieces().getFirst(), 1.0, 4.0, 100, 1);
    assertThat(Segmenter.cut(new int[] {100, 1}, BEGIN, 100, 300).advance()).isEqualTo(300);
    assertPiece(Segmenter.cut(new int[0], BEGIN, 0, 300).pieces().getFirst(), 0, 3.0);
  }

  /** What the model closed with one time, by where it closed; a time of 0 closes nothing. */
  @Test
  void aSingleLastTimeSaysWhereTheTextEnds() {
    assertThat(Segmenter.cut(new int[] {100, 1, 110, 112, 2, 150}, BEGIN, 0, 2000).closed())
        .isEqualTo(100);
    assertThat(Segmenter.cut(new int[] {100, 1, 125}, BEGIN, 100, 300).closed()).isEqualTo(50);
    assertThat(Segmenter.cut(new int[] {100, 1}, BEGIN, 100, 300).closed()).isEqualTo(300);
    assertThat(Segmenter.cut(new int[] {100, 1, 900}, BEGIN, 100, 300).closed()).isEqualTo(300);
    Segmenter.Cut open = Segmenter.cut(new int[] {100, 1, 110, 110, 2}, BEGIN, 0, 2000);
    assertThat(open.closed()).isEqualTo(open.advance());
  }
}
