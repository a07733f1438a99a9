package dev.reelframe.pipeline;

import dev.reelframe.analyzer.Analyzer;
import dev.reelframe.analyzer.AnalyzerSpec;
import dev.reelframe.chart.Charts;
import dev.reelframe.chart.Picture;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Footprint;
import dev.reelframe.gpu.schedule.Footprints;
import dev.reelframe.gpu.schedule.Job;
import dev.reelframe.gpu.schedule.Schedule;
import dev.reelframe.gpu.schedule.Simulation;
import dev.reelframe.media.Video;
import dev.reelframe.table.Column;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.Provenance;
import dev.reelframe.table.RowSchema;
import dev.reelframe.table.RowWriter;
import dev.reelframe.table.State;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run over several clips would take on a card that is not here: the scheduler of a real run,
 * played in logical time with the costs of {@link GpuCosts}. A simulation; nothing is computed.
 *
 * @param card name of the card
 * @param workers threads that prepare clips
 * @param busy what the card would do
 * @param wallS seconds until the last clip has ended
 * @param mediaS seconds of all clips
 * @param peakBytes memory of the card in use, at most
 */
public record CardPrediction(
    String card,
    int workers,
    List<Simulation.Busy> busy,
    double wallS,
    double mediaS,
    long peakBytes) {

  /** A row of {@link #table()}. */
  private record BusyRow(
      double startS,
      double endS,
      @Column("model that runs, or is loaded") String model,
      @Column("items of the batch; 0 while it is loaded") long items) {
    static final RowSchema<BusyRow> SCHEMA =
        RowSchema.of(
            BusyRow.class,
            "card_prediction",
            "A stretch of a simulation in which a card is busy; nothing was run");
  }

  /** One call of a model, of one item, by one clip. */
  private static final class Call implements Job {
    private final Demand demand;

    Call(Demand demand) {
      this.demand = demand;
    }

    @Override
    public Demand demand() {
      return demand;
    }

    @Override
    public String form() {
      return "";
    }

    @Override
    public int items() {
      return 1;
    }

    @Override
    public boolean divisible() {
      return true;
    }
  }

  /**
   * Clips of one kind.
   *
   * @param clips how many
   * @param clipS length of each, seconds
   * @param cpuS CPU seconds of each beside its models, on one of the workers
   * @param items calls of each by model
   */
  record Load(int clips, double clipS, double cpuS, Map<Demand, Integer> items) {}

  /**
   * Predicts runs over several clips like this one, each on one worker, several at a time. Also
   * models that would have to be fetched first take part.
   *
   * @throws IllegalArgumentException where no card has the name; it names those there are
   */
  public static CardPrediction of(
      Pipeline pipeline, Video video, StepCosts steps, int clips, String cardName) {
    Plan plan = pipeline.plan(video, steps);
    double clipS = video.durationS().orElse(0.0);
    Set<String> able =
        pipeline.analyzers().stream()
            .map(Analyzer::spec)
            .filter(spec -> spec.views().stream().anyMatch(video::has))
            .map(AnalyzerSpec::name)
            .collect(Collectors.toSet());
    GpuCosts costs = GpuCosts.shipped();
    GpuCosts.Card card = costs.card(cardName);
    Map<String, GpuCosts.ModelCost> byModel =
        costs.models().stream().collect(Collectors.toMap(c -> c.model(), Function.identity()));
    List<GpuCosts.ModelCost> used =
        costs.models().stream().filter(cost -> able.contains(cost.step())).toList();
    double saved = used.stream().mapToDouble(cost -> cost.cpuRatio() * clipS).sum();
    Map<Demand, Integer> items =
        used.stream()
            .collect(
                Collectors.toMap(
                    GpuCosts.ModelCost::demand, cost -> (int) Math.ceil(cost.itemsPerS() * clipS)));
    Load load = new Load(clips, clipS, Math.max(0.01, plan.cpuS() - saved), items);
    Schedule.Device device =
        new Schedule.Device(cardName, cardName, (long) (card.memoryGib() * (1L << 30)));
    return play(
        load,
        plan.workers(),
        device,
        (demand, count) -> costs.batchS(card, byModel.get(demand.model()), count));
  }

  /** Seconds of a batch of so many items. */
  interface BatchSeconds {
    double of(Demand demand, int items);
  }

  static CardPrediction play(Load load, int workers, Schedule.Device device, BatchSeconds seconds) {
    Simulation simulation =
        new Simulation(
            List.of(device),
            Footprints.forgotten(),
            new Simulation.Behaviour() {
              @Override
              public double loadS(Schedule.Device on, Demand demand) {
                // Read from a disk of 1 GB/s: an assumption.
                return demand.expected().loadedBytes() / 1e9;
              }

              @Override
              public double runS(Schedule.Device on, Demand demand, int items) {
                return seconds.of(demand, items);
              }
            });
    double[] lastS = {0};
    Queue<Integer> waiting = new ArrayDeque<>();
    for (int clip = 0; clip < load.clips; clip++) {
      waiting.add(clip);
    }
    for (int worker = 0; worker < Math.min(workers, load.clips); worker++) {
      simulation.at(0, () -> clip(simulation, load, waiting, lastS));
    }
    simulation.run();
    if (!simulation.isDone()) {
      throw new IllegalStateException("the simulation did not come to its end");
    }
    return new CardPrediction(
        device.name(),
        workers,
        simulation.busy(),
        lastS[0],
        load.clips * load.clipS,
        simulation.peakBytes(device.name()));
  }

  /** A worker decodes a clip and hands its calls in as their frames come, then takes the next. */
  private static void clip(
      Simulation simulation, Load load, Queue<Integer> waiting, double[] lastS) {
    if (waiting.poll() == null) {
      return;
    }
    double start = simulation.nowS();
    load.items.forEach((demand, count) -> {
      for (int i = 0; i < count; i++) {
        double at = start + load.cpuS * (i + 1) / count;
        simulation.at(
            at,
            () ->
                simulation.submit(
                    new Call(demand), failed -> lastS[0] = Math.max(lastS[0], simulation.nowS())));
      }
    });
    simulation.at(
        start + load.cpuS,
        () -> {
          lastS[0] = Math.max(lastS[0], simulation.nowS());
          clip(simulation, load, waiting, lastS);
        });
  }

  /** For people, marked as what it is. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "SIMULATION, nothing was run: %.0f s of clips on a %s beside %d workers take %.1f s (%.3fx"
            + " real time); the card is busy %.0f %% of the time, its memory holds %.1f GiB at"
            + " most. Costs: data sheets, published figures and assumptions, none measured on"
            + " a GPU.",
        mediaS,
        card,
        workers,
        wallS,
        realTimeFactor(),
        100 * busyRatio(),
        peakBytes / (double) (1L << 30));
  }

  /** Share of the time in which the card computes or loads, 0..1. */
  public double busyRatio() {
    return busy.stream().mapToDouble(b -> b.endS() - b.startS()).sum() / wallS;
  }

  /** Seconds for each second of the clips. */
  public double realTimeFactor() {
    return wallS / mediaS;
  }

  /** One row for each batch. */
  public MeasuredTable table() {
    RowWriter<BusyRow> rows = BusyRow.SCHEMA.rows();
    busy.forEach(b -> rows.add(new BusyRow(b.startS(), b.endS(), b.model(), b.items())));
    return MeasuredTable.of(
        rows.table(),
        BusyRow.SCHEMA.schema(),
        Provenance.of("card_prediction", "1", Map.of("card", card)),
        State.OK,
        Optional.empty());
  }

  /** Stretches over seconds, a lane for each model. */
  public Picture picture() {
    return Charts.simulation(table(), card, wallS);
  }

  /**
   * What the old system's published costs give.
   *
   * @param sequentialS one step after the other, as it worked
   * @param plannedS with its vision language model beside everything else
   * @param segmentS what a segment cost it
   * @param segmentFor35S what a segment may cost at 3.5 times real time, so planned
   * @param segmentFor1S likewise at real time, which the other steps must then reach too
   */
  public record OldSystem(
      double sequentialS,
      double plannedS,
      double clipS,
      double segmentS,
      double segmentFor35S,
      double segmentFor1S,
      String source) {

    public String words() {
      return String.format(
          Locale.ROOT,
          "SIMULATION with the old system's published costs (%s): one step after the other %.0f s"
              + " (%.2fx real time), with its %.2f s for a segment beside everything else %.0f s"
              + " (%.2fx). 3.5x needs at most %.2f s a segment; 1x %.2f s, and all else within"
              + " the %.0f s too.",
          source,
          sequentialS,
          sequentialS / clipS,
          segmentS,
          plannedS,
          plannedS / clipS,
          segmentFor35S,
          segmentFor1S,
          clipS);
    }
  }

  /** The old system's costs, sequential and planned; a simulation too. */
  public static OldSystem oldSystem() {
    GpuCosts costs = GpuCosts.shipped();
    GpuCosts.OldSystem old = costs.oldSystem();
    return new OldSystem(
        old.wholeS(),
        Math.max(old.restS(), oldPlanned(costs, old.segmentS()).wallS()),
        old.clipS(),
        old.segmentS(),
        segmentFor(costs, 3.5 * old.clipS()),
        segmentFor(costs, old.clipS()),
        old.source());
  }

  /** Segments are there at once and run one by one; the other steps have workers of their own. */
  private static CardPrediction oldPlanned(GpuCosts costs, double segmentS) {
    GpuCosts.OldSystem old = costs.oldSystem();
    Demand vlm = new Demand("qwen2_vl", new Footprint(4L << 30, 1L << 30), 1);
    Load load = new Load(1, old.clipS(), 0.01, Map.of(vlm, old.segments()));
    long memory = (long) (costs.card(old.card()).memoryGib() * (1L << 30));
    return play(
        load,
        1,
        new Schedule.Device(old.card(), old.card(), memory),
        (demand, items) -> items * segmentS);
  }

  private static double segmentFor(GpuCosts costs, double wallS) {
    double low = 0;
    double high = costs.oldSystem().segmentS();
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      if (oldPlanned(costs, middle).wallS() > wallS) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }
}
