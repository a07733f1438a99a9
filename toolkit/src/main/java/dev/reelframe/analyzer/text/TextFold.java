package dev.reelframe.analyzer.text;

import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.text.Caption.Passage;
import dev.reelframe.analyzer.text.NewTextRegions.Part;
import dev.reelframe.analyzer.text.Scrolling.Small;
import dev.reelframe.analyzer.vision.PixelRect;
import dev.reelframe.media.Frame;
import dev.reelframe.media.Frames;
import dev.reelframe.media.Item;
import dev.reelframe.media.MediaInfo.Picture;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.media.View;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * One pass over a video: follows lines of text in small pictures of every frame, and finds and
 * reads them in larger sampled ones. A sample is looked at when the frames of the next tenth of a
 * second are there, since only what stands still can be an overlay.
 */
final class TextFold implements Fold {
  /** How long text stands still before it is looked at, seconds. */
  private static final double STILL_S = 0.18;

  /** How far back the start of a line is looked for, seconds. */
  private static final double BACK_S = 1.2;

  /** Shortest line, as a share of its height: one letter. */
  private static final double MIN_LENGTH = 0.4;

  /** Highest line, as a share of the picture's height. */
  private static final double MAX_HEIGHT = 0.2;

  /** Below this share of like cells two neighbouring frames are pictures of different shots. */
  private static final double SAME_PICTURE = 0.4;

  /** Below this share of its outline a line may have become another one. */
  private static final double INTACT = 0.9;

  /** A line that could be read ends early only for one that is read with this confidence. */
  private static final double SURE = 0.75;

  /** Lines are closer than this share of a line's height where letters may touch. */
  private static final double CLOSE = 0.3;

  /** A line nearer to the upper or lower edge of the picture is cut, line heights. */
  private static final double EDGE = 0.1;

  /** Below this share a part of it that is found alone is no longer a part of it. */
  private static final double PARTLY = 0.6;

  private final Frames everyFrame;
  private final Frames sampled;
  private final Picture video;
  private final TextEngines engines;
  private final LineSearch search;
  private final Scrolling scrolling;
  private final NewTextRegions changes = new NewTextRegions();
  private final List<Frame> recent = new ArrayList<>();
  private final Deque<Frame> coming = new ArrayDeque<>();
  private final Deque<Frame> samples = new ArrayDeque<>();

  /** Times of frames that are samples, too, and have not been looked at. */
  private final Deque<Double> due = new ArrayDeque<>();

  private final List<LineTrack> following = new ArrayList<>();
  private final List<LineTrack> lines = new ArrayList<>();
  private double lastSampleS = Double.NEGATIVE_INFINITY;
  private Set<LineTrack> doubtful = Set.of();
  private double lastCell = Double.NEGATIVE_INFINITY;

  /**
   * @param everyFrame the view of small grey pictures of all frames
   * @param sampled the view of larger grey pictures at times
   * @param video what the pictures are views of
   */
  TextFold(Frames everyFrame, Frames sampled, Picture video, TextEngines engines) {
    this.everyFrame = everyFrame;
    this.sampled = sampled;
    this.video = video;
    this.engines = engines;
    this.search = new LineSearch(engines.detector());
    this.scrolling = new Scrolling(search, engines.reader());
  }

  @Override
  public void accept(View view, Item item) {
    Frame frame = (Frame) item;
    if (view.equals(everyFrame)) {
      coming.add(frame);
    } else {
      samples.add(frame);
    }
    advance();
  }

  /**
   * Takes frames and samples in one order, however the two views arrive: a sample is looked at
   * right after the frame that completes the time for which its text must stand.
   */
  private void advance() {
    while (true) {
      if (!samples.isEmpty() && readyFor(samples.peek())) {
        look(samples.remove());
      } else if (!coming.isEmpty() && (!samples.isEmpty() || !waiting())) {
        next(coming.remove());
      } else {
        return;
      }
    }
  }

  /** Whether a sample that should be looked at by now has not arrived. */
  private boolean waiting() {
    return !due.isEmpty() && recent.getLast().timeS() >= due.peek() + STILL_S - 1e-6;
  }

  private boolean readyFor(Frame sample) {
    return !recent.isEmpty() && recent.getLast().timeS() >= sample.timeS() + STILL_S - 1e-6;
  }

  private void next(Frame frame) {
    recent.add(frame);
    if (cell(frame.timeS()) > lastCell) {
      lastCell = cell(frame.timeS());
      due.add(frame.timeS());
    }
    LumaImage small = LumaImage.of(frame);
    for (LineTrack line : List.copyOf(following)) {
      if (line.look(frame.timeS(), small)) {
        end(line, line.lostS());
      }
    }
    scrolling.next(frame.timeS(), small);
    double oldest = Math.min(samples.isEmpty() ? lastSampleS : samples.peek().timeS(), lastSampleS);
    int drop = 0;
    while (drop < recent.size() - 1 && recent.get(drop).timeS() < oldest - BACK_S) {
      drop++;
    }
    recent.subList(0, drop).clear();
  }

  private void end(LineTrack line, double timeS) {
    line.ends(timeS, passage(timeS, line.smallBox()));
    following.remove(line);
    if (line.legible()) {
      changes.forget(line.smallBox().bounds());
    }
  }

  private Passage passage(double timeS, RotatedBox line) {
    PixelRect around = line.grown(2 * line.height(), 2 * line.height()).bounds();
    return pictureChangesAt(timeS, around) ? Passage.PICTURE : Passage.ALONE;
  }

  /** Whether the frame shown from then on is, outside of a box, unlike the one before it. */
  private boolean pictureChangesAt(double timeS, PixelRect without) {
    for (int i = 1; i < recent.size(); i++) {
      if (recent.get(i).timeS() >= timeS - 1e-6) {
        EdgeField before = EdgeField.of(LumaImage.of(recent.get(i - 1)));
        return before.likeness(EdgeField.of(LumaImage.of(recent.get(i))), without) < SAME_PICTURE;
      }
    }
    return false;
  }

  /** Of the grid of samples: the first frame in each cell is one. */
  private double cell(double timeS) {
    return Math.floor(timeS / sampled.everySeconds() + 1e-6);
  }

  /** Position among the recent frames of the last one up to a time; 0 where all are later. */
  private int at(double timeS) {
    int i = recent.size() - 1;
    while (i > 0 && recent.get(i).timeS() > timeS + 1e-6) {
      i--;
    }
    return i;
  }

  private void look(Frame sample) {
    int now = at(sample.timeS());
    int before = at(sample.timeS() - STILL_S);
    int after = at(sample.timeS() + STILL_S);
    LumaImage small = LumaImage.of(recent.get(now));
    StandingEdges still =
        new StandingEdges(
            LumaImage.of(recent.get(before == now ? after : before)),
            small,
            LumaImage.of(recent.get(after == now ? before : after)));
    EdgeField edges = EdgeField.of(small);
    EdgeField edgesBefore = EdgeField.of(still.earlier());
    EdgeField edgesAfter = EdgeField.of(still.later());
    doubtful =
        standing(sample)
            .filter(line -> line.changed(small) && line.changed(still.later()))
            .collect(Collectors.toSet());
    doubtful.forEach(line -> changes.forget(line.smallBox().bounds()));
    List<RotatedBox> intact =
        standing(sample)
            .filter(line -> line.presence(small) >= INTACT && !doubtful.contains(line))
            .map(line -> line.smallBox().grown(EdgeField.CELL / 2.0, EdgeField.CELL / 2.0))
            .toList();
    List<Part> parts = changes.parts(sample.timeS(), edges, edgesBefore, edgesAfter, intact);
    for (Part part : parts) {
      for (TextDetector.Line found : detect(part, still, sample)) {
        meet(found, sample, now, still);
      }
      changes.examined(sample.timeS(), part, edges);
    }
    for (LineTrack line : following) {
      if (line.stands(sample.timeS())) {
        line.sample(sample, small, engines.reader(), crowded(line.box(), sample));
      }
    }
    scroll(sample, edges, edgesBefore, edgesAfter, intact, new int[] {before, now, after});
    lastSampleS = sample.timeS();
    lines.forEach(line -> line.samplesUpTo(lastSampleS));
    while (!due.isEmpty() && due.peek() <= sample.timeS() + 1e-6) {
      due.remove();
    }
  }

  /**
   * @param at places among the recent frames: some time before the sample, at it, and after it
   */
  private void scroll(
      Frame sample,
      EdgeField edges,
      EdgeField before,
      EdgeField after,
      List<RotatedBox> standing,
      int[] at) {
    List<RotatedBox> known =
        Stream.concat(standing.stream(), scrolling.places(sample.timeS()).stream()).toList();
    List<Small> small =
        recent.stream().map(frame -> new Small(frame.timeS(), LumaImage.of(frame))).toList();
    scrolling.look(
        sample,
        NewTextRegions.moving(edges, before, after, known),
        small.get(at[0]),
        small.get(at[1]),
        small.get(at[2]),
        small);
  }

  /** Lines that a sample shows, also such as are known by now to have gone after it. */
  private Stream<LineTrack> standing(Frame sample) {
    return lines.stream().filter(line -> line.stands(sample.timeS()));
  }

  /** Lines in a part of a sample, in pixels of the sampled picture. */
  private List<TextDetector.Line> detect(Part part, StandingEdges still, Frame sample) {
    LumaImage picture = LumaImage.of(sample);
    double toX = (double) picture.width() / still.now().width();
    double toY = (double) picture.height() / still.now().height();
    double cellX = EdgeField.CELL * toX;
    double cellY = EdgeField.CELL * toY;
    PixelRect box =
        new PixelRect(part.left(), part.top(), part.right(), part.bottom()).scaled(cellX, cellY);
    for (LineTrack line : standing(sample).toList()) {
      RotatedBox around = line.box().grown(line.box().height(), line.box().height());
      if (line.box().bounds().shared(box) > 0) {
        box = box.union(around.bounds());
      }
    }
    // The rest of a piece that nobody would follow is not worth another look.
    return search.in(
        box.within(picture.width(), picture.height()),
        picture,
        piece ->
            piece.height() <= MAX_HEIGHT * sample.height()
                && !isKnown(piece, sample, still.now())
                && still.maybe(piece.scaled(1 / toX, 1 / toY)));
  }

  /** Whether a line that stands and is followed shows in this place. */
  private boolean isKnown(RotatedBox found, Frame sample, LumaImage small) {
    return standing(sample)
        .anyMatch(line ->
            same(line, found)
                && line.presence(small) >= (partOf(line, found) ? PARTLY : INTACT)
                && !doubtful.contains(line));
  }

  /** A line was found: one that is being followed, what became of one, or a new one. */
  private void meet(TextDetector.Line found, Frame sample, int now, StandingEdges still) {
    LumaImage small = still.now();
    if (found.box().length() < MIN_LENGTH * found.box().height()
        || found.box().height() > MAX_HEIGHT * sample.height()
        || isCut(found.box(), sample)
        || isKnown(found.box(), sample, small)) {
      return;
    }
    List<LineTrack> here = standing(sample).toList();
    LineTrack fresh = begin(found, sample, now, still);
    if (fresh == null) {
      return;
    }
    for (LineTrack line : here) {
      if (line.box().shared(found.box()) >= 0.5 * line.box().area()) {
        if (fresh.words().text().equals(line.words().text())) {
          line.keep(small);
          return;
        }
        if (line.legible() && fresh.words().confidence() < SURE) {
          return;
        }
        if (following.contains(line)) {
          end(line, fresh.startS());
        }
      }
    }
    following.add(fresh);
    lines.add(fresh);
  }

  private static boolean isCut(RotatedBox line, Frame sample) {
    double room = EDGE * line.height();
    PixelRect bounds = line.bounds();
    return bounds.top() < room || bounds.bottom() > sample.height() - room;
  }

  /** Whether a line stands so close above another that its letters may hang into it. */
  private boolean crowded(RotatedBox line, Frame sample) {
    PixelRect own = line.seenAt(line.angle());
    PixelRect margin =
        new PixelRect(own.left(), own.top() - CLOSE * own.height(), own.right(), own.middleY());
    return standing(sample)
        .map(other -> other.box().seenAt(line.angle()))
        .anyMatch(other -> other.middleY() < own.top() && other.shared(margin) > 0);
  }

  /** Whether a found box shows a line that is known, or a part of it. */
  private static boolean same(LineTrack line, RotatedBox found) {
    RotatedBox known = line.box();
    double slack = 0.6 * known.height();
    PixelRect there = known.seenAt(known.angle());
    PixelRect here = found.seenAt(known.angle());
    return partOf(line, found)
        || known.iou(found) >= 0.5
            && Math.abs(there.left() - here.left()) < slack
            && Math.abs(there.right() - here.right()) < slack;
  }

  private static boolean partOf(LineTrack line, RotatedBox found) {
    RotatedBox known = line.box();
    return known.shared(found) >= 0.8 * found.area() && found.area() <= 0.8 * known.area();
  }

  private LineTrack begin(TextDetector.Line found, Frame sample, int now, StandingEdges still) {
    LumaImage picture = LumaImage.of(sample);
    LumaImage small = still.now();
    double x = (double) small.width() / picture.width();
    double y = (double) small.height() / picture.height();
    RotatedBox smallBox = found.box().scaled(x, y);
    LineTemplate outline = still.in(smallBox).orElse(null);
    if (outline == null) {
      return null;
    }
    LineTrack line = new LineTrack(found.box(), smallBox, found.score(), outline, picture);
    double startS = startOf(outline, now);
    boolean first = startS == recent.getFirst().timeS() && recent.getFirst().index() == 0;
    line.starts(startS, first ? Passage.CLIP : passage(startS, smallBox));
    line.sample(sample, small, engines.reader(), crowded(found.box(), sample));
    for (int i = now + 1; i < recent.size(); i++) {
      line.look(recent.get(i).timeS(), LumaImage.of(recent.get(i)));
    }
    return line;
  }

  /** The first frame, back from one that shows a line, since which it has been there. */
  private double startOf(LineTemplate outline, int now) {
    LineTemplate fresh = newPart(outline, now);
    int first = now;
    int misses = 0;
    for (int i = now - 1; i >= 0 && misses < 2; i--) {
      if (fresh.presence(LumaImage.of(recent.get(i))) >= 0.5) {
        first = i;
        misses = 0;
      } else {
        misses++;
      }
    }
    return recent.get(first).timeS();
  }

  /** The part of an outline that was not there before; all of it where it was there all along. */
  private LineTemplate newPart(LineTemplate outline, int now) {
    LineTemplate best = outline;
    int most = 0;
    for (double back : new double[] {recent.get(now).timeS() - lastSampleS, BACK_S}) {
      int then = at(recent.get(now).timeS() - back);
      LineTemplate part = outline.keeping(LumaImage.of(recent.get(then)), false);
      if (then < now && part.size() > most && part.size() >= Math.max(12, outline.size() / 20)) {
        most = part.size();
        best = part;
      }
      if (most >= 0.3 * outline.size()) {
        break;
      }
    }
    return best;
  }

  @Override
  public Table signal(StreamEnd end) {
    due.clear();
    advance();
    while (!coming.isEmpty()) {
      next(coming.remove());
      advance();
    }
    while (!samples.isEmpty()) {
      look(samples.remove());
    }
    for (LineTrack line : List.copyOf(following)) {
      boolean lost = !Double.isNaN(line.lostS());
      line.ends(
          lost ? line.lostS() : end.pictureS(),
          lost ? passage(line.lostS(), line.smallBox()) : Passage.CLIP);
    }
    following.clear();
    scrolling.end(end.pictureS());
    return new SignalRows(video).of(lines, scrolling.lines());
  }

  @Override
  public List<ModelUse> models() {
    return engines.uses();
  }
}
