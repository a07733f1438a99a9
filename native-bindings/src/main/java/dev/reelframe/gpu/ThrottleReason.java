package dev.reelframe.gpu;

import java.util.EnumSet;
import java.util.Set;

/** Why a card runs below the clocks it could reach, in NVML's bits and in words. */
public enum ThrottleReason {
  IDLE(0x1, "nothing to do"),
  APPLICATION_CLOCKS(0x2, "clocks set by the user"),
  POWER_CAP(0x4, "power limit"),
  HARDWARE_SLOWDOWN(0x8, "hardware protection: heat or power"),
  SYNC_BOOST(0x10, "held to the slowest card of its group"),
  SOFTWARE_THERMAL(0x20, "temperature limit"),
  HARDWARE_THERMAL(0x40, "hardware protection: heat"),
  POWER_BRAKE(0x80, "power brake of the chassis"),
  DISPLAY_CLOCKS(0x100, "clocks set by the display");

  private final long bit;
  private final String words;

  ThrottleReason(long bit, String words) {
    this.bit = bit;
    this.words = words;
  }

  /** The reason as a reader understands it. */
  public String words() {
    return words;
  }

  /** NVML's bit for it. */
  public long bit() {
    return bit;
  }

  /** The reasons in a mask; bits newer than this list are left out. */
  static Set<ThrottleReason> ofMask(long mask) {
    EnumSet<ThrottleReason> reasons = EnumSet.noneOf(ThrottleReason.class);
    for (ThrottleReason reason : values()) {
      if ((mask & reason.bit) != 0) {
        reasons.add(reason);
      }
    }
    return reasons;
  }
}
