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
import dev.reelframe.table.Column;
import dev.reelframe.table.Interval;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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

  /** A row of the table: a second. */
  private record SecondRow(
      double startS,
      double endS,
      @Column(
              "what the tables say that is new in this second, changes of the picture first; missing"
                  + " where none says anything")
          String description,
      @Column("number of the shot that fills most of it, from 1") Optional<Integer> shot,
      @Column("what the camera does, as in camera_analysis") String camera,
      @Column("most persons at the same time; missing without object_detection") OptionalInt people,
      @Column("COCO names of the other things, with a comma between") String objects,
      @Column("captions, labels and watermarks, with \" | \" between") String onScreenText,
      @Column("words said; missing without a transcript") String speech,
      @Column("other sounds, by AudioSet name or kind of effect, with a comma between")
          String sound,
      @Column("the largest colours, with a comma between") String colors,
      @Column("number of statements in the description") int clauses,
      @Column("tables they rest on, with a comma between") String sources) {
    static final RowSchema<SecondRow> SCHEMA =
        RowSchema.of(
            SecondRow.class,
            NAME,
            "A second of the clip in words; the last one may be shorter, or longer by 0.1 s");
  }

  /** A row of the signal. */
  private record EvidenceRow(
      double startS,
      double endS,
      @Column("number of the clause in the description, from 1") int clause,
      @Column("what it is about") Kind kind,
      @Column("the clause") String text,
      Evidence evidence) {
    static final RowSchema<EvidenceRow> SCHEMA =
        RowSchema.of(
            EvidenceRow.class, NAME + "_signal", "A row that a clause of a description rests on");
  }

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
    return AnalyzerSpec.of("3", SecondRow.SCHEMA.schema())
        .signal(EvidenceRow.SCHEMA.schema())
        .after(sources.toArray(Analyzer[]::new))
        .parameter(LANGUAGE, language, this::language);
  }

  @Override
  public Fold open(MediaInfo media, RunContext run) {
    return Fold.ofTables(EvidenceRow.SCHEMA.schema());
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
    private final RowWriter<SecondRow> rows = SecondRow.SCHEMA.rows();
    private final RowWriter<EvidenceRow> signal = EvidenceRow.SCHEMA.rows();

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
          new SecondRow(
              second.startS(),
              second.endS(),
              joined(news.stream().map(Statement::text), " "),
              shots.number(second),
              values(clauses, Kind.CAMERA, ", "),
              scene.has("object_detection")
                  ? OptionalInt.of(things.count(second))
                  : OptionalInt.empty(),
              values(clauses, Kind.OBJECTS, ", "),
              values(clauses, Kind.TEXT, " | "),
              values(clauses, Kind.SPEECH, " "),
              values(clauses, Kind.SOUND, ", "),
              values(clauses, Kind.COLORS, ", "),
              news.size(),
              joined(
                  news.stream().flatMap(c -> c.evidence().stream()).map(Evidence::table).sorted(),
                  ", ")));
      for (int i = 0; i < news.size(); i++) {
        add(second, i + 1, news.get(i));
      }
    }

    private void add(Interval second, int number, Statement clause) {
      for (Evidence evidence : clause.evidence()) {
        signal.add(
            new EvidenceRow(
                second.startS(), second.endS(), number, clause.kind(), clause.text(), evidence));
      }
    }

    private static String values(List<Statement> clauses, Kind kind, String between) {
      return joined(
          clauses.stream().filter(c -> c.kind() == kind).flatMap(c -> c.values().stream()),
          between);
    }

    /** Each text once. */
    private static String joined(Stream<String> texts, String between) {
      return texts.distinct().collect(Collectors.joining(between));
    }
  }
}
