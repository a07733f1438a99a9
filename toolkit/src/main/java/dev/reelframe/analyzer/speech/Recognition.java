package dev.reelframe.analyzer.speech;

import dev.reelframe.analyzer.RunContext;
import dev.reelframe.models.ModelChoice;
import dev.reelframe.models.ModelEntry;
import dev.reelframe.models.ModelFiles;
import dev.reelframe.models.ModelStore;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.models.whisper.SpeechInput;
import dev.reelframe.models.whisper.SpeechRecognizer;
import dev.reelframe.models.whisper.Transcription;
import dev.reelframe.models.whisper.TranscriptionEndpoint;
import dev.reelframe.models.whisper.TranscriptionRequest;
import dev.reelframe.models.whisper.Whisper;
import dev.reelframe.settings.Setting;
import dev.reelframe.table.Provenance.ModelUse;
import dev.reelframe.table.State;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where text comes from: an engine that is opened for a run, or the reason why there is none.
 *
 * @param name for the card, no secrets
 * @param missing why there is no engine, and what would bring one; empty where there is
 * @param open the engine for one run, closed after it; a Whisper stays loaded for the next one
 * @param models what of the catalogue takes part
 */
public record Recognition(
    String name,
    Supplier<Optional<State.Skipped>> missing,
    Function<RunContext, SpeechRecognizer> open,
    Supplier<List<ModelUse>> models) {

  /** Models of the catalogue that transcribe. */
  static final ModelChoice MODELS =
      ModelChoice.anyOf("whisper_base", "whisper_tiny")
          .preferring("whisper_large_v3_turbo", "whisper_small", "whisper_base_fp32");

  private static final String REMEDY =
      "run `reelframe models fetch whisper_tiny`, name the folder of a Whisper export with"
          + " REELFRAME_WHISPER=FOLDER, or a server that transcribes with"
          + " REELFRAME_TRANSCRIPTION_URL=http://localhost:8080";

  /**
   * What this machine is set up for, looked at anew in each run: a server ({@code
   * REELFRAME_TRANSCRIPTION_URL}, with {@code _MODEL} and {@code _KEY}), else the Whisper that
   * {@code REELFRAME_WHISPER} names (a folder, or a name in the catalogue), else the best one of
   * the catalogue that is on this machine. Nothing is downloaded.
   */
  public static Recognition standard() {
    return new Recognition(
        "standard",
        () -> configured().missing.get(),
        run -> configured().open.apply(run),
        () -> configured().models.get());
  }

  private static Recognition configured() {
    Optional<String> server = Setting.TRANSCRIPTION_URL.value();
    if (server.isPresent()) {
      URI address = URI.create(server.get());
      TranscriptionEndpoint.Options options =
          TranscriptionEndpoint.Options.model(
              Setting.TRANSCRIPTION_MODEL.value().orElse("whisper-1"));
      if (address.getHost() != null) {
        options = options.allow(address.getHost());
      }
      Optional<String> key = Setting.TRANSCRIPTION_KEY.value();
      return endpoint(address, key.isPresent() ? options.apiKey(key.get()) : options);
    }
    ModelStore store = ResidentModels.shared().store();
    return Setting.WHISPER
        .value()
        .map(named -> named(named, store))
        .orElseGet(() -> installed(store));
  }

  private static Recognition named(String named, ModelStore store) {
    return Files.isDirectory(Path.of(named)) ? whisper(Path.of(named)) : whisper(named, store);
  }

  private static Recognition installed(ModelStore store) {
    return store
        .chooseIfHere(MODELS)
        .map(name -> whisper(name, store))
        .orElseGet(() -> none("no speech recognizer is on this machine"));
  }

  /** No engine, for this reason. */
  public static Recognition none(String reason) {
    return new Recognition(
        "none",
        () -> Optional.of(new State.Skipped(reason, REMEDY)),
        run -> {
          throw new IllegalStateException(reason);
        },
        List::of);
  }

  /** A Whisper of the catalogue, fetched where it is not on this machine. */
  public static Recognition whisper(String catalogueName, ModelStore store) {
    return new Recognition(
        catalogueName,
        Optional::empty,
        run -> resident(folder(store.resolve(catalogueName)), run),
        () -> use(catalogueName, store.resolve(catalogueName)));
  }

  /** A Whisper export in a folder, in the layout that transformers.js uses. */
  public static Recognition whisper(Path folder) {
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    return new Recognition(
        name,
        () ->
            Files.isRegularFile(folder.resolve("config.json"))
                ? Optional.empty()
                : Optional.of(new State.Skipped("there is no Whisper export in " + folder, REMEDY)),
        run -> resident(folder, run),
        () -> {
          ModelEntry entry = ModelEntry.local("whisper", folder);
          ModelStore store = ResidentModels.shared().store();
          return use(name, store.with(store.catalogue().with(entry)).resolve("whisper"));
        });
  }

  /** A server that speaks OpenAI's {@code /v1/audio/transcriptions}. */
  public static Recognition endpoint(URI base, TranscriptionEndpoint.Options options) {
    String name = ModelUse.ENDPOINT + options.model();
    return of(name, () -> TranscriptionEndpoint.at(base, options));
  }

  /** An engine of one's own, opened for each run. */
  public static Recognition of(String name, Supplier<SpeechRecognizer> open) {
    return new Recognition(
        name, Optional::empty, run -> open.get(), () -> List.of(new ModelUse(name, "")));
  }

  /** Loaded once per process; videos that are analysed side by side share it. */
  private static SpeechRecognizer resident(Path folder, RunContext run) {
    Path real = folder.toAbsolutePath().normalize();
    Whisper whisper =
        run.models(ResidentModels.shared())
            .engine(
                real.toString(),
                "",
                Whisper.class,
                settings -> Whisper.open(real, Whisper.Options.standard().on(settings.device())));
    return new Borrowed(whisper.countedBy(run.usage()));
  }

  /** An engine that stays loaded when the run that uses it is over. */
  private record Borrowed(Whisper whisper) implements SpeechRecognizer {
    @Override
    public Transcription transcribe(float[] mono16k, TranscriptionRequest request) {
      return whisper.transcribe(mono16k, request);
    }

    @Override
    public List<Transcription> transcribeAll(List<float[]> clips, TranscriptionRequest request) {
      return whisper.transcribeAll(clips, request);
    }

    @Override
    public List<List<Transcription>> transcribeSpeech(
        List<SpeechInput> clips, TranscriptionRequest request) {
      return whisper.transcribeSpeech(clips, request);
    }

    @Override
    public String engine() {
      return whisper.engine();
    }

    @Override
    public void close() {
      // It belongs to the resident models.
    }
  }

  private static Path folder(ModelFiles files) {
    String role = files.paths().containsKey("config") ? "config" : "config.json";
    return files.path(role).getParent();
  }

  /** Encoder and decoder: what decides the text. */
  private static List<ModelUse> use(String name, ModelFiles files) {
    return files.sha256().entrySet().stream()
        .filter(e -> e.getKey().contains("encoder") || e.getKey().contains("decoder"))
        .map(e -> new ModelUse(name + "/" + e.getKey(), e.getValue()))
        .toList();
  }
}
