package dev.reelframe.analyzer.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.reelframe.models.Device;
import dev.reelframe.models.DeviceUse;
import dev.reelframe.models.Lifetime;
import dev.reelframe.models.ModelMissing;
import dev.reelframe.models.ModelUnavailable;
import dev.reelframe.models.OnnxSession;
import dev.reelframe.models.Sha256;
import dev.reelframe.table.Provenance.ModelUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A model that DJL has loaded, with the files that it came from. */
final class LoadedModel implements AutoCloseable {
  private static final String ONNX = "OnnxRuntime";

  /** What DJL's own translators read beside the weights. */
  private static final Set<String> BESIDE =
      Set.of("synset.txt", "serving.properties", "config.json", "tokenizer.json", "vocab.txt");

  private final String name;
  private final ZooModel<?, ?> model;
  private final DeviceUse device;
  private final List<ModelUse> files;
  private final Lifetime life;

  private LoadedModel(
      String name, ZooModel<?, ?> model, DeviceUse device, List<ModelUse> files, Lifetime life) {
    this.name = name;
    this.model = model;
    this.device = device;
    this.files = files;
    this.life = life;
  }

  /**
   * Loads it on the wanted device; where the criteria name one, that one stands.
   *
   * @throws ModelMissing where nothing meets the criteria
   * @throws ModelUnavailable where its engine refuses it
   */
  static LoadedModel load(String name, Criteria<?, ?> criteria, Device wanted) {
    // Whoever starts ONNX Runtime first decides where its libraries are unpacked and what it logs.
    OnnxSession.environment();
    try {
      DeviceUse device = device(criteria, wanted);
      ZooModel<?, ?> model = placed(criteria, device.used()).loadModel();
      try {
        return new LoadedModel(
            name, model, device, files(name, model), new Lifetime("Model " + name));
      } catch (IOException | RuntimeException e) {
        model.close();
        throw e;
      }
    } catch (ModelNotFoundException e) {
      throw new ModelMissing(
          name,
          "No model meets the criteria of "
              + name
              + ": "
              + e.getMessage()
              + ". Its engine must be on the class path (OnnxRuntime is), its path must exist.",
          e);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      throw new ModelUnavailable("Model " + name + " was not loaded: " + e.getMessage(), false, e);
    }
  }

  private static DeviceUse device(Criteria<?, ?> criteria, Device wanted) {
    if (criteria.getDevice() != null) {
      Device own = ours(criteria.getDevice());
      return new DeviceUse(wanted, own, own.equals(wanted) ? "" : "its criteria name the device");
    }
    if (criteria.getEngine() == null || criteria.getEngine().equals(ONNX)) {
      return DeviceUse.planned(wanted);
    }
    boolean there = Engine.getEngine(criteria.getEngine()).getGpuCount() > wanted.index();
    return wanted.kind() == Device.Kind.CPU || there && wanted.kind() == Device.Kind.CUDA
        ? new DeviceUse(wanted, wanted, "")
        : there
            ? new DeviceUse(wanted, Device.cuda(wanted.index()), "")
            : new DeviceUse(wanted, Device.cpu(), criteria.getEngine() + " sees no such GPU");
  }

  private static Device ours(ai.djl.Device device) {
    return device.isGpu() ? Device.cuda(device.getDeviceId()) : Device.cpu();
  }

  private static <I, O> Criteria<I, O> placed(Criteria<I, O> criteria, Device device) {
    Criteria.Builder<I, O> builder = criteria.toBuilder();
    builder.optDevice(
        device.kind() == Device.Kind.CUDA
            ? ai.djl.Device.gpu(device.index())
            : ai.djl.Device.cpu());
    if (ONNX.equals(criteria.getEngine()) && criteria.getOptions() == null) {
      // One thread adds in one order, so that a table does not depend on the machine.
      builder.optOption("intraOpNumThreads", "1").optOption("interOpNumThreads", "1");
    }
    return builder.build();
  }

  /**
   * The files of the model: those with its name and those that DJL's translators read beside it, as
   * labels decide rows too; of a folder in which none has its name, all.
   */
  private static List<ModelUse> files(String name, Model model) throws IOException {
    Path place = model.getModelPath();
    try (Stream<Path> walk = Files.walk(place)) {
      List<Path> all = walk.filter(Files::isRegularFile).sorted().toList();
      String own = model.getName() + ".";
      boolean named = all.stream().anyMatch(file -> fileName(file).startsWith(own));
      List<ModelUse> uses = new ArrayList<>();
      for (Path file : all) {
        if (!named || fileName(file).startsWith(own) || BESIDE.contains(fileName(file))) {
          String role = place.relativize(file).toString().replace('\\', '/');
          uses.add(new ModelUse(name + "/" + role, Sha256.of(file)));
        }
      }
      return List.copyOf(uses);
    }
  }

  private static String fileName(Path file) {
    return file.getFileName().toString();
  }

  DeviceUse device() {
    return device;
  }

  List<ModelUse> files() {
    return files;
  }

  /** {@code OnnxRuntime 1.28.0} and the like. */
  String engine() {
    Engine engine = model.getNDManager().getEngine();
    return engine.getEngineName() + " " + engine.getVersion();
  }

  /** A predictor for one thread; types are those of the criteria. */
  @SuppressWarnings("unchecked")
  Predictor<Object, Object> predictor() {
    return life.during(() -> (Predictor<Object, Object>) model.newPredictor());
  }

  /** What the model says of one input. */
  Object predict(Predictor<Object, Object> predictor, Object input) {
    return life.during(() -> {
      try {
        return predictor.predict(input);
      } catch (TranslateException | UnsupportedOperationException e) {
        throw new ModelUnavailable(
            "Model "
                + name
                + " gave no answer: "
                + e.getMessage()
                + ". A translator that calculates with NDArrays needs an engine that can"
                + " (ai.djl.pytorch:pytorch-engine) on the class path.",
            false,
            e);
      }
    });
  }

  @Override
  public void close() {
    life.end(model::close);
  }
}
