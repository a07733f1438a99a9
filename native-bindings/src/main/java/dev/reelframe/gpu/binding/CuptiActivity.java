package dev.reelframe.gpu.binding;

import dev.reelframe.gpu.error.Failure;
import dev.reelframe.gpu.gen.cupti.CUpti_BuffersCallbackCompleteFunc;
import dev.reelframe.gpu.gen.cupti.CUpti_BuffersCallbackRequestFunc;
import dev.reelframe.gpu.gen.cupti.Cupti;
import java.lang.foreign.Arena;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CUPTI's activity interface: it asks for buffers and hands them back full, from threads of its
 * own. Its callbacks can be registered once in a process, so they are, and lead to whoever is
 * listening.
 */
public final class CuptiActivity {
  /** {@code CUpti_ActivityExternalCorrelation}, which the include list leaves out. */
  public static final GroupLayout EXTERNAL_CORRELATION =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_INT.withName("kind"),
          ValueLayout.JAVA_INT.withName("externalKind"),
          ValueLayout.JAVA_LONG.withName("externalId"),
          ValueLayout.JAVA_INT.withName("correlationId"),
          ValueLayout.JAVA_INT.withName("reserved"));

  /** Numbers of the kinds of record that are used. */
  public static final int MEMCPY = 1;

  public static final int MEMSET = 2;
  public static final int KERNEL = 3;
  public static final int DRIVER = 4;
  public static final int RUNTIME = 5;
  public static final int CONCURRENT_KERNEL = 10;
  public static final int EXTERNAL_CORRELATION_KIND = 39;

  private static final Logger LOG = LoggerFactory.getLogger("dev.reelframe.gpu");
  private static final int CUSTOM_SPAN = 3;
  private static final int FORCED = 1;
  private static final long BUFFER_BYTES = 1 << 20;
  private static final int MAX_BUFFERS = 64;
  private static final List<Integer> KINDS =
      List.of(MEMCPY, MEMSET, CONCURRENT_KERNEL, DRIVER, RUNTIME, EXTERNAL_CORRELATION_KIND);

  private static volatile Consumer<MemorySegment> listener;

  private CuptiActivity() {}

  /** Whether the library is there. */
  public static boolean isPresent() {
    return NativeLibrary.CUPTI.isPresent();
  }

  /**
   * Starts recording; each record goes to {@code records} on a thread of CUPTI's, and is gone when
   * that returns.
   */
  public static void start(Consumer<MemorySegment> records) {
    Buffers.register();
    listener = records;
    for (int kind : KINDS) {
      int code = Cupti.cuptiActivityEnable(kind);
      if (code != 0) {
        listener = null;
        disable();
        throw exception(code, "cuptiActivityEnable");
      }
    }
  }

  /** Delivers what is still in buffers and ends recording. */
  public static void stop() {
    try {
      check(Cupti.cuptiActivityFlushAll(FORCED), "cuptiActivityFlushAll");
    } finally {
      disable();
      listener = null;
    }
  }

  private static void disable() {
    for (int kind : KINDS) {
      int code = Cupti.cuptiActivityDisable(kind);
      if (code != 0) {
        LOG.debug("cuptiActivityDisable({}) returned {}", kind, code);
      }
    }
  }

  /** CUPTI's clock in nanoseconds. */
  public static long timestamp() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      check(Cupti.cuptiGetTimestamp(out), "cuptiGetTimestamp");
      return out.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /** Marks what this thread submits from now on. */
  public static void push(long id) {
    check(
        Cupti.cuptiActivityPushExternalCorrelationId(CUSTOM_SPAN, id),
        "cuptiActivityPushExternalCorrelationId");
  }

  /** Ends the youngest mark of this thread. */
  public static void pop() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      check(
          Cupti.cuptiActivityPopExternalCorrelationId(CUSTOM_SPAN, out),
          "cuptiActivityPopExternalCorrelationId");
    }
  }

  /** Records that were lost because no buffer was free. */
  public static long dropped() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_LONG);
      check(
          Cupti.cuptiActivityGetNumDroppedRecords(MemorySegment.NULL, 0, out),
          "cuptiActivityGetNumDroppedRecords");
      return out.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  private static void check(int code, String operation) {
    if (code != 0) {
      throw exception(code, operation);
    }
  }

  private static RuntimeException exception(int code, String operation) {
    Optional<CuptiCode> known = CuptiCode.of(code);
    String name = known.map(CuptiCode::headerName).orElse("CUPTI_ERROR");
    return known
        .map(CuptiCode::meaning)
        .orElse(Meaning.DRIVER)
        .exception(new Failure(operation, code, name, text(code), Optional.empty()));
  }

  private static String text(int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
      return Cupti.cuptiGetResultString(code, out) == 0
          ? Cuda.text(out.get(ValueLayout.ADDRESS, 0))
          : "no text";
    }
  }

  /**
   * The buffers that go back and forth, and the two callbacks. Nothing may be thrown out of a
   * callback: it would end the JVM.
   */
  private static final class Buffers {
    private static final ConcurrentLinkedQueue<MemorySegment> FREE = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger MADE = new AtomicInteger();
    private static boolean registered;

    static synchronized void register() {
      if (registered) {
        return;
      }
      MemorySegment request =
          CUpti_BuffersCallbackRequestFunc.allocate(Buffers::request, Arena.global());
      MemorySegment complete =
          CUpti_BuffersCallbackCompleteFunc.allocate(Buffers::complete, Arena.global());
      check(
          Cupti.cuptiActivityRegisterCallbacks(request, complete),
          "cuptiActivityRegisterCallbacks");
      registered = true;
    }

    private static void request(MemorySegment buffer, MemorySegment size, MemorySegment most) {
      try {
        MemorySegment free = FREE.poll();
        if (free == null && MADE.incrementAndGet() <= MAX_BUFFERS) {
          free = Arena.global().allocate(BUFFER_BYTES, 8);
        }
        buffer.set(ValueLayout.ADDRESS, 0, free == null ? MemorySegment.NULL : free);
        size.set(ValueLayout.JAVA_LONG, 0, free == null ? 0 : BUFFER_BYTES);
        most.set(ValueLayout.JAVA_LONG, 0, 0);
      } catch (Throwable failed) {
        LOG.debug("no buffer for CUPTI", failed);
      }
    }

    private static void complete(
        MemorySegment context, int stream, MemorySegment buffer, long size, long valid) {
      try (Arena arena = Arena.ofConfined()) {
        Consumer<MemorySegment> to = listener;
        MemorySegment next = arena.allocate(ValueLayout.ADDRESS);
        while (to != null
            && valid > 0
            && Cupti.cuptiActivityGetNextRecord(buffer, valid, next) == 0) {
          to.accept(next.get(ValueLayout.ADDRESS, 0).reinterpret(BUFFER_BYTES));
        }
        FREE.add(MemorySegment.ofAddress(buffer.address()).reinterpret(BUFFER_BYTES));
      } catch (Throwable failed) {
        LOG.debug("a CUPTI buffer could not be read", failed);
      }
    }
  }
}
