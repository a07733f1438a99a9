package dev.reelframe.experiment;

import dev.reelframe.settings.Params;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the figures of this process depend on beside its code: for a cell of a notebook. */
public final class Environment {
  private Environment() {}

  /** Machine, GPU, runtime, version, commit, and the parameters that were asked for so far. */
  public static Table here() {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("machine", HostInfo.words());
    said.put("gpu", HostInfo.gpu());
    said.put("java", HostInfo.java());
    said.put("reelframe", HostInfo.reelframe());
    HostInfo.commit().ifPresent(commit -> said.put("commit", commit));
    Map<String, String> parts = new TreeMap<>(HostInfo.libraries());
    parts.keySet().retainAll(Set.of("ffmpeg", "onnxruntime", "tablesaw-core", "xchart"));
    said.putAll(parts);
    Params.taken().forEach((name, value) -> said.put("parameter " + name, value));
    return Table.create(
        "environment",
        StringColumn.create("what", said.keySet()),
        StringColumn.create("value", said.values()));
  }
}
