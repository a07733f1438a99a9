package dev.reelframe.benchmarks.truth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reelframe.benchmarks.truth.Cutting.Joint;
import dev.reelframe.benchmarks.truth.Cutting.Placed;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Makes clips of known truth: {@code MEDIA_DIR OUT_DIR FFMPEG SEED [CLIP,...]}; called by {@code
 * benchmarks/truth-clips}. Another seed makes other clips of the same kinds.
 */
final class TruthClips {
  private final Recipe recipe;
  private final Ffmpeg ffmpeg;
  private final String media;
  private final List<Placed> shots;
  private final List<Caption> captions;
  private final Soundtrack sound;
  private final int frames;
  private final Map<Placed, Footage.Roll> rolls = new IdentityHashMap<>();
  private final Shot.Image passing;

  private TruthClips(Recipe recipe, Ffmpeg ffmpeg, String media, long seed) throws IOException {
    this.recipe = recipe;
    this.ffmpeg = ffmpeg;
    this.media = media;
    Random random = new Random(seed * 1009 + recipe.name().hashCode());
    shots = Cutting.of(recipe, random);
    frames = shots.getLast().end();
    captions = Caption.dealt(recipe, time(frames), random);
    sound = new Soundtrack(recipe, time(frames), random);
    sound.make(ffmpeg, media);
    try (Footage.Roll roll = Footage.STILLS.getFirst().open(ffmpeg, media, 0)) {
      passing = new Shot.Image(roll.at(0).getSubimage(120, 180, 220, 380));
    }
  }

  public static void main(String[] args) throws Exception {
    List<String> only = args.length > 4 ? List.of(args[4].split(",")) : List.of();
    for (Recipe recipe : Recipe.ALL) {
      if (only.isEmpty() || only.contains(recipe.name())) {
        new TruthClips(recipe, new Ffmpeg(args[2]), args[0], Long.parseLong(args[3]))
            .write(Path.of(args[1]));
      }
    }
  }

  /** Time of a frame; a clip of variable rate slows down, hurries and trembles. */
  private double time(int frame) {
    double even = frame / recipe.fps();
    return recipe.variable()
        ? even + 0.25 * (1 - Math.cos(frame / 37.0)) + 0.006 * (1 - Math.cos(1.7 * frame))
        : even;
  }

  private void write(Path folder) throws IOException, InterruptedException {
    Path pcm = folder.resolve(recipe.name() + ".pcm");
    ByteBuffer bytes = ByteBuffer.allocate(4 * sound.samples.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(sound.samples);
    Files.write(pcm, bytes.array());
    Process child = ffmpeg.start(encoding(folder, pcm));
    try (OutputStream out = child.getOutputStream()) {
      for (int n = 0; n < frames; n++) {
        out.write(((DataBufferByte) frame(n).getRaster().getDataBuffer()).getData());
      }
    }
    if (child.waitFor() != 0) {
      throw new IOException("ffmpeg could not write " + recipe.name());
    }
    Files.delete(pcm);
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(folder.resolve(recipe.name() + ".truth.json").toFile(), truth());
  }

  private List<String> encoding(Path folder, Path pcm) {
    String size = recipe.width() + "x" + recipe.height();
    List<String> out =
        new ArrayList<>(
            List.of("-f", "rawvideo", "-pix_fmt", "bgr24", "-s", size, "-r", "" + recipe.fps()));
    out.addAll(List.of("-i", "pipe:0", "-f", "f32le", "-ar", "" + Soundtrack.RATE, "-ac", "1"));
    out.addAll(List.of("-i", pcm.toString(), "-c:v", "libopenh264", "-b:v", recipe.bitRate()));
    out.addAll(List.of("-g", "" + (int) (4 * recipe.fps()), "-pix_fmt", "yuv420p"));
    if (recipe.variable()) {
      String pts = "N/%s+0.25*(1-cos(N/37))+0.006*(1-cos(1.7*N))".formatted(recipe.fps());
      out.addAll(List.of("-vf", "settb=1/90000,setpts='(" + pts + ")/TB'"));
      out.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1/90000"));
    }
    out.addAll(List.of("-c:a", "aac", "-b:a", "128k"));
    out.add(folder.resolve(recipe.name() + ".mp4").toString());
    return out;
  }

  private BufferedImage frame(int n) {
    BufferedImage image =
        new BufferedImage(recipe.width(), recipe.height(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    List<Placed> seen = shots.stream().filter(s -> n >= s.first() && n < s.end()).toList();
    if (seen.size() == 1) {
      draw(seen.getFirst(), g, n);
    } else {
      mixed(g, seen.getFirst(), seen.getLast(), n);
    }
    if (recipe.veil() != 0) {
      veil(g, recipe.veil() > 0 ? Color.WHITE : Color.BLACK, Math.abs(recipe.veil()));
    }
    captions.stream().filter(c -> c.shown(time(n))).forEach(c -> c.draw(g, time(n)));
    g.dispose();
    rolls
        .entrySet()
        .removeIf(e -> {
          if (e.getKey().end() <= n) {
            e.getValue().close();
            return true;
          }
          return false;
        });
    return image;
  }

  private void draw(Placed placed, Graphics2D g, int n) {
    Shot shot = placed.shot();
    double t = (n - placed.first()) / recipe.fps();
    double held =
        shot.repeatsFps() > 0 ? Math.floor(t * shot.repeatsFps() + 1e-6) / shot.repeatsFps() : t;
    Footage.Roll roll =
        rolls.computeIfAbsent(placed, p -> shot.footage().open(ffmpeg, media, shot.fromS()));
    // Footage of fewer frames is repeated as a whole, and so is the camera's motion in it.
    shot.draw(g, recipe.width(), recipe.height(), held, roll.at(held), passing);
  }

  private void mixed(Graphics2D g, Placed from, Placed to, int n) {
    Joint joint = to.joint();
    double share = (n - to.first() + 1.0) / (joint.frames() + 1);
    if (joint.kind().startsWith("fade")) {
      draw(share < 0.5 ? from : to, g, n);
      if (share >= 0.5) {
        rolls.computeIfAbsent(to, p -> p.shot().footage().open(ffmpeg, media, p.shot().fromS()));
      }
      double plain = 1 - Math.max(0, Math.abs(2 * share - 1) - 0.1) / 0.9;
      veil(g, joint.kind().endsWith("white") ? Color.WHITE : Color.BLACK, plain);
      return;
    }
    draw(from, g, n);
    Graphics2D over = (Graphics2D) g.create();
    if (joint.kind().equals("dissolve")) {
      BufferedImage next =
          new BufferedImage(recipe.width(), recipe.height(), BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D into = next.createGraphics();
      draw(to, into, n);
      into.dispose();
      over.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) share));
      over.drawImage(next, 0, 0, null);
    } else {
      int w = (int) Math.round(recipe.width() * share);
      int h = (int) Math.round(recipe.height() * share);
      switch (joint.kind()) {
        case "wipe_right" -> over.clipRect(0, 0, w, recipe.height());
        case "wipe_left" -> over.clipRect(recipe.width() - w, 0, w, recipe.height());
        case "wipe_down" -> over.clipRect(0, 0, recipe.width(), h);
        default -> over.clipRect(0, recipe.height() - h, recipe.width(), h);
      }
      draw(to, over, n);
    }
    over.dispose();
  }

  private void veil(Graphics2D g, Color color, double share) {
    int alpha = (int) Math.round(255 * Math.max(0, Math.min(1, share)));
    g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha));
    g.fillRect(0, 0, recipe.width(), recipe.height());
  }

  private Map<String, Object> truth() {
    Map<String, Object> out = new LinkedHashMap<>();
    List<Object> cuts = new ArrayList<>();
    List<Object> transitions = new ArrayList<>();
    List<Object> cameras = new ArrayList<>();
    List<Object> sources = new ArrayList<>();
    for (Placed p : shots) {
      double startS = time(p.first());
      if (p.joint().gradual()) {
        double end = time(p.first() + p.joint().frames());
        transitions.add(
            ordered(
                "kind",
                p.joint().word(),
                "start_s",
                startS,
                "end_s",
                end,
                "form",
                p.joint().kind()));
      } else if (p.first() > 0) {
        cuts.add(ordered("frame", p.first(), "time_s", startS, "form", p.joint().kind()));
      }
      String camera = p.shot().move().camera();
      sources.add(
          ordered(
              "start_s",
              startS,
              "end_s",
              time(p.end()),
              "source",
              p.shot().footage().name(),
              "about",
              "%s%s%s at %.3g fps"
                  .formatted(
                      p.shot().padded() ? "padded " : "",
                      p.shot().passer() ? "passer " : "",
                      p.shot().flashS() >= 0 ? "flash" : "",
                      p.shot().repeatsFps())));
      if (p.end() - p.first() >= 0.9 * recipe.fps() || camera.equals("static")) {
        cameras.add(ordered("start_s", startS, "end_s", time(p.end()), "camera", camera));
      }
    }
    out.put("cuts", cuts);
    out.put("transitions", transitions);
    out.put("shots", sources);
    out.put("text", captions.stream().map(this::text).toList());
    out.put("speech", sound.speech);
    out.put("sounds", sound.sounds);
    out.put("camera", cameras);
    if (sound.music != null) {
      out.put("music", sound.music);
    }
    out.put("width", recipe.width());
    out.put("height", recipe.height());
    out.put("fps", recipe.fps());
    out.put("frames", frames);
    out.put("duration_s", time(frames));
    return out;
  }

  /** What is seen begins and ends on frames. */
  private Object text(Caption c) {
    int first = 0;
    while (time(first) < c.startS() - 1e-6) {
      first++;
    }
    int end = first;
    while (end < frames && c.shown(time(end))) {
      end++;
    }
    String about =
        String.format(
            Locale.ROOT,
            "%s %.0f px fade %.2f drift %.0f",
            c.style(),
            c.size(),
            c.fadeS(),
            c.driftX());
    return ordered(
        "start_s",
        time(first),
        "end_s",
        time(end),
        "text",
        c.text(),
        "box_px",
        c.box(),
        "about",
        about);
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      out.put((String) pairs[i], pairs[i + 1]);
    }
    return out;
  }
}
