package dev.reelframe.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResidentModelsTest {
  @TempDir Path folder;
  private long sessionsBefore;
  private long tensorsBefore;
  private ModelStore store;

  @BeforeEach
  void prepare() {
    sessionsBefore = NativeCount.SESSIONS.live();
    tensorsBefore = NativeCount.TENSORS.live();
    Path file = TinyOnnx.doubler(folder.resolve("d.onnx"), TinyOnnx.FLOAT, 1);
    store =
        ModelStore.at(
                folder.resolve("home"), Catalogue.of(List.of(ModelEntry.local("doubler", file))))
            .offline();
  }

  @AfterEach
  void nothingLeaks() {
    assertThat(NativeCount.SESSIONS.live()).isEqualTo(sessionsBefore);
    assertThat(NativeCount.TENSORS.live()).isEqualTo(tensorsBefore);
  }

  private static float[] twice(OnnxModel model) {
    return model.run(Tensor.floats(new float[] {1, 2, 3}, 1, 3)).toFloats();
  }

  @Test
  void aModelIsLoadedOnceHoweverManyAskForIt() throws Exception {
    try (ResidentModels models = ResidentModels.of(store);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Set<OnnxModel> seen = ConcurrentHashMap.newKeySet();
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        all.add(
            threads.submit(() -> {
              OnnxModel model = models.get("doubler");
              seen.add(model);
              assertThat(twice(model)).containsExactly(2, 4, 6);
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
      assertThat(seen).hasSize(1);
      assertThat(NativeCount.SESSIONS.live()).isEqualTo(sessionsBefore + 1);
      assertThat(models.usage())
          .singleElement()
          .satisfies(usage -> {
            assertThat(usage.model()).isEqualTo("doubler");
            assertThat(usage.calls()).isEqualTo(40);
            assertThat(usage.loadNanos()).isPositive();
          });
    }
  }

  @Test
  void aModelOfSeveralFilesIsLoadedOnceAndFreedWithTheOthers() {
    List<String> told = new ArrayList<>();
    class Pair implements AutoCloseable {
      @Override
      public void close() {
        told.add("closed");
      }
    }
    ResidentModels models = ResidentModels.of(store);
    Pair one = models.engine("pair", "", Pair.class, settings -> new Pair());
    assertThat(models.engine("pair", "", Pair.class, settings -> new Pair())).isSameAs(one);
    assertThat(models.engine("pair", "fp16", Pair.class, settings -> new Pair())).isNotSameAs(one);
    assertThat(models.usage()).as("models of one file").isEmpty();
    models.release("pair");
    assertThat(told).containsExactly("closed", "closed");
    assertThat(models.engine("pair", "", Pair.class, settings -> new Pair())).isNotSameAs(one);
    models.close();
    assertThat(told).hasSize(3);
    assertThatThrownBy(() -> models.engine("pair", "", Pair.class, settings -> new Pair()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFailedLoadIsTriedAgain() {
    try (ResidentModels models = ResidentModels.of(store)) {
      assertThatThrownBy(() ->
              models.engine(
                  "pair",
                  "",
                  AutoCloseable.class,
                  settings -> {
                    throw new ModelMissing("pair", "not there", null);
                  }))
          .isInstanceOf(ModelMissing.class);
      AutoCloseable there = () -> {};
      assertThat(models.engine("pair", "", AutoCloseable.class, settings -> there)).isSameAs(there);
    }
  }

  @Test
  void otherSettingsAreAnotherModel() {
    try (ResidentModels models = ResidentModels.of(store)) {
      OnnxModel one = models.get("doubler");
      OnnxModel two = models.get("doubler", SessionSettings.standard().threads(2));
      assertThat(two).isNotSameAs(one);
      assertThat(models.get("doubler", SessionSettings.standard())).isSameAs(one);
    }
  }

  @Test
  void closingFreesEverythingAndRefusesFurtherCalls() {
    ResidentModels models = ResidentModels.of(store);
    OnnxModel model = models.get("doubler");
    models.close();
    models.close();
    assertThatThrownBy(() -> twice(model)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> models.get("doubler")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aReleasedModelIsLoadedAgain() {
    try (ResidentModels models = ResidentModels.of(store)) {
      OnnxModel first = models.get("doubler");
      models.release("doubler");
      assertThat(models.usage()).isEmpty();
      assertThat(twice(models.get("doubler"))).containsExactly(2, 4, 6);
      assertThat(models.get("doubler")).isNotSameAs(first);
    }
  }

  @Test
  void closingWaitsForRunningCalls() throws Exception {
    for (int round = 0; round < 20; round++) {
      ResidentModels models = ResidentModels.of(store);
      OnnxModel model = models.get("doubler");
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<?> busy =
            threads.submit(() -> {
              try {
                while (true) {
                  assertThat(twice(model)).containsExactly(2, 4, 6);
                }
              } catch (IllegalStateException closed) {
                return;
              }
            });
        models.close();
        busy.get();
      }
    }
  }

  @Test
  void aFailedLoadIsNotRemembered() throws Exception {
    Path file = folder.resolve("late.onnx");
    Files.writeString(file, "not yet a model");
    ModelStore late = store.with(store.catalogue().with(ModelEntry.local("late", file)));
    try (ResidentModels models = ResidentModels.of(late)) {
      assertThatThrownBy(() -> models.get("late")).isInstanceOf(ModelMismatch.class);
      TinyOnnx.doubler(file, TinyOnnx.FLOAT, 1);
      assertThat(twice(models.get("late"))).containsExactly(2, 4, 6);
    }
  }

  @Test
  void aUserRegistersTheirOwnModelAndReplacesIt() {
    Path wide = TinyOnnx.doubler(folder.resolve("wide.onnx"), TinyOnnx.INT64, 1);
    try (ResidentModels models = ResidentModels.of(store)) {
      assertThatThrownBy(() -> models.get("mine")).isInstanceOf(ModelMissing.class);
      models.register(ModelEntry.local("mine", wide));
      assertThat(models.get("mine").inputs().getFirst().type()).isEqualTo(ElementType.INT64);
      models.get("doubler");
      models.register(ModelEntry.local("doubler", wide));
      assertThat(models.get("doubler").inputs().getFirst().type()).isEqualTo(ElementType.INT64);
    }
  }

  @Test
  void theModelsOfTheProcessAreMadeAnewAfterTheyWereClosed() {
    ResidentModels first = ResidentModels.shared();
    assertThat(ResidentModels.shared()).isSameAs(first);
    first.close();
    assertThat(ResidentModels.shared()).isNotSameAs(first);
    ResidentModels.shared().close();
  }
}
