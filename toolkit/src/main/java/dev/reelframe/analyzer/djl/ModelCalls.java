package dev.reelframe.analyzer.djl;

import ai.djl.inference.Predictor;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.UsageMeter;
import dev.reelframe.table.Provenance.ModelUse;
import java.util.List;
import java.util.Map;

/** A model's calls in one pass over one video, counted where they ran. */
final class ModelCalls implements AutoCloseable {
  private final String name;
  private final LoadedModel model;
  private final UsageMeter meter;
  private final Predictor<Object, Object> predictor;

  ModelCalls(ModelSource source, RunContext run) {
    this.name = source.name();
    this.model = source.in(run);
    this.meter = run.usage();
    this.predictor = model.predictor();
  }

  Object predict(Object input) {
    return meter.time(name, model.device(), () -> model.predict(predictor, input));
  }

  List<ModelUse> files() {
    return model.files();
  }

  Map<String, String> circumstances() {
    DeviceUse device = model.device();
    return Map.of("engine", model.engine(), "device", device.used().toString());
  }

  @Override
  public void close() {
    predictor.close();
  }
}
