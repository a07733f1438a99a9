package dev.reelframe.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecoderLogTest {
  private final DecoderLog log =
      new DecoderLog(
          new MediaInfo(
              "matroska",
              Optional.empty(),
              0,
              Optional.of(
                  new MediaInfo.Picture(
                      0,
                      "av1",
                      "yuv420p",
                      64,
                      64,
                      0,
                      1,
                      Optional.empty(),
                      false,
                      8,
                      false,
                      "bt709",
                      64,
                      64)),
              Optional.of(new MediaInfo.Sound(2, "mp3", 44_100, 1, "mono"))));

  private void lines(String... lines) {
    for (String line : lines) {
      log.accept(line);
    }
  }

  @Test
  void aComplaintGoesToTheStreamItIsAbout() {
    lines(
        "[aist#0:2/mp3 @ 0x55] [dec:mp3float @ 0x56] [error] Error submitting packet to decoder: x",
        "[mp3float @ 0x55d0] [error] Header missing",
        "[vist#0:0/av1 @ 0x55] [dec:libaom-av1 @ 0x56] [error] Error submitting packet to decoder: x",
        "[libaom-av1 @ 0x12] [error] Failed to decode frame: Corrupt frame detected",
        "[in#0/mov,mp4 @ 0x5] [error] stream 2, offset 0x4f0: partial file",
        "[in#0/matroska,webm @ 0x5] [error] File ended prematurely");
    assertThat(log.stream(2).complaint()).contains("Header missing");
    assertThat(log.stream(0).complaint())
        .contains("Failed to decode frame: Corrupt frame detected");
    assertThat(log.container()).contains("File ended prematurely");
  }

  @Test
  void theReasonDoesNotDependOnOrderOrAddresses() {
    lines(
        "[av1 @ 0x7f01] [error] error at 7 1 in 0x7f0123456789abc",
        "[av1 @ 0x7f01] [error] error at 3 1 in 0x7f0123456789abc",
        "[av1 @ 0x7f01] [error] a rare one");
    Optional<String> first = log.stream(0).complaint();
    DecoderLog again =
        new DecoderLog(
            new MediaInfo(
                "mov",
                Optional.empty(),
                0,
                Optional.of(
                    new MediaInfo.Picture(
                        0,
                        "av1",
                        "",
                        64,
                        64,
                        0,
                        1,
                        Optional.empty(),
                        false,
                        8,
                        false,
                        "bt709",
                        64,
                        64)),
                Optional.empty()));
    again.accept("[av1 @ 0x7f99] [error] a rare one");
    again.accept("[av1 @ 0x7f99] [error] error at 3 1 in 0x7fffffffffff");
    again.accept("[av1 @ 0x7f99] [error] error at 7 1 in 0x7fffffffffff");
    assertThat(first).contains("error at 3 1 in ").isEqualTo(again.stream(0).complaint());
  }

  @Test
  void countsAndChangesAreRead() {
    lines(
        "[in#0/mov @ 0x5] [verbose]   Input stream #0:0 (video): 50 packets read (58000 bytes); 41 frames decoded; 9 decode errors; ",
        "[in#0/mov @ 0x5] [verbose]   Input stream #0:2 (audio): 88 packets read (5 bytes); 87 frames decoded; 1 decode errors (88200 samples); ",
        "[vist#0:0/av1 @ 0x55] [dec:libaom-av1 @ 0x56] [warning] corrupt decoded frame",
        "[af#0:0 @ 0x2] [info] Reconfiguring filter graph because audio parameters changed to 48000 Hz, stereo, fltp",
        "[af#0:1 @ 0x3] [info] Reconfiguring filter graph because audio parameters changed to 48000 Hz, stereo, fltp");
    assertThat(log.stream(0).packets()).isEqualTo(50);
    assertThat(log.stream(0).frames()).isEqualTo(41);
    assertThat(log.stream(0).refused()).isEqualTo(9);
    assertThat(log.stream(0).corrupt()).isEqualTo(1);
    assertThat(log.stream(2).refused()).isEqualTo(1);
    assertThat(log.stream(2).changes()).containsExactly("48000 Hz, stereo, fltp");
  }

  @Test
  void whatLosesNothingIsNoComplaint() {
    lines(
        "[opus @ 0x563] [error] Error parsing Opus packet header.",
        "[av1 @ 0x563] [error] SEI type 5 size 2208 truncated at 1944",
        "[in#0/mpegts @ 0x5] [warning] Packet corrupt (stream = 0, dts = 297000).",
        "  title           : [av1 @ 0x1] [error] a title that looks like a line");
    assertThat(log.stream(0).complaint()).isEmpty();
    assertThat(log.stream(2).complaint()).isEmpty();
    assertThat(log.container()).isEmpty();
  }

  @Test
  void anEndlessLogStaysSmall() {
    for (int i = 0; i < 100_000; i++) {
      log.accept("[av1 @ 0x1] [error] kind " + Integer.toString(i, 36).replaceAll("\\d", "x"));
    }
    assertThat(log.stream(0).complaint()).isPresent();
  }
}
