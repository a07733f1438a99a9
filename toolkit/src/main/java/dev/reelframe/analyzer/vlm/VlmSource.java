package dev.reelframe.analyzer.vlm;

import dev.reelframe.analyzer.RunContext;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ModelEntry;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.models.chat.ChatEndpoint;
import dev.reelframe.models.qwen.Qwen2Vl;
import dev.reelframe.models.qwen.QwenOptions;
import dev.reelframe.settings.Setting;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where descriptions come from: a model that is opened for a run, or the reason why there is none.
 *
 * @param name for the card, no secrets
 * @param missing why there is no model, and what would bring one; empty where there is
 * @param open the model, opened anew; what is costly about it stays resident
 * @param models the weights that take part, by name and checksum
 */
public record VlmSource(
    String name,
    Supplier<Optional<State.Skipped>> missing,
    Function<RunContext, VisionLanguageModel> open,
    Supplier<List<ModelUse>> models) {

  /** Models of the catalogue that describe. */
  static final ModelChoice MODELS = ModelChoice.anyOf("qwen2_vl_2b");

  private static final List<String> GRAPHS =
      List.of("vision_encoder", "embed_tokens", "decoder_model_merged");

  /** Endings of the published variants, the most precise first. */
  private static final List<String> VARIANTS =
      List.of("", "_fp16", "_int8", "_uint8", "_quantized", "_q4", "_q4f16", "_bnb4");

  private static final String REMEDY =
      "run `reelframe models fetch qwen2_vl_2b` (about 2.5 GB), name the folder of a Qwen2-VL export"
          + " with REELFRAME_QWEN2_VL=FOLDER, or a server that describes with"
          + " REELFRAME_DESCRIPTION_URL=http://localhost:8000";

  /**
   * What this machine is set up for, looked at anew in each run: a server ({@code
   * REELFRAME_DESCRIPTION_URL}, with {@code _MODEL} and {@code _KEY}), else the Qwen2-VL that
   * {@code REELFRAME_QWEN2_VL} names (a folder, or a name in the catalogue), else the best one of
   * the catalogue that is on this machine. Nothing is downloaded.
   */
  public static VlmSource standard() {
    return new VlmSource(
        "standard",
        () -> configured().missing.get(),
        run -> configured().open.apply(run),
        () -> configured().models.get());
  }

  private static VlmSource configured() {
    Optional<String> server = Setting.DESCRIPTION_URL.value();
    if (server.isPresent()) {
      return endpoint(URI.create(server.get()));
    }
    ResidentModels resident = ResidentModels.shared();
    return Setting.QWEN2_VL
        .value()
        .map(named ->
            Files.isDirectory(Path.of(named)) ? qwen2Vl(Path.of(named)) : qwen2Vl(named, resident))
        .orElseGet(() -> installed(resident));
  }

  /** Whoever names a server in the settings allows its host. */
  private static VlmSource endpoint(URI address) {
    ChatEndpoint.Options options =
        ChatEndpoint.Options.model(Setting.DESCRIPTION_MODEL.value().orElse("qwen2-vl"));
    if (address.getHost() != null) {
      options = options.allow(address.getHost());
    }
    Optional<String> key = Setting.DESCRIPTION_KEY.value();
    return endpoint(address, key.isPresent() ? options.apiKey(key.get()) : options);
  }

  private static VlmSource installed(ResidentModels resident) {
    return resident
        .store()
        .chooseIfHere(MODELS)
        .map(name -> qwen2Vl(name, resident))
        .orElseGet(() -> none("no vision-language model is on this machine"));
  }

  /** No model, for this reason. */
  public static VlmSource none(String reason) {
    return new VlmSource(
        "none",
        () -> Optional.of(new State.Skipped(reason, REMEDY)),
        run -> {
          throw new IllegalStateException(reason);
        },
        List::of);
  }

  /** A Qwen2-VL of the catalogue, fetched where it is not on this machine. */
  public static VlmSource qwen2Vl(String catalogueName, ResidentModels resident) {
    ModelStore store = resident.store();
    return new VlmSource(
        catalogueName,
        Optional::empty,
        run -> {
          Path folder = store.resolve(catalogueName).path("config").getParent();
          QwenOptions options = QwenOptions.defaults().suffix(variant(folder));
          return qwen(catalogueName, folder, options, run, resident);
        },
        () -> use(catalogueName, store.resolve(catalogueName)));
  }

  /**
   * A Qwen2-VL export in a folder, in the most precise variant that it holds; see {@link Qwen2Vl}.
   */
  public static VlmSource qwen2Vl(Path folder) {
    return qwen2Vl(folder, QwenOptions.defaults().suffix(variant(folder)));
  }

  /** The most precise variant whose three graphs lie in the folder. */
  private static String variant(Path folder) {
    return VARIANTS.stream().filter(suffix -> holds(folder, suffix)).findFirst().orElse("");
  }

  private static boolean holds(Path folder, String suffix) {
    return GRAPHS.stream()
        .map(graph -> graph + suffix + ".onnx")
        .allMatch(file ->
            Files.isRegularFile(folder.resolve("onnx").resolve(file))
                || Files.isRegularFile(folder.resolve(file)));
  }

  /** A Qwen2-VL export in a folder, in the variant that the options name. */
  public static VlmSource qwen2Vl(Path folder, QwenOptions options) {
    String name = folder.toAbsolutePath().normalize().getFileName() + options.suffix();
    return new VlmSource(
        name,
        () ->
            Files.isRegularFile(folder.resolve("config.json"))
                ? Optional.empty()
                : Optional.of(
                    new State.Skipped("there is no Qwen2-VL export in " + folder, REMEDY)),
        run -> qwen(name, folder, options, run, ResidentModels.shared()),
        () -> use(name, graphs(folder, options)));
  }

  /**
   * A server that speaks OpenAI's {@code /v1/chat/completions}: vLLM, llama.cpp's, Ollama.
   *
   * @param base such as {@code http://localhost:8000}, with or without {@code /v1}
   */
  public static VlmSource endpoint(URI base, ChatEndpoint.Options options) {
    return of(
        ModelUse.ENDPOINT + options.model(),
        () -> new EndpointEngine(ChatEndpoint.at(base, options)));
  }

  /** A model of one's own, opened for each run. */
  public static VlmSource of(String name, Supplier<VisionLanguageModel> open) {
    return new VlmSource(
        name, Optional::empty, run -> open.get(), () -> List.of(new ModelUse(name, "")));
  }

  private static VisionLanguageModel qwen(
      String name, Path folder, QwenOptions options, RunContext run, ResidentModels resident) {
    String place = folder.toAbsolutePath().normalize().toString();
    QwenOptions wanted = options.on(run.device()).threads(run.workers());
    Qwen2Vl model =
        run.models(resident)
            .engine(
                name,
                place + " " + wanted,
                Qwen2Vl.class,
                settings -> Qwen2Vl.open(folder, wanted));
    return new QwenEngine(model.countedBy(run.usage()), name);
  }

  /** The three graphs in a folder, with weights that lie beside them; no other file is hashed. */
  private static ModelFiles graphs(Path folder, QwenOptions options) {
    Path place = Files.isDirectory(folder.resolve("onnx")) ? folder.resolve("onnx") : folder;
    try (Stream<Path> files = Files.list(place)) {
      List<Path> parts =
          files
              .filter(file ->
                  GRAPHS.stream()
                      .anyMatch(graph ->
                          file.getFileName()
                              .toString()
                              .startsWith(graph + options.suffix() + ".onnx")))
              .sorted()
              .toList();
      ModelEntry entry = ModelEntry.local("qwen2_vl", parts.getFirst());
      for (Path part : parts.subList(1, parts.size())) {
        entry = entry.part(part.getFileName().toString(), part);
      }
      ModelStore store = ResidentModels.shared().store();
      return store.with(store.catalogue().with(entry)).resolve("qwen2_vl");
    } catch (IOException e) {
      throw new UncheckedIOException(place + " cannot be read", e);
    }
  }

  /** The graphs: what decides the text. */
  private static List<ModelUse> use(String name, ModelFiles files) {
    return files.sha256().entrySet().stream()
        .filter(e -> files.path(e.getKey()).getFileName().toString().contains(".onnx"))
        .map(e -> new ModelUse(name + "/" + files.path(e.getKey()).getFileName(), e.getValue()))
        .toList();
  }
}
