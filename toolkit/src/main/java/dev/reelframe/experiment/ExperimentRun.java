package dev.reelframe.experiment;

import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the trials of an experiment that are still to be run. */
final class ExperimentRun {
  private final Design design;
  private final int configurations;
  private final Optional<Journal> journal;
  private final List<TrialResult> done;
  private final Map<Integer, List<MeasuredTable>> references = new HashMap<>();
  private final long startNs = System.nanoTime();
  private boolean timeIsOver;

  /**
   * @throws IllegalArgumentException where a parameter is not one, or the folder holds another
   *     experiment
   */
  ExperimentRun(Design design) {
    design.check();
    this.design = design;
    this.configurations = design.configurations().size();
    this.journal =
        design.folder.map(results -> Journal.open(results, ExperimentRecord.of(design, results)));
    this.done = new ArrayList<>(journal.map(Journal::done).orElse(List.of()));
  }

  ExperimentResult result(Experiment.Listener listener) {
    List<Trial> due = due();
    for (int i = 0; i < due.size() && !timeIsOver; i++) {
      Trial trial = due.get(i);
      TrialResult measured = TrialResult.of(trial, design, reference(trial.subject()));
      if (trial.round() > 0) {
        journal.ifPresent(j -> j.add(measured));
        done.add(measured);
      }
      listener.ended(i + 1, due.size(), words(trial));
      boolean roundEnds = i + 1 < due.size() && due.get(i + 1).round() != trial.round();
      timeIsOver = roundEnds && trial.round() > 0 && overWithNextRound(trial.round());
    }
    Trials trials = new Trials(design, done);
    ExperimentResult result = new ExperimentResult(trials, provenance(), state(trials));
    if (journal.isPresent()) {
      try {
        journal.get().end();
        result.write(design.folder.orElseThrow());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return result;
  }

  private String words(Trial trial) {
    String clip = design.subjects.get(trial.subject()).name();
    return (clip + " " + design.configurations().get(trial.configuration())).strip();
  }

  /** The trials that are not in the journal, after the warm-ups that any new process needs. */
  private List<Trial> due() {
    List<Trial> due = new ArrayList<>();
    int clips = design.subjects.size();
    for (int round = 1; round <= design.repeats; round++) {
      for (Trial trial : Trial.round(round, clips, configurations, design.seed)) {
        if (journal.isEmpty() || !journal.get().holds(trial)) {
          due.add(trial);
        }
      }
    }
    if (!due.isEmpty()) {
      for (int round = 0; round > -design.warmups; round--) {
        due.addAll(0, Trial.round(round, clips, configurations, design.seed));
      }
    }
    return due;
  }

  /** Whether one more round, as long as those before it on average, would end after the budget. */
  private boolean overWithNextRound(int round) {
    double passedS = (System.nanoTime() - startNs) / 1e9;
    double roundS = passedS / (round + design.warmups);
    return design
        .budget
        .map(Duration::toMillis)
        .map(ms -> passedS + roundS > ms / 1e3)
        .orElse(false);
  }

  private List<MeasuredTable> reference(int subject) {
    return references.computeIfAbsent(
        subject,
        s -> {
          TrialClip clip = design.subjects.get(s);
          if (clip.knownRun().isPresent()) {
            return clip.knownRun().get();
          }
          return design.judgedByBaseline
              ? design
                  .pipeline(design.configurations().get(design.baselineIndex()))
                  .run(clip.video())
                  .tables()
              : List.of();
        });
  }

  private State state(Trials trials) {
    State state = trials.state();
    return timeIsOver && state instanceof State.Degraded unfinished
        ? new State.Degraded(
            "the time of %d s was over: %s"
                .formatted(design.budget.orElseThrow().toSeconds(), unfinished.reason()))
        : state;
  }

  private Provenance provenance() {
    Map<String, String> how = new TreeMap<>();
    how.put("name", design.name);
    how.put("repeats", Integer.toString(design.repeats));
    how.put("warmups", Integer.toString(design.warmups));
    how.put("seed", Long.toString(design.seed));
    how.put("machine", HostInfo.words());
    how.put("java", HostInfo.java());
    how.put("reelframe", HostInfo.reelframe());
    return Provenance.of("experiment", "2", how);
  }
}
