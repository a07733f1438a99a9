package dev.reelframe.gpu.cuda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameters of a kernel as its PTX declares them.
 *
 * @param name the kernel
 * @param types PTX types in order, {@code u64}, {@code u32}, {@code f32}, ...
 */
record KernelSignature(String name, List<String> types) {
  private static final Pattern ENTRY =
      Pattern.compile("\\.entry\\s+([\\w$]+)\\s*\\(([^)]*)\\)", Pattern.DOTALL);
  private static final Pattern PARAMETER =
      Pattern.compile("\\.param\\s+(?:\\.align\\s+\\d+\\s+)?\\.([a-z]\\d+)\\s");

  static Map<String, KernelSignature> inPtx(String ptx) {
    Map<String, KernelSignature> found = new HashMap<>();
    Matcher entry = ENTRY.matcher(ptx);
    while (entry.find()) {
      List<String> types = new ArrayList<>();
      Matcher parameter = PARAMETER.matcher(entry.group(2));
      while (parameter.find()) {
        types.add(parameter.group(1));
      }
      found.put(entry.group(1), new KernelSignature(entry.group(1), List.copyOf(types)));
    }
    return found;
  }

  void check(KernelArgument... arguments) {
    if (arguments.length != types.size()) {
      throw new IllegalArgumentException(
          name + " takes " + types.size() + " arguments, not " + arguments.length);
    }
    for (int i = 0; i < arguments.length; i++) {
      if (!fits(types.get(i), arguments[i])) {
        throw new IllegalArgumentException(
            name + " takes " + types.get(i) + " at place " + i + ", not " + arguments[i]);
      }
    }
  }

  private static boolean fits(String type, KernelArgument argument) {
    int bits = Integer.parseInt(type.substring(1));
    boolean real = type.charAt(0) == 'f';
    return switch (argument) {
      case KernelArgument.F32 _ -> bits == 32 && (real || type.charAt(0) == 'b');
      case KernelArgument.F64 _ -> bits == 64 && (real || type.charAt(0) == 'b');
      case KernelArgument.I32 _ -> bits == 32 && !real;
      case KernelArgument.I64 _, KernelArgument.Pointer _ -> bits == 64 && !real;
    };
  }
}
