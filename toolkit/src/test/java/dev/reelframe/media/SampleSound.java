package dev.reelframe.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** The sound of the sample clip: a beat with chords, softer while somebody speaks, then a bell. */
final class SampleSound {
  static final double TEMPO_BPM = 120;
  static final double MUSIC_END_S = 11.4;
  static final double DING_S = 11.9;

  /** Gain of the music under speech; as mixed, the voice stands about 20 dB above it. */
  private static final double UNDER_SPEECH = 0.12;

  private static final double FADE_S = 0.15;

  private static final double[][] CHORDS_HZ = {
    {220.00, 277.18, 329.63}, {146.83, 220.00, 293.66}, {164.81, 246.94, 329.63}
  };

  /**
   * A recorded sentence, mono.
   *
   * @param startS when it begins in the clip
   */
  record Line(String words, double startS, float[] samples, float rateHz) {
    double endS() {
      return startS + samples.length / (double) rateHz;
    }

    /** The sample at a time of the clip, between its neighbours linearly. */
    double at(double t) {
      double place = (t - startS) * rateHz;
      int index = (int) Math.floor(place);
      if (index < 0 || index + 1 >= samples.length) {
        return 0;
      }
      double part = place - index;
      return (1 - part) * samples[index] + part * samples[index + 1];
    }
  }

  private final List<Line> lines;

  private SampleSound(List<Line> lines) {
    this.lines = lines;
  }

  /**
   * @param media folder with the recorded sentences
   */
  static SampleSound of(Path media) throws IOException {
    return new SampleSound(
        List.of(
            line(media.resolve("speech-1.wav"), "he was not an ill disposed young man", 0.5),
            line(
                media.resolve("speech-2.wav"),
                "he might even have been made amiable himself",
                6.9)));
  }

  List<Line> lines() {
    return lines;
  }

  private static Line line(Path file, String words, double startS) throws IOException {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      float[] samples = new float[bytes.remaining() / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bytes.getShort() / 32768f;
      }
      return new Line(words, startS, samples, in.getFormat().getSampleRate());
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(e);
    }
  }

  /** The sample at a time in seconds, -1..1. */
  double at(double t) {
    double voice = lines.stream().mapToDouble(line -> line.at(t)).sum();
    double music = t < MUSIC_END_S ? gain(t) * (beat(t) + chord(t)) : ding(t - DING_S);
    return voice + music;
  }

  /** Gain of the music: 1 away from speech, low under it, with ramps. */
  private double gain(double t) {
    double gain = 1;
    for (Line line : lines) {
      double outside = Math.max(line.startS() - t, t - line.endS());
      double share = Math.clamp(outside / FADE_S, 0, 1);
      gain = Math.min(gain, UNDER_SPEECH + (1 - UNDER_SPEECH) * share);
    }
    return gain;
  }

  /** A drum on every beat with a click on its front, a softer click between. */
  private static double beat(double t) {
    double period = 60 / TEMPO_BPM;
    double sinceBeat = t % period;
    double sinceOff = (t + period / 2) % period;
    double drum = 0.45 * Math.exp(-14 * sinceBeat) * Math.sin(2 * Math.PI * 65 * sinceBeat);
    return drum + 0.25 * click(sinceBeat, t) + 0.08 * click(sinceOff, t);
  }

  /** Three milliseconds of noise; the noise is a function of time, so it is the same every run. */
  private static double click(double since, double t) {
    double hash = Math.sin(t * 127_341.7) * 43_758.5453;
    return Math.exp(-since / 0.003) * (2 * (hash - Math.floor(hash)) - 1);
  }

  private static double chord(double t) {
    double[] tones = CHORDS_HZ[(int) (t / 2) % CHORDS_HZ.length];
    double inBar = t % 2;
    double swell = Math.min(1, inBar / 0.2) * Math.min(1, (2 - inBar) / 0.1);
    double sum = 0;
    for (double hz : tones) {
      sum += Math.sin(2 * Math.PI * hz * t);
    }
    return 0.05 * swell * Math.min(1, (MUSIC_END_S - t) / 0.1) * sum;
  }

  private static double ding(double since) {
    return since < 0
        ? 0
        : 0.35
            * Math.exp(-5 * since)
            * (Math.sin(2 * Math.PI * 1318.5 * since)
                + 0.4 * Math.exp(-4 * since) * Math.sin(2 * Math.PI * 2.76 * 1318.5 * since));
  }
}
