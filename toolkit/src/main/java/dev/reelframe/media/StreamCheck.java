package dev.reelframe.media;

import dev.reelframe.media.Damage.Fault;
import dev.reelframe.media.MediaInfo.Kind;
import dev.reelframe.media.MediaInfo.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compares what a file states about a stream with what came out of the decoder, whether or not the
 * decoder complained.
 */
final class StreamCheck {
  /** Decoding that ends this much before the stated duration is a loss, seconds. */
  static final double SHORT_S = 0.2;

  /** Less than this share of an unstated duration is a loss all the same. */
  private static final double MIN_SHARE = 0.5;

  private final MediaInfo info;
  private final Kind kind;
  private final DecoderPass pass;
  private final DecoderLog.Stream stream;
  private final int index;
  private final Supplier<PacketSurvey> survey;
  private final Optional<String> shortfall;

  /**
   * @param pass of the child that decoded this stream
   * @param survey asked for only where the headers and the decoder disagree
   * @param shortfall what is missing of the file by its own header
   */
  StreamCheck(
      MediaInfo info,
      Kind kind,
      DecoderPass pass,
      Supplier<PacketSurvey> survey,
      Optional<String> shortfall) {
    this.info = info;
    this.kind = kind;
    this.pass = pass;
    this.index =
        kind == Kind.VIDEO
            ? info.picture().orElseThrow().stream()
            : info.sound().orElseThrow().stream();
    this.stream = pass.log().stream(index);
    this.survey = survey;
    this.shortfall = shortfall;
  }

  /**
   * What is wrong with the stream.
   *
   * @param decodedS where decoding ended, seconds; 0 where nothing came out
   */
  Optional<Fault> fault(double decodedS) {
    if (pass.stopped()) {
      return Optional.of(
          new Fault(seconds("stopped at the limit of %.0f s", pass.limitS()), false));
    }
    Optional<String> complaint = complaint();
    if (decodedS <= 0) {
      return Optional.of(nothing(complaint));
    }
    List<String> parts = new ArrayList<>();
    loss(decodedS)
        .ifPresent(stated -> parts.add(seconds("decoded %.2f of %.2f s", decodedS, stated)));
    jump().ifPresent(parts::add);
    gaps().ifPresent(parts::add);
    overlap().ifPresent(parts::add);
    if (pass.broke()) {
      return Optional.of(new Fault(brokeOff(parts), false));
    }
    counts(parts);
    if (parts.isEmpty() && complaint.isPresent()) {
      parts.add(
          stream.complaint().equals(complaint)
              ? "the decoder complained"
              : "the container is damaged");
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String text = String.join(", ", parts);
    return Optional.of(new Fault(text + complaint.map(c -> ": " + c).orElse(""), false));
  }

  private void counts(List<String> parts) {
    if (stream.refused() > 0) {
      parts.add(counted(stream.refused(), "packet") + " could not be decoded");
    }
    if (stream.absurdTimes() > 0) {
      parts.add(counted(stream.absurdTimes(), "packet") + " had an absurd timestamp");
    }
    if (stream.corrupt() > 0) {
      parts.add(counted(stream.corrupt(), "frame") + " came out damaged");
    }
  }

  /**
   * How far ahead demuxer and decoder were by then, and of what they had complained, differs from
   * run to run.
   */
  private static String brokeOff(List<String> parts) {
    List<String> all = new ArrayList<>(parts);
    all.add("the decoder broke off");
    return String.join(", ", all);
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String seconds(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private Fault nothing(Optional<String> complaint) {
    Optional<Double> stated = statedS();
    boolean something = stream.packets() > 0 || stated.isPresent() || complaint.isPresent();
    String text =
        something
            ? "nothing of the "
                + kind.content()
                + stated.map(s -> seconds(" (%.2f s stated)", s)).orElse("")
                + " could be decoded"
            : "the file has a track for " + kind.content() + " with nothing in it";
    return new Fault(text + complaint.map(c -> ": " + c).orElse(""), something);
  }

  /**
   * What the decoder or the demuxer said. Sound that came out whole is whole, whatever was said: a
   * decoder of sound has no way to repair what it gives. A picture may be repaired from its
   * neighbours, and then the words are all there is.
   */
  private Optional<String> complaint() {
    Optional<String> own = stream.complaint();
    if (kind == Kind.AUDIO && stream.refused() == 0 && stream.frames() > 0) {
      own = Optional.empty();
    }
    return own.or(() -> shortfall).or(pass.log()::container);
  }

  private Optional<Double> statedS() {
    return info.taken(kind)
        .flatMap(Track::endS)
        .or(() -> onlyTrack() ? info.durationS() : Optional.empty());
  }

  private boolean onlyTrack() {
    return info.tracks().size() <= 1;
  }

  /** Frames or samples whose timestamps are absurd. */
  private Optional<String> jump() {
    String format = "%s left out because the timestamps jump to %.0f s";
    if (kind == Kind.VIDEO) {
      FrameClock clock = pass.clock();
      return clock.beyond() == 0
          ? Optional.empty()
          : Optional.of(seconds(format, counted(clock.beyond(), "frame"), clock.latestS()));
    }
    return pass.sound().stream()
        .filter(blocks -> blocks.beyondS() > 0)
        .map(b -> seconds(format, seconds("%.2f s of sound", b.beyondS()), b.latestS()))
        .findFirst();
  }

  /** Where the file holds no sound; before the first sample there need not be any. */
  private Optional<String> gaps() {
    if (kind == Kind.VIDEO) {
      return Optional.empty();
    }
    List<Gap> gaps =
        pass.sound().stream()
            .findFirst()
            .map(b -> b.gaps().stream().filter(g -> g.startS() > 0).toList())
            .orElse(List.of());
    return gaps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            seconds(
                "no sound from %.2f to %.2f s%s",
                gaps.getFirst().startS(),
                gaps.getFirst().endS(),
                gaps.size() == 1 ? "" : " and in " + (gaps.size() - 1) + " further gaps"));
  }

  /** Sound whose time other sound has; rounded timestamps overlap by less. */
  private Optional<String> overlap() {
    return pass.sound().stream()
        .filter(blocks -> kind == Kind.AUDIO && blocks.overlappingS() > SHORT_S)
        .map(b -> seconds("%.2f s of sound left out because they overlap", b.overlappingS()))
        .findFirst();
  }

  /** The duration that should have been reached; empty where it was. */
  private Optional<Double> loss(double decodedS) {
    Optional<Double> own = info.taken(kind).flatMap(Track::endS);
    Optional<Double> whole = info.durationS();
    double stated = own.or(() -> whole).orElse(0.0);
    if (stated - decodedS <= SHORT_S) {
      return Optional.empty();
    }
    if (!info.statesDuration()) {
      return lossOfUnstated(decodedS, stated);
    }
    if (own.isPresent() && !info.container().equals("matroska")) {
      return own;
    }
    // Matroska's tags may be left over from another file; FLV and ASF state the whole file only.
    PacketSurvey packets = survey.get();
    double reached = packets.of(index).map(PacketSurvey.Extent::endS).orElse(0.0);
    if (reached - decodedS > SHORT_S) {
      return Optional.of(reached);
    }
    return whole.filter(w -> w - packets.endS() > SHORT_S);
  }

  /** A reckoned duration is a hint: the packets decide, unless their clock was set anew. */
  private Optional<Double> lossOfUnstated(double decodedS, double reckoned) {
    if (stream.discontinuities() > 0) {
      return Optional.empty();
    }
    double reached = survey.get().of(index).map(PacketSurvey.Extent::endS).orElse(0.0);
    boolean most = decodedS >= MIN_SHARE * Math.min(reckoned, Math.max(reached, decodedS));
    boolean all = stream.refused() == 0;
    return most && (all || reached - decodedS <= SHORT_S)
        ? Optional.empty()
        : Optional.of(Math.max(reached, decodedS));
  }
}
