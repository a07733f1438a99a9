package dev.reelframe.benchmarks.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process holds: children, descriptors, files in its temporary folder. */
record Remains(List<String> children, List<String> descriptors, Set<String> files) {

  static Remains now() throws IOException {
    System
        .gc(); // streams that nobody closed are closed by their cleaners: not what is counted here
    List<String> children =
        ProcessHandle.current().descendants().map(p -> p.info().command().orElse("?")).toList();
    List<String> descriptors = new ArrayList<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : open.toList()) {
        if (Files.exists(each)) {
          descriptors.add(Files.readSymbolicLink(each).toString().replaceAll("\\d+]", "#]"));
        }
      }
    }
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return new Remains(
          children, descriptors, files.map(Path::toString).collect(Collectors.toSet()));
    }
  }

  /** What has come since, in words. */
  List<String> since(Remains before, Path folder) throws IOException {
    List<String> left = new ArrayList<>();
    children.forEach(c -> left.add("child " + c));
    List<String> more = new ArrayList<>(descriptors);
    before.descriptors.forEach(more::remove);
    more.forEach(d -> left.add("descriptor " + d));
    files.stream().filter(f -> !before.files.contains(f)).forEach(f -> left.add("file " + f));
    try (Stream<Path> own = Files.list(folder)) {
      own.forEach(f -> left.add("file " + f));
    }
    return left;
  }
}
