package dev.reelframe.analyzer.description;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.analyzer.Fold;
import dev.reelframe.analyzer.Inputs;
import dev.reelframe.analyzer.Outcome;
import dev.reelframe.analyzer.Parameter;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.analyzer.description.Statement.Kind;
import dev.reelframe.analyzer.evidence.Evidence;
import dev.reelframe.media.MediaInfo;
import dev.reelframe.media.StreamEnd;
import dev.reelframe.table.Interval;
import dev.reelframe.table.Rows;
import dev.reelframe.table.Schema;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/**
 * {@code scene_description}: what happens, second by second, told from the tables of other
 * analyzers alone. It looks at no frame, asks no model and guesses nothing: each clause rests on
 * rows that its signal names, and a table that is not there is not told. The description tells what
 * is new; what stands since an earlier second is not said again, it is in the other columns.
 *
 * @param sources the analyzers whose tables it tells
 * @param language {@link #LANGUAGE}
 */
public record SceneDescription(List<Analyzer> sources, String language) implements Analyzer {
  /** Name of the table. */
  public static final String NAME = "scene_description";

  static final Schema TABLE =
      Schema.intervals(
              NAME,
              "A second of the clip in words; the last one may be shorter, or longer by 0.1 s")
          .text(
              "description",
              "what the tables say that is new in this second, changes of the picture first;"
                  + " missing where none says anything")
          .integer("shot", "number of the shot that fills most of it, from 1")
          .text("camera", "what the camera does, as in camera_analysis")
          .integer("people", "most persons at the same time; missing without object_detection")
          .text("objects", "COCO names of the other things, with a comma between")
          .text("on_screen_text", "captions, labels and watermarks, with \" | \" between")
          .text("speech", "words said; missing without a transcript")
          .text("sound", "other sounds, by AudioSet name or kind of effect, with a comma between")
          .text("colors", "the largest colours, with a comma between")
          .integer("clauses", "number of statements in the description")
          .text("sources", "tables they rest on, with a comma between");

  static final Schema SIGNAL =
      Evidence.columns(
          Schema.intervals(NAME + "_signal", "A row that a clause of a description rests on")
              .integer("clause", "number of the clause in the description, from 1")
              .text("kind", "what it is about", Kind.words())
              .text("text", "the clause"));

  public static final Parameter<String> LANGUAGE =
      Parameter.choice("language", "eng", "of the sentences, ISO 639-3", "deu", "eng");

  public SceneDescription {
    sources = List.copyOf(sources);
    LANGUAGE.check(language);
  }

  /** Told from the tables of these analyzers, in English. */
  public static SceneDescription from(Analyzer... sources) {
    return new SceneDescription(List.of(sources), LANGUAGE.standard());
  }

  /**
   * In another language.
   *
   * @param code {@code eng} or {@code deu}
   */
  public SceneDescription language(String code) {
    return new SceneDescription(sources, code);
  }

  @Override
  public AnalyzerSpec spec() {
    return AnalyzerSpec.of("2", TABLE)
        .signal(SIGNAL)
        .after(sources.toArray(Analyzer[]::new))
        .parameter(LANGUAGE, language, this::language);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return new Fold() {
      @Override
      public Table signal(StreamEnd end) {
        return SIGNAL.newTable();
      }
    };
  }

  @Override
  public Outcome decide(Table none, Inputs inputs) {
    if (inputs.tables().isEmpty()) {
      return new Outcome(
          Optional.empty(),
          new State.Skipped(
              "none of the analyzers that it tells of gave a table",
              "see why those ended as they did"));
    }
    return new Telling(inputs, SentencePatterns.of(language)).outcome();
  }

  /** One account: narrators over the tables of a clip. */
  private static final class Telling {
    private final Inputs inputs;
    private final ClipTables scene;
    private final ShotNarrator shots;
    private final ObjectNarrator things;
    private final List<Narrator> narrators;
    private final Told told = new Told();
    private final Rows rows = TABLE.rows();
    private final Rows signal = SIGNAL.rows();

    Telling(Inputs inputs, SentencePatterns words) {
      this.inputs = inputs;
      this.scene = new ClipTables(inputs);
      this.shots = new ShotNarrator(scene, words);
      this.things = new ObjectNarrator(scene, words);
      PeopleNarrator people = new PeopleNarrator(scene, words, things);
      PictureNarrator picture = new PictureNarrator(scene, words);
      TextNarrator text = new TextNarrator(scene, words);
      this.narrators =
          List.of(
              shots,
              picture::state,
              things::people,
              people::faces,
              people::poses,
              things::objects,
              people::gaze,
              text::written,
              text::spoken,
              picture::camera,
              new SoundNarrator(scene, words),
              picture::colors);
    }

    Outcome outcome() {
      Interval.seconds(inputs.end().durationS()).forEach(this::tell);
      return Outcome.of(rows.table()).signal(signal.table());
    }

    private void tell(Interval second) {
      List<Statement> clauses = new ArrayList<>();
      narrators.forEach(narrator -> clauses.addAll(narrator.tell(second)));
      List<Statement> news = new ArrayList<>(clauses.stream().filter(told::isNews).toList());
      if (news.isEmpty()) {
        shots.goesOn(second).ifPresent(news::add);
      }
      rows.add(
          second.startS(),
          second.endS(),
          joined(news.stream().map(Statement::text), " "),
          shots.number(second).orElse(null),
          values(clauses, Kind.CAMERA, ", "),
          scene.has("object_detection") ? things.count(second) : null,
          values(clauses, Kind.OBJECTS, ", "),
          values(clauses, Kind.TEXT, " | "),
          values(clauses, Kind.SPEECH, " "),
          values(clauses, Kind.SOUND, ", "),
          values(clauses, Kind.COLORS, ", "),
          news.size(),
          joined(
              news.stream().flatMap(c -> c.evidence().stream()).map(Evidence::table).sorted(),
              ", "));
      for (int i = 0; i < news.size(); i++) {
        add(second, i + 1, news.get(i));
      }
    }

    private void add(Interval second, int number, Statement clause) {
      for (Evidence evidence : clause.evidence()) {
        Object[] what = {
          second.startS(), second.endS(), number, clause.kind().word(), clause.text()
        };
        signal.add(Stream.of(what, evidence.cells()).flatMap(Stream::of).toArray());
      }
    }

    private static String values(List<Statement> clauses, Kind kind, String between) {
      return joined(
          clauses.stream().filter(c -> c.kind() == kind).flatMap(c -> c.values().stream()),
          between);
    }

    /** Each text once; null where there is none. */
    private static String joined(Stream<String> texts, String between) {
      String all = texts.distinct().collect(Collectors.joining(between));
      return all.isEmpty() ? null : all;
    }
  }
}
