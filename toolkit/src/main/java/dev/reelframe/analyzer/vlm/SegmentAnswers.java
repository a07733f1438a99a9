package dev.reelframe.analyzer.vlm;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What became of one segment, while it is being found out. */
final class SegmentAnswers {
  private final int number;
  private final double startS;
  private final double endS;
  private final int frames;
  private final OptionalDouble similarity;
  private final Integer sameAs;
  private VlmResponse reply;
  private Integer framesEncoded;
  private int asks;
  private int loops;
  private long answerTokens;
  private Long promptTokens;
  private Long reusedTokens;

  SegmentAnswers(Segment segment, OptionalDouble similarity, Integer sameAs) {
    this.number = segment.number();
    this.startS = segment.startS();
    this.endS = segment.endS();
    this.frames = segment.distinctFrames();
    this.similarity = similarity;
    this.sameAs = sameAs;
  }

  void answered(VlmResponse given) {
    reply = given;
    asks++;
    answerTokens += given.tokens();
    promptTokens = sum(promptTokens, given.promptTokens());
    reusedTokens = sum(reusedTokens, given.reusedTokens());
  }

  private static Long sum(Long before, OptionalInt more) {
    return more.isEmpty() ? before : Long.valueOf((before == null ? 0 : before) + more.getAsInt());
  }

  void encoded(int more) {
    framesEncoded = (framesEncoded == null ? 0 : framesEncoded) + more;
  }

  void looped() {
    loops++;
  }

  String text() {
    return reply.text();
  }

  AskedRow row() {
    Optional<VlmResponse> given = Optional.ofNullable(reply);
    return new AskedRow(
        startS,
        endS,
        number,
        Optional.ofNullable(sameAs),
        similarity,
        frames,
        Optional.ofNullable(framesEncoded),
        asks,
        loops,
        given.map(VlmResponse::end),
        given.map(r -> answerTokens),
        Optional.ofNullable(promptTokens),
        Optional.ofNullable(reusedTokens),
        given.map(VlmResponse::text).orElse(""));
  }
}
