package dev.reelframe.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reelframe.analyzer.Activity;
import dev.reelframe.analyzer.AnalyzerResult;
import dev.reelframe.analyzer.Span;
import dev.reelframe.analyzer.Stage;
import dev.reelframe.gpu.GpuRecording;
import dev.reelframe.pipeline.Analysis;
import dev.reelframe.pipeline.Pipeline;
import dev.reelframe.table.MeasuredTable;
import dev.reelframe.table.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * What one trial gave.
 *
 * @param trial which
 * @param device where models really worked; empty where the run broke
 * @param error why the run broke; empty where it did not
 * @param values by measure, in the order of the columns
 * @param models SHA-256 of the models that took part, by name
 */
record TrialResult(
    Trial trial,
    String device,
    String error,
    Map<String, Double> values,
    Map<String, String> models) {
  /** Milliseconds that a fixed piece of arithmetic took just before. */
  static final String PROBE = "probe_ms";

  /** Cores that other processes kept busy meanwhile. */
  static final String OTHERS = "other_load_cores";

  private static final double MIB = 1 << 20;

  /**
   * Runs a trial. What breaks costs this trial only.
   *
   * @param reference tables that the run's are compared with; none where there is no reference
   */
  static TrialResult of(Trial trial, Design design, List<MeasuredTable> reference) {
    TrialClip subject = design.subjects.get(trial.subject());
    try {
      Optional<JsonNode> truth = subject.known();
      Configuration point = design.configurations().get(trial.configuration());
      Pipeline pipeline = design.pipeline(point);
      if (point.clipsAtOnce() > 0) {
        return new TrialResult(trial, "", "", SideBySide.of(pipeline, subject, point), Map.of());
      }
      MachineState machine = MachineState.now();
      PeakMemory memory = PeakMemory.begin();
      double before = HostInfo.cpuS();
      Analysis run = point.models().during(() -> pipeline.run(subject.video()));
      double cpu = HostInfo.cpuS() - before;
      Map<String, Double> values = costs(run, cpu, memory.mib());
      design.measures.forEach((name, measure) -> values.put(name, measure.applyAsDouble(run)));
      truth.ifPresent(known -> values.putAll(Quality.of(known, run)));
      values.putAll(SameRows.of(reference, run));
      values.put(PROBE, machine.probeMs());
      machine
          .otherLoadCores(values.get("wall_s"), values.get("cpu_s"))
          .ifPresent(cores -> values.put(OTHERS, cores));
      Map<String, String> models = new TreeMap<>();
      run.tables()
          .forEach(table ->
              table.provenance().models().forEach(use -> models.put(use.name(), use.sha256())));
      return new TrialResult(trial, run.cost().device().used().toString(), "", values, models);
    } catch (CancellationException stop) {
      throw stop;
    } catch (RuntimeException broken) {
      return new TrialResult(trial, "", String.valueOf(broken.getMessage()), Map.of(), Map.of());
    }
  }

  private static Map<String, Double> costs(Analysis run, double ownCpuS, OptionalDouble memory) {
    Map<String, Double> values = new LinkedHashMap<>();
    double decoder =
        run.cost().spans().stream()
            .filter(span -> span.stage() == Stage.DECODE)
            .mapToDouble(Span::busyS)
            .sum();
    values.put("wall_s", run.cost().wallS());
    values.put("cpu_s", ownCpuS + decoder);
    values.put("decoder_cpu_s", decoder);
    values.put("wall_over_real_time_ratio", run.cost().wallS() / Math.max(1e-9, run.durationS()));
    memory.ifPresent(mib -> values.put("peak_memory_mib", mib));
    gpus(run.cost().gpus(), values);
    for (AnalyzerResult result : run.results()) {
      values.put(result.name() + "_cpu_s", result.cpuSeconds());
      result
          .table()
          .ifPresent(table -> values.put(result.name() + "_rows", (double) table.rowCount()));
    }
    for (Span span : run.cost().spans()) {
      String stage = span.stage().name().toLowerCase(Locale.ROOT);
      boolean decodes = span.stage() == Stage.DECODE || span.stage() == Stage.READ;
      String name = decodes ? "decoder" : span.name();
      values.merge(name + "_" + stage + "_cpu_s", span.busyS(), Double::sum);
      if (span.activity() == Activity.INFERENCE) {
        values.merge(span.name() + "_model_s", span.busyS(), Double::sum);
      }
    }
    values.put(
        "analyzers_failed",
        (double) run.results().stream().filter(r -> r.state() instanceof State.Failed).count());
    values.put(
        "analyzers_skipped",
        (double) run.results().stream().filter(r -> r.state() instanceof State.Skipped).count());
    return values;
  }

  /** Of several devices: their mean where it is a share, else all together. */
  private static void gpus(List<GpuRecording> seen, Map<String, Double> values) {
    if (seen.isEmpty()) {
      return;
    }
    values.put("gpu_samples", seen.stream().mapToDouble(gpu -> gpu.samples().size()).sum());
    seen.stream()
        .flatMapToDouble(gpu -> gpu.meanBusyRatio().stream())
        .average()
        .ifPresent(busy -> values.put("gpu_busy_ratio", busy));
    for (GpuRecording gpu : seen) {
      gpu.peakMemoryUsedBytes()
          .ifPresent(bytes -> values.merge("gpu_memory_used_mib", bytes / MIB, Double::sum));
      gpu.meanPowerW().ifPresent(watts -> values.merge("gpu_power_w", watts, Double::sum));
      gpu.energyJ().ifPresent(joules -> values.merge("gpu_energy_j", joules, Double::sum));
    }
  }
}
