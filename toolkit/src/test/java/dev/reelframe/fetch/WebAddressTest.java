package dev.reelframe.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelframe.fetch.FetchFailure.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://example.org/bench49.mp4                | http://example.org/bench49.mp4        | bench49
          HTTPS://Example.ORG:443/a/b.c.mp4#t=3         | https://example.org/a/b.c.mp4         | b.c
          http://example.org:8080                       | http://example.org:8080/              | example.org
          http://example.org/?v=1                       | http://example.org/?v=1               | example.org
          http://example.org/my clip ü.mp4?a=b c        | http://example.org/my%20clip%20%C3%BC.mp4?a=b%20c | my clip ü
          http://bücher.example/x.mp4                   | http://xn--bcher-kva.example/x.mp4    | x
          http://example.org./x.mp4                     | http://example.org/x.mp4              | x
          http://[2606:4700:4700::1111]:81/x            | http://[2606:4700:4700:0:0:0:0:1111]:81/x | x
          http://example.org/..%2F..%2Fetc%2Fpasswd     | http://example.org/..%2F..%2Fetc%2Fpasswd | example.org
          http://example.org/%                          | http://example.org/%25                | example.org
          """)
  void oneSpellingAndAName(String written, String plain, String name) throws Refused {
    WebAddress url = WebAddress.parse(written);
    assertThat(url).hasToString(plain);
    assertThat(url.name()).isEqualTo(name);
    assertThat(WebAddress.parse(plain)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http:///x",
        "http:/127.0.0.1/x",
        "http:127.0.0.1",
        "http://user:pw@example.org/",
        "http://a@b@c/",
        "http://example.org:0/",
        "http://example.org:70000/",
        "http://example.org:80:80/",
        "http://exa mple.org/",
        "http://-example.org/",
        "http://ex<ample.org/",
        "http://127.0.0.1\\@example.org/",
        "http://[::1%25lo]/",
        "http://[fe80::1%eth0]/",
        "http://[127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0x7f.0.0.1/",
        "http://127.0.0.1.2.3/",
        "http://300.1.1.1/",
        "http://1.2.3.0x4/",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "https:example.org",
        "//example.org/x",
        "http://example.org/\u202Egpm.exe",
        "http://example.org/a\nb",
        "http://%31%32%37.0.0.1/"
      })
  void whatProgramsDisagreeOnIsRefused(String text) {
    assertThatThrownBy(() -> WebAddress.parse(text)).isInstanceOf(Refused.class);
  }

  @Test
  void otherScriptsDigitsAreTheAddressThatTheyMean() throws Refused {
    for (String text :
        new String[] {"http://１２７.0.0.1/", "http://127。0。0。1/", "http://①②⑦.0.0.1/"}) {
      assertThat(WebAddress.parse(text).host().text()).isEqualTo("127.0.0.1");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/y.mp4, http://example.org/y.mp4",
    "y.mp4?z=1, http://example.org/a/y.mp4?z=1",
    "//other.org/y, http://other.org/y",
    "https://other.org/y, https://other.org/y",
    "?q=1, http://example.org/a/?q=1"
  })
  void redirectsAreResolved(String location, String to) throws Refused {
    assertThat(WebAddress.parse("http://example.org/a/b.mp4").follow(location)).hasToString(to);
  }

  @Test
  void redirectsStayInTheWebAndNeverWeaken() throws Refused {
    WebAddress secure = WebAddress.parse("https://example.org/a");
    for (String location :
        new String[] {"http://example.org/a", "file:///etc/passwd", "gopher://x/", "//0x7f.1/"}) {
      assertThatThrownBy(() -> secure.follow(location)).as(location).isInstanceOf(Refused.class);
    }
  }
}
