package dev.reelframe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import picocli.CommandLine.Option;

/** Results for machines: each line of standard output is a JSON object. */
final class JsonOption {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "results as lines of JSON on standard output")
  private boolean wanted;

  boolean isWanted() {
    return wanted;
  }

  /**
   * Prints one object.
   *
   * @param fields by name, in the order of the map
   */
  static void print(PrintWriter out, Map<String, ?> fields) {
    try {
      out.println(JSON.writeValueAsString(fields));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
