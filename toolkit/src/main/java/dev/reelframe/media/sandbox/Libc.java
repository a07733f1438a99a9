package dev.reelframe.media.sandbox;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The functions of Linux's C library that starting a restricted child takes. All are called as if
 * they took six longs, which both calling conventions here (System V AMD64, AAPCS64) allow: one
 * native stub serves them all, and making one costs milliseconds.
 */
final class Libc {
  static final int EINTR = 4;
  static final int EINVAL = 22;
  static final int ENOSYS = 38;

  private static final int ARGUMENTS = 6;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle CALL =
      Linker.nativeLinker()
          .downcallHandle(
              FunctionDescriptor.of(
                  JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
              Linker.Option.captureCallState("errno"));

  /** What file names and arguments are encoded with, as the JDK does it for its own children. */
  private static final Charset NAMES =
      Charset.forName(
          System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()),
          StandardCharsets.UTF_8);

  private static final MemorySegment SYSCALL = find("syscall");

  private Libc() {}

  static MemorySegment find(String function) {
    return Linker.nativeLinker().defaultLookup().findOrThrow(function);
  }

  static boolean has(String function) {
    return Linker.nativeLinker().defaultLookup().find(function).isPresent();
  }

  /** A function's result, and why where it is negative. */
  record Result(long value, int errno) {
    /**
     * @throws IOException where the call failed
     */
    long orThrow(String what) throws IOException {
      if (value < 0) {
        throw new IOException(what + " failed with error " + errno);
      }
      return value;
    }
  }

  /** Calls a function that returns a long. */
  static Result call(MemorySegment function, long... arguments) {
    long[] a = new long[ARGUMENTS];
    System.arraycopy(arguments, 0, a, 0, arguments.length);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long value = (long) CALL.invokeExact(function, state, a[0], a[1], a[2], a[3], a[4], a[5]);
      return new Result(value, (int) ERRNO.get(state, 0L));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a native call throws nothing else", e);
    }
  }

  /** Calls a function that returns an int; the rest of the register is anything. */
  static int callInt(MemorySegment function, long... arguments) {
    return (int) call(function, arguments).value();
  }

  /** A system call by its number; at most five arguments. */
  static Result system(long number, long... arguments) {
    long[] all = new long[arguments.length + 1];
    all[0] = number;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return call(SYSCALL, all);
  }

  /** A name or an argument, as bytes with a zero behind them. */
  static MemorySegment text(Arena arena, String text) {
    byte[] bytes = text.getBytes(NAMES);
    MemorySegment out = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return out;
  }

  /** Texts as C wants them: pointers, the last one null. */
  static MemorySegment texts(Arena arena, Iterable<String> texts) {
    long count = 0;
    for (String ignored : texts) {
      count++;
    }
    MemorySegment out = arena.allocate(ValueLayout.ADDRESS, count + 1);
    long at = 0;
    for (String text : texts) {
      out.setAtIndex(ValueLayout.ADDRESS, at++, text(arena, text));
    }
    return out;
  }
}
