package dev.reelframe.media.sandbox;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A seccomp program in classic BPF: forbidden system calls fail with "operation not permitted",
 * others pass. Everything is forbidden that speaks the dialect of another processor.
 */
final class SyscallFilter {
  static final int INSTRUCTION_BYTES = 8;

  private static final short LOAD_WORD = 0x20;
  private static final short JUMP_IF_EQUAL = 0x15;
  private static final short JUMP_IF_GREATER_OR_EQUAL = 0x35;
  private static final short RETURN = 0x06;

  private static final int ALLOW = 0x7FFF0000;
  private static final int FAIL_NOT_PERMITTED = 0x00050000 | 1;

  /** Offsets in struct seccomp_data. */
  private static final int NUMBER = 0;

  private static final int PROCESSOR = 4;

  /** From here on, numbers are those of the x32 dialect. */
  private static final int X32 = 0x40000000;

  private record Instruction(short code, int ifTrue, int ifFalse, int value) {}

  private final List<Instruction> instructions = new ArrayList<>();

  private SyscallFilter() {}

  static SyscallFilter program(SyscallTable machine) {
    SyscallFilter filter = new SyscallFilter();
    int calls = machine.forbidden().size();
    // Jumps count instructions to skip; the refusal is the last one.
    filter.add(LOAD_WORD, 0, 0, PROCESSOR);
    filter.add(JUMP_IF_EQUAL, 0, calls + 3, machine.audit());
    filter.add(LOAD_WORD, 0, 0, NUMBER);
    filter.add(JUMP_IF_GREATER_OR_EQUAL, calls + 1, 0, X32);
    for (int i = 0; i < calls; i++) {
      filter.add(JUMP_IF_EQUAL, calls - i, 0, machine.forbidden().get(i));
    }
    filter.add(RETURN, 0, 0, ALLOW);
    filter.add(RETURN, 0, 0, FAIL_NOT_PERMITTED);
    return filter;
  }

  private void add(short code, int ifTrue, int ifFalse, int value) {
    instructions.add(new Instruction(code, ifTrue, ifFalse, value));
  }

  /** As the kernel reads it: struct sock_filter, one after the other. */
  MemorySegment copied(Arena arena) {
    MemorySegment out = arena.allocate((long) INSTRUCTION_BYTES * instructions.size(), 8);
    long at = 0;
    for (Instruction each : instructions) {
      out.set(ValueLayout.JAVA_SHORT, at, each.code);
      out.set(ValueLayout.JAVA_BYTE, at + 2, (byte) each.ifTrue);
      out.set(ValueLayout.JAVA_BYTE, at + 3, (byte) each.ifFalse);
      out.set(ValueLayout.JAVA_INT, at + 4, each.value);
      at += INSTRUCTION_BYTES;
    }
    return out;
  }
}
