package dev.reelframe.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sources for tests of other packages: short limits, and names that mean what the test says. */
public final class SourcesFixture {
  private SourcesFixture() {}

  /** Public addresses only; names resolve by the map, everything asked is written down. */
  public static Sources naming(Path folder, Map<String, List<String>> names, List<String> asked) {
    return new Sources(
        folder,
        AddressPolicy.publicOnly()
            .lookup(host -> {
              asked.add(host);
              List<String> addresses = names.get(host);
              if (addresses == null) {
                throw new UnknownHostException(host);
              }
              return addresses.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
            }),
        FetchLimits.standard()
            .bytes(4 << 20)
            .idle(Duration.ofSeconds(5))
            .total(Duration.ofSeconds(60)),
        FetchProgress.SILENT,
        Optional.empty(),
        false,
        false);
  }
}
