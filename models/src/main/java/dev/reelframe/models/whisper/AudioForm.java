package dev.reelframe.models.whisper;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A multipart/form-data body (RFC 7578): some fields, and a clip as a 16-bit WAVE file. */
final class AudioForm {
  private static final int HEADER_BYTES = 44;
  private final String boundary = "reelframe-" + UUID.randomUUID();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** One field of the form. */
  record Field(String name, String value) {}

  AudioForm(List<Field> fields, float[] mono16k) {
    for (Field field : fields) {
      line("--" + boundary);
      line("Content-Disposition: form-data; name=\"" + field.name() + "\"");
      line("");
      line(field.value());
    }
    line("--" + boundary);
    line("Content-Disposition: form-data; name=\"file\"; filename=\"clip.wav\"");
    line("Content-Type: audio/wav");
    line("");
    body.writeBytes(wave(mono16k));
    line("");
    line("--" + boundary + "--");
  }

  private void line(String text) {
    body.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Size of the file part for a number of samples. */
  static long waveBytes(int samples) {
    return HEADER_BYTES + 2L * samples;
  }

  private static byte[] wave(float[] mono) {
    int data = 2 * mono.length;
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + data).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(HEADER_BYTES - 8 + data);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) 1);
    out.putInt(SpeechRecognizer.SAMPLE_RATE_HZ).putInt(2 * SpeechRecognizer.SAMPLE_RATE_HZ);
    out.putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(data);
    for (float sample : mono) {
      out.putShort((short) Math.clamp(Math.round(sample * 32768.0), -32768, 32767));
    }
    return out.array();
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  byte[] bytes() {
    return body.toByteArray();
  }
}
