package dev.reelframe.benchmarks.truth;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * One shot of a clip.
 *
 * @param fromS where in the footage it begins
 * @param seconds how long it is shown, transitions included
 * @param enlarged beyond what the move needs, 1 at the least
 * @param padded whether a landscape picture stands between bars of a portrait one
 * @param repeatsFps frames per second of the footage, 0 for all there are
 * @param passer whether something large passes before the camera
 * @param flashS when a light flashes, negative for never
 */
record Shot(
    Footage footage,
    double fromS,
    double seconds,
    Move move,
    double enlarged,
    boolean mirrored,
    boolean padded,
    double repeatsFps,
    boolean passer,
    double flashS) {
  private static final double PADDED_ASPECT = 4.0 / 3;

  Shot lasting(double length) {
    return new Shot(
        footage, fromS, length, move, enlarged, mirrored, padded, repeatsFps, passer, flashS);
  }

  /** Draws the shot at a time since its start. */
  void draw(Graphics2D g, int width, int height, double t, BufferedImage picture, Image passing) {
    double seconds = Math.max(0, Math.min(t, this.seconds));
    double high = padded ? width / PADDED_ASPECT : height;
    double top = (height - high) / 2;
    Graphics2D view = (Graphics2D) g.create();
    view.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    if (padded) {
      g.setColor(Color.BLACK);
      g.fillRect(0, 0, width, height);
      view.clipRect(0, (int) top, width, (int) high);
      view.translate(0, top);
    }
    double aspect = (double) picture.getWidth() / picture.getHeight();
    double room = move.room(this.seconds, aspect, width / high);
    AffineTransform at =
        move.view(
            seconds,
            this.seconds / 2,
            picture.getWidth(),
            picture.getHeight(),
            width,
            high,
            enlarged * room);
    if (mirrored) {
      at.concatenate(new AffineTransform(-1, 0, 0, 1, picture.getWidth(), 0));
    }
    view.drawImage(picture, at, null);
    if (passer) {
      int across = (int) (width * 0.45);
      int x = (int) (-across + (width + across) * seconds / this.seconds);
      view.drawImage(passing.picture(), x, (int) (high * 0.3), across, (int) (high * 0.65), null);
    }
    view.dispose();
    double lit = seconds - flashS;
    if (flashS >= 0 && lit >= 0 && lit < 0.14) {
      g.setColor(new Color(1f, 1f, 1f, (float) (1 - lit / 0.14)));
      g.fillRect(0, 0, width, height);
    }
  }

  /** A picture that is at hand all the time. */
  record Image(BufferedImage picture) {}
}
