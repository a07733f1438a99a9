package dev.reelframe.benchmarks.gpu;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code calls.c}, compiled with gcc when this class is first used, callable through
 * java.lang.foreign and through JNI.
 */
final class NativeCalls {
  private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup(build(), Arena.global());

  static final MethodHandle TRIVIAL = handle("trivial", JAVA_INT);
  static final MethodHandle STRUCT_OUT = handle("struct_out", ADDRESS, ADDRESS);
  static final MethodHandle LAUNCH =
      handle(
          "launch", ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
          ADDRESS, ADDRESS, ADDRESS);
  static final MethodHandle LOOP_TRIVIAL = handle("loop_trivial", JAVA_INT);
  static final MethodHandle LOOP_STRUCT_OUT = handle("loop_struct_out", JAVA_INT);
  static final MethodHandle LOOP_LAUNCH = handle("loop_launch", JAVA_INT);

  private NativeCalls() {}

  static native int jniTrivial(int value);

  static native int jniStructOut(long handle, ByteBuffer out);

  static native int jniLaunch(
      long function,
      int gridX,
      int gridY,
      int gridZ,
      int blockX,
      int blockY,
      int blockZ,
      int shared,
      long stream,
      long arguments,
      long extra);

  private static MethodHandle handle(String name, ValueLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static Path build() {
    try (InputStream source = NativeCalls.class.getResourceAsStream("calls.c")) {
      Path folder = Files.createTempDirectory("reelframe-calls");
      Path file = folder.resolve("calls.c");
      Files.copy(source, file);
      Path library = folder.resolve("libcalls.so");
      Path headers = Path.of(System.getProperty("java.home"), "include");
      Process gcc =
          new ProcessBuilder(
                  List.of(
                      "gcc",
                      "-O2",
                      "-shared",
                      "-fPIC",
                      "-I" + headers,
                      "-I" + headers.resolve("linux"),
                      "-o",
                      library.toString(),
                      file.toString()))
              .inheritIO()
              .start();
      if (gcc.waitFor() != 0) {
        throw new IllegalStateException("gcc is needed, and a JDK (not a JRE) to run on");
      }
      System.load(library.toString());
      return library;
    } catch (IOException e) {
      throw new IllegalStateException("this benchmark needs gcc", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
