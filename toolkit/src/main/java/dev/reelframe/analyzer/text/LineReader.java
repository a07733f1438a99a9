package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.text.CtcReader.Letters;
import dev.reelframe.models.UsageMeter;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a line in a grey picture. Letters may be lighter or darker than what is behind
 * them, outlined, in a box or bare.
 */
final class LineReader {
  private static final int PAGE_HEIGHT_PX = 48;
  private static final int CTC_HEIGHT_PX = 32;

  /** Most of a crop's width to its height; longer ones are no line. */
  private static final double LONGEST = 60;

  /** Room left round a line, in line heights. */
  private static final double MARGIN = 0.1;

  private static final double MARGIN_PX = 2;

  /** From here the two recognisers are taken to have read the same. */
  private static final double ALIKE = 0.9;

  /** From here Tesseract is taken to be sure. */
  private static final double SURE = 0.85;

  /** Below this the ASCII recogniser saw no text, and nobody else is asked. */
  private static final double NO_TEXT = 0.5;

  private final CtcReader ctc;
  private final Tesseract tesseract;
  private final UsageMeter usage;

  LineReader(CtcReader ctc, Tesseract tesseract, UsageMeter usage) {
    this.ctc = ctc;
    this.tesseract = tesseract;
    this.usage = usage;
  }

  /** Reads the line in a box of a picture. */
  Reading read(Luma picture, Box line) {
    double margin = MARGIN * line.height() + MARGIN_PX;
    Box crop = line.grown(margin, margin).within(picture.width(), picture.height());
    if (crop.width() < 4 || crop.height() < 4 || crop.width() > LONGEST * crop.height()) {
      return Reading.NOTHING;
    }
    Letters letters = ctc.read(picture.part(crop, widthAt(crop, CTC_HEIGHT_PX), CTC_HEIGHT_PX));
    if (letters.letters().isEmpty() || letters.confidence() < NO_TEXT) {
      return new Reading(letters.letters(), letters.confidence() / 2);
    }
    Box wide = line.grown(2 * margin, 2 * margin).within(picture.width(), picture.height());
    return together(letters, picture.part(wide, widthAt(wide, PAGE_HEIGHT_PX), PAGE_HEIGHT_PX));
  }

  /** Has Tesseract read until it agrees with the ASCII recogniser or, being sure, with itself. */
  private Reading together(Letters letters, Luma page) {
    List<Reading> readings = new ArrayList<>();
    Reading best = Reading.NOTHING;
    double likeness = -1;
    for (Ink ink : Ink.values()) {
      Luma line = ink.on(page);
      Reading reading = usage.time(TextEngines.TESSDATA, () -> tesseract.read(line));
      double alike = Fusion.likeness(letters, reading);
      if (alike >= ALIKE && reading.confidence() >= SURE) {
        return Fusion.of(letters, reading, false);
      }
      if (reading.confidence() >= SURE && readings.contains(reading.withoutDoubt())) {
        return Fusion.of(letters, reading, true);
      }
      if (reading.confidence() >= SURE) {
        readings.add(reading.withoutDoubt());
      }
      if (alike > likeness) {
        likeness = alike;
        best = reading;
      }
    }
    return Fusion.of(letters, best, false);
  }

  private static int widthAt(Box crop, int height) {
    return Math.max(8, (int) Math.round(crop.width() * height / crop.height()));
  }

  /** Ways to make letters dark on light, the one that helps most often first. */
  enum Ink {
    /** Light letters: all that is clearly darker than the lightest becomes paper. */
    LIGHT {
      @Override
      Luma on(Luma page) {
        int top = percentile(page, 0.97);
        return stretched(page, top - 10, top - 90);
      }
    },
    /** Light letters whose middle alone stands out. */
    LIGHTEST {
      @Override
      Luma on(Luma page) {
        int top = percentile(page, 0.985);
        return stretched(page, top - 5, top - 45);
      }
    },
    /** As it is. */
    GREY {
      @Override
      Luma on(Luma page) {
        return page;
      }
    },
    /** Dark letters: all that is clearly lighter than the darkest becomes paper. */
    DARK {
      @Override
      Luma on(Luma page) {
        int low = percentile(page, 0.03);
        return stretched(page, low + 10, low + 90);
      }
    };

    abstract Luma on(Luma page);

    /** Letters of that grey become black, paper of the other white. */
    private static Luma stretched(Luma page, int ink, int paper) {
      byte[] table = new byte[256];
      for (int v = 0; v < 256; v++) {
        table[v] = (byte) Math.round(255 * Math.clamp((v - ink) / (double) (paper - ink), 0, 1));
      }
      byte[] out = new byte[page.data().length];
      for (int i = 0; i < out.length; i++) {
        out[i] = table[page.data()[i] & 0xff];
      }
      return new Luma(page.width(), page.height(), out);
    }

    private static int percentile(Luma page, double share) {
      int[] counts = new int[256];
      for (byte value : page.data()) {
        counts[value & 0xff]++;
      }
      long below = 0;
      for (int v = 0; v < 256; v++) {
        below += counts[v];
        if (below > share * page.data().length) {
          return v;
        }
      }
      return 255;
    }
  }
}
