package dev.reelframe.analyzer.djl;

import ai.djl.repository.zoo.Criteria;
import dev.reelframe.analyzer.RunContext;
import dev.reelframe.models.Device;
import dev.reelframe.models.ResidentModels;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A model as its criteria describe it: loaded at the first use on a device, shared by all clips,
 * freed when no analyzer of it is left.
 */
final class ModelSource {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final AtomicLong COUNT = new AtomicLong();

  private final String name;
  private final Criteria<?, ?> criteria;
  private final String key;

  ModelSource(String name, Criteria<?, ?> criteria) {
    this.name = name;
    this.criteria = criteria;
    // Two criteria cannot be compared, so each call is a model of its own.
    String unique = name + "#" + COUNT.incrementAndGet();
    this.key = unique;
    CLEANER.register(this, () -> ResidentModels.shared().release(unique));
  }

  String name() {
    return name;
  }

  Class<?> inputType() {
    return criteria.getInputClass();
  }

  Class<?> outputType() {
    return criteria.getOutputClass();
  }

  LoadedModel in(RunContext run) {
    return on(run.device());
  }

  LoadedModel on(Device device) {
    return ResidentModels.shared()
        .on(device, ResidentModels.shared().meter())
        .engine(
            key,
            "",
            LoadedModel.class,
            settings -> LoadedModel.load(name, criteria, settings.device()));
  }
}
