package dev.reelframe.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the player's server gives, to whom, and what it refuses. */
class PlayerServerTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path dir;
  private PlayerServer server;

  @BeforeEach
  void start() throws IOException {
    Path media = Files.writeString(dir.resolve("clip.mp4"), "0123456789");
    server = PlayerServer.start(PlayerServer.newToken(), Site.of("<p>page", Optional.of(media)), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void givesThePageAndPartsOfTheVideo() throws Exception {
    assertThat(get("", null).body()).isEqualTo("<p>page");
    assertThat(get("media", null).body()).isEqualTo("0123456789");
    HttpResponse<String> middle = get("media", "bytes=2-5");
    assertThat(middle.statusCode()).isEqualTo(206);
    assertThat(middle.body()).isEqualTo("2345");
    assertThat(middle.headers().firstValue("Content-Range")).contains("bytes 2-5/10");
    assertThat(get("media", "bytes=7-").body()).isEqualTo("789");
    assertThat(get("media", "bytes=-2").body()).isEqualTo("89");
    assertThat(get("media", "bytes=3-999999999999999999999").body()).isEqualTo("3456789");
  }

  @Test
  void refusesRangesOutsideOfTheVideo() throws Exception {
    HttpResponse<String> past = get("media", "bytes=10-");
    assertThat(past.statusCode()).isEqualTo(416);
    assertThat(past.headers().firstValue("Content-Range")).contains("bytes */10");
    assertThat(get("media", "bytes=5-2").statusCode()).isEqualTo(416);
  }

  @Test
  void givesNothingWithoutTheToken() throws Exception {
    URI root = server.address().resolve("/");
    for (String path : List.of("", "media", "../clip.mp4", "0/media")) {
      assertThat(send(root.resolve(path), null).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void givesNothingToANameThatIsNotThisMachine() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("GET " + server.address().getPath() + " HTTP/1.1\r\nHost: evil.example\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void saysWhatAFolderWithoutResultsLacks() {
    assertThatThrownBy(() -> Player.open(List.of(dir), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no analysis.json");
  }

  private HttpResponse<String> get(String path, String range) throws Exception {
    return send(server.address().resolve(path), range);
  }

  private static HttpResponse<String> send(URI address, String range) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (range != null) {
      request.header("Range", range);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
