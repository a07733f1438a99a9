package dev.reelframe.gpu.check;

import dev.reelframe.gpu.GpuReading;
import dev.reelframe.gpu.cuda.Context;
import dev.reelframe.gpu.cuda.DeviceMemory;
import dev.reelframe.gpu.cuda.Event;
import dev.reelframe.gpu.cuda.PinnedMemory;
import dev.reelframe.gpu.cuda.Stream;
import dev.reelframe.gpu.error.DeviceExhausted;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Bytes there and back, how fast, and what happens when there is no more memory. */
final class MemoryCheck {
  private static final int ROUNDS = 8;
  private static final String PINNED = " (pinned)";
  private static final String PAGEABLE = " (pageable)";

  private final Context context;
  private final Stream stream;
  private final long bytes;

  MemoryCheck(Context context, Stream stream, long bytes) {
    this.context = context;
    this.stream = stream;
    this.bytes = bytes;
  }

  List<CheckRow> rows() {
    List<CheckRow> rows = new ArrayList<>();
    rows.add(roundTrip());
    rows.addAll(bandwidths());
    rows.add(outOfMemory());
    return rows;
  }

  private CheckRow roundTrip() {
    try (PinnedMemory sent = context.pinned(bytes);
        PinnedMemory received = context.pinned(bytes);
        DeviceMemory device = context.allocate(bytes)) {
      scatter(sent.segment());
      stream.copy(sent.segment(), device).copy(device, received.segment()).synchronize();
      long difference = sent.segment().mismatch(received.segment());
      return CheckRow.judged(
          "memory round trip",
          difference < 0 ? mebibytes() + " unchanged" : "differs at byte " + difference,
          "what was sent",
          difference < 0);
    }
  }

  /** Numbers without a pattern that a wrong address could hide in. */
  private static void scatter(MemorySegment segment) {
    long state = 88172645463325252L;
    for (long i = 0; i + 8 <= segment.byteSize(); i += 8) {
      state ^= state << 13;
      state ^= state >>> 7;
      state ^= state << 17;
      segment.set(ValueLayout.JAVA_LONG_UNALIGNED, i, state);
    }
  }

  private List<CheckRow> bandwidths() {
    try (PinnedMemory pinned = context.pinned(bytes);
        DeviceMemory device = context.allocate(bytes);
        DeviceMemory other = context.allocate(bytes);
        Arena arena = Arena.ofShared()) {
      MemorySegment pageable = arena.allocate(bytes);
      pageable.fill((byte) 1);
      double up = perSecond(() -> stream.copy(pinned.segment(), device));
      double down = perSecond(() -> stream.copy(device, pinned.segment()));
      double pageableUp = perSecond(() -> stream.copy(pageable, device));
      double pageableDown = perSecond(() -> stream.copy(device, pageable));
      double within = 2 * perSecond(() -> stream.copy(device, other));
      // Asked for now: the link runs at its full generation only under load.
      GpuReading reading = context.gpu().reading();
      return List.of(
          row("host to device" + PINNED, up, link(reading)),
          row("device to host" + PINNED, down, link(reading)),
          row("host to device" + PAGEABLE, pageableUp, link(reading)),
          row("device to host" + PAGEABLE, pageableDown, link(reading)),
          row("device to device (read + written)", within, memory(reading)));
    }
  }

  private double perSecond(Runnable copy) {
    double best = Double.MAX_VALUE;
    try (Event start = context.event();
        Event end = context.event()) {
      for (int i = 0; i < ROUNDS; i++) {
        start.record(stream);
        copy.run();
        end.record(stream).synchronize();
        best = Math.min(best, end.secondsSince(start));
      }
    }
    return best > 0 ? bytes / best : Double.POSITIVE_INFINITY;
  }

  private static CheckRow row(String name, double perSecond, OptionalDouble sheet) {
    String reference =
        sheet.isPresent()
            ? CheckRow.text(
                "%.0f GB/s by data sheet: %.0f %%",
                sheet.getAsDouble() / 1e9, 100 * perSecond / sheet.getAsDouble())
            : "no data sheet value";
    return CheckRow.note(name, CheckRow.text("%.1f GB/s", perSecond / 1e9), reference);
  }

  /** Bytes a second of the PCI Express link in one direction: transfers, coding, lanes. */
  private static OptionalDouble link(GpuReading reading) {
    if (reading.pcieGeneration().isEmpty() || reading.pcieWidth().isEmpty()) {
      return OptionalDouble.empty();
    }
    double gigaTransfers =
        switch (reading.pcieGeneration().getAsInt()) {
          case 1 -> 2.5 * 0.8;
          case 2 -> 5 * 0.8;
          case 3 -> 8 * 128 / 130.0;
          case 4 -> 16 * 128 / 130.0;
          case 5 -> 32 * 128 / 130.0;
          default -> 64 * 242 / 256.0;
        };
    return OptionalDouble.of(gigaTransfers * 1e9 / 8 * reading.pcieWidth().getAsInt());
  }

  /** Bytes a second of the device's memory: two transfers in each cycle of the bus. */
  private static OptionalDouble memory(GpuReading reading) {
    return reading.memoryBusBits().isPresent() && reading.memoryClockMhz().isPresent()
        ? OptionalDouble.of(
            2e6 * reading.memoryClockMhz().getAsInt() * reading.memoryBusBits().getAsInt() / 8)
        : OptionalDouble.empty();
  }

  private CheckRow outOfMemory() {
    Context.Memory before = context.memory();
    try (DeviceMemory tooMuch = context.allocate(before.totalBytes() + bytes)) {
      return CheckRow.judged(
          "out of memory", tooMuch.bytes() + " bytes were given", "refused", false);
    } catch (DeviceExhausted expected) {
      context.allocate(bytes).fill((byte) 1).close();
      long lost = before.freeBytes() - context.memory().freeBytes();
      return CheckRow.judged(
          "out of memory",
          "refused, the context works on",
          "DeviceExhausted, no memory lost",
          lost < bytes);
    }
  }

  private String mebibytes() {
    return bytes / (1 << 20) + " MiB";
  }

  /** How much to copy: as wanted, but a small part of what is free. */
  static long size(Context context, long wantedMib) {
    long limit = Math.max(context.memory().freeBytes() / 16, 1 << 20);
    return Math.min(wantedMib << 20, limit) / 8 * 8;
  }
}
