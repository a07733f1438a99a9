package dev.reelframe.models;

import dev.reelframe.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the name of a model into verified files on this machine.
 *
 * <p>A part is looked for in the mirror if that is a folder (read in place), in the cache, on the
 * class path if it comes along (unpacked into the cache once), then fetched from the mirror if that
 * is a server, and from its public source. Whatever is found is compared with its SHA-256 before it
 * is handed out; a fetched file is moved into the cache in one step after that, under a lock that
 * also holds against other processes.
 *
 * <p>{@code REELFRAME_HOME} (default {@code ~/.reelframe}) holds the cache in its folder {@code
 * models}; {@code REELFRAME_MODEL_MIRROR} names a folder or a server; {@code REELFRAME_OFFLINE=1}
 * forbids the network. The system properties {@code reelframe.home}, {@code reelframe.model.mirror}
 * and {@code reelframe.offline} win over them.
 */
public final class ModelStore {
  private final Catalogue catalogue;
  private final PartFiles files;

  private ModelStore(Catalogue catalogue, PartFiles files) {
    this.catalogue = catalogue;
    this.files = files;
  }

  /**
   * The store that the environment describes, with the standard catalogue and, where it exists,
   * {@code catalogue.json} in the home folder on top of it.
   */
  public static ModelStore standard() {
    Path home = Setting.home();
    Path own = home.resolve("catalogue.json");
    Catalogue catalogue =
        Files.isRegularFile(own)
            ? Catalogue.standard().with(Catalogue.read(own))
            : Catalogue.standard();
    ModelStore store = at(home, catalogue);
    Optional<String> mirror = Setting.MODEL_MIRROR.value();
    store = mirror.isPresent() ? store.withMirror(mirror.get()) : store;
    return Setting.OFFLINE.isOn() ? store.offline() : store;
  }

  /** A store with its cache in {@code home/models}, no mirror, public sources allowed. */
  public static ModelStore at(Path home, Catalogue catalogue) {
    return new ModelStore(catalogue, PartFiles.in(home.resolve("models")));
  }

  /**
   * This store with a mirror: a folder, or a {@code file:}, {@code http:} or {@code https:}
   * address.
   */
  public ModelStore withMirror(String place) {
    return new ModelStore(catalogue, files.with(Mirror.parse(place)));
  }

  /** This store without any network; a mirror that is a folder still counts. */
  public ModelStore offline() {
    return new ModelStore(catalogue, files.offline());
  }

  /** This store with another catalogue, for example {@code store.catalogue().with(entry)}. */
  public ModelStore with(Catalogue other) {
    return new ModelStore(other, files);
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /**
   * The files of a model, fetched if they are not here.
   *
   * @throws ModelMissing when they are not here and cannot be had now; the text names the command
   * @throws ModelMismatch when a file is not what the catalogue promises
   * @throws ModelUnavailable when a server or the disk fails
   */
  public ModelFiles resolve(String name) {
    return resolve(catalogue.entry(name), Progress.NONE, false);
  }

  /**
   * The model that does a job: the first that the user registered, else the first whose files are
   * here (in the mirror's folder, in the cache or on the class path), else the first that can be
   * fetched. The network is not asked.
   *
   * @throws ModelMissing where the catalogue has none of the names
   */
  public String choose(ModelChoice choice) {
    return chooseIfHere(choice)
        .or(() ->
            choice.names().stream()
                .filter(name -> catalogue.find(name).map(this::fetchable).orElse(false))
                .findFirst())
        .orElseGet(() -> catalogue.entry(choice.names().getFirst()).name());
  }

  /** Like {@link #choose}, empty where none of the models is here. */
  public Optional<String> chooseIfHere(ModelChoice choice) {
    List<ModelEntry> known =
        choice.all().stream().flatMap(name -> catalogue.find(name).stream()).toList();
    return known.stream()
        .filter(ModelEntry::registered)
        .findFirst()
        .or(() -> known.stream().filter(this::here).findFirst())
        .map(ModelEntry::name);
  }

  /** Whether every file is here and of the right size, so that no network is asked for it. */
  private boolean here(ModelEntry entry) {
    return entry.parts().stream().allMatch(files::here);
  }

  private boolean fetchable(ModelEntry entry) {
    return entry.parts().stream().allMatch(part -> files.here(part) || files.fetchable(part));
  }

  /**
   * Like {@link #resolve}, telling progress, on a user's own wish: a file without a published
   * checksum is taken too, see {@link FirstUse}.
   */
  public ModelFiles fetch(String name, Progress progress) {
    return resolve(catalogue.entry(name), progress, true);
  }

  /**
   * The model that a fetch would bring for a job: the first that can be fetched and is better than
   * what is here; none that must be named. Empty where there is nothing to fetch.
   */
  public Optional<String> fetchableFor(ModelChoice choice) {
    for (String name : choice.names()) {
      Optional<ModelEntry> entry = catalogue.find(name);
      if (entry.isPresent() && (entry.get().registered() || here(entry.get()))) {
        return Optional.empty();
      }
      if (entry.isPresent() && fetchable(entry.get())) {
        return entry.map(ModelEntry::name);
      }
    }
    return Optional.empty();
  }

  /**
   * The model that must come before a job can be done. Empty where one is here, be it not the best,
   * and where the job can be left out and nothing for it can be had.
   */
  public Optional<String> missingFor(ModelChoice choice) {
    boolean fetchable =
        choice.names().stream()
            .anyMatch(name -> catalogue.find(name).map(this::fetchable).orElse(false));
    return chooseIfHere(choice).isPresent() || choice.optional() && !fetchable
        ? Optional.empty()
        : Optional.of(choose(choice));
  }

  private ModelFiles resolve(ModelEntry entry, Progress progress, boolean explicit) {
    Map<String, Path> paths = new LinkedHashMap<>();
    Map<String, String> digests = new LinkedHashMap<>();
    for (ModelPart part : entry.parts()) {
      Path path = files.obtain(entry, part, progress, explicit);
      paths.put(part.role(), path);
      digests.put(part.role(), digest(entry, path));
    }
    return new ModelFiles(entry, paths, digests);
  }

  private static String digest(ModelEntry entry, Path path) {
    try {
      return VerifiedFiles.sha256(path);
    } catch (IOException e) {
      throw new ModelUnavailable(
          "The file " + path + " of model " + entry.name() + " cannot be read: " + e.getMessage(),
          false,
          e);
    }
  }

  /**
   * State of one model, by the sizes of its files.
   *
   * @throws ModelMissing where the catalogue has no such name
   */
  public ModelStatus status(String name) {
    return status(catalogue.entry(name), false);
  }

  /** State of every model of the catalogue, by the sizes of its files: quick, nothing is hashed. */
  public List<ModelStatus> status() {
    return catalogue.entries().stream().map(entry -> status(entry, false)).toList();
  }

  /** State of every model of the catalogue, every file that is here compared with its checksum. */
  public List<ModelStatus> verify() {
    return catalogue.entries().stream().map(entry -> status(entry, true)).toList();
  }

  private ModelStatus status(ModelEntry entry, boolean hashing) {
    List<ModelPart> absent = new ArrayList<>();
    for (ModelPart part : entry.parts()) {
      Optional<Path> here = files.find(part);
      if (here.isEmpty()) {
        if (!files.here(part)) {
          absent.add(part);
        }
      } else if (!files.intact(part, here.get(), hashing)) {
        return new ModelStatus(
            entry,
            ModelStatus.State.DAMAGED,
            here.get()
                + " is damaged: run `reelframe models fetch "
                + entry.name()
                + "`, or correct the mirror.");
      }
    }
    if (absent.isEmpty()) {
      return new ModelStatus(entry, ModelStatus.State.PRESENT, "");
    }
    return fetchable(entry)
        ? new ModelStatus(
            entry, ModelStatus.State.FETCHABLE, files.remedy(entry, absent.getFirst()))
        : new ModelStatus(entry, ModelStatus.State.MISSING, files.remedy(entry, absent.getFirst()));
  }
}
