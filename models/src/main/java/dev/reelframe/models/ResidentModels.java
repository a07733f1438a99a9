package dev.reelframe.models;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Models that stay loaded: each file is loaded once and shared by every analyzer and every video,
 * until this is closed.
 *
 * <pre>{@code
 * try (var models = ResidentModels.of(ModelStore.standard())) {
 *   OnnxModel detector = models.get("yolox_nano");
 *   List<String> labels = models.files("yolox_nano").labels();
 * }
 * }</pre>
 *
 * <p>Notebooks and the command line use the one of the process, {@link #shared()}. Models got from
 * here belong here: do not close them.
 */
public final class ResidentModels implements ModelAccess, AutoCloseable {
  private static ResidentModels shared;

  private final SessionSettings settings;
  private final UsageMeter meter = new UsageMeter();
  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();
  private volatile ModelStore store;
  private volatile boolean closed;

  private record Key(String name, String role, SessionSettings settings) {}

  /** One model, loaded by the first that asks while others wait; a failure is not remembered. */
  private static final class Slot {
    private AutoCloseable model;
    private boolean dropped;

    /** The model, or empty when the slot was dropped meanwhile. */
    synchronized <T extends AutoCloseable> Optional<T> get(Class<T> kind, Supplier<T> loader) {
      if (!dropped && model == null) {
        model = loader.get();
      }
      return Optional.ofNullable(model).map(kind::cast);
    }

    synchronized void drop() {
      dropped = true;
      AutoCloseable last = model;
      model = null;
      if (last != null) {
        try {
          last.close();
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new ModelUnavailable("A model did not close: " + e.getMessage(), false, e);
        }
      }
    }

    synchronized Optional<ModelUsage> usage() {
      return model instanceof OnnxModel one ? Optional.of(one.usage()) : Optional.empty();
    }
  }

  private ResidentModels(ModelStore store, SessionSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /** Models of that store, with one thread each. */
  public static ResidentModels of(ModelStore store) {
    return new ResidentModels(store, SessionSettings.standard());
  }

  /** Models of that store, loaded with those settings unless a call says otherwise. */
  public static ResidentModels of(ModelStore store, SessionSettings settings) {
    return new ResidentModels(store, settings);
  }

  /**
   * The models of this process, over {@link ModelStore#standard()}; made anew when they were
   * closed.
   */
  public static synchronized ResidentModels shared() {
    if (shared == null || shared.closed) {
      shared = of(ModelStore.standard());
    }
    return shared;
  }

  /** The same models for one user of a run: on its device, its calls counted by its meter. */
  public ModelAccess on(Device device, UsageMeter user) {
    return new View(this, settings.on(device), user);
  }

  @Override
  public ModelStore store() {
    return store;
  }

  @Override
  public SessionSettings settings() {
    return settings;
  }

  @Override
  public UsageMeter meter() {
    return meter;
  }

  @Override
  public OnnxModel get(String name, String role, SessionSettings wanted) {
    return resident(new Key(name, role, wanted), OnnxModel.class, () -> load(name, role, wanted));
  }

  @Override
  public <T extends AutoCloseable> T engine(
      String name, String variant, Class<T> type, Function<SessionSettings, T> opening) {
    return engine(name, variant, type, settings, opening);
  }

  private <T extends AutoCloseable> T engine(
      String name,
      String variant,
      Class<T> type,
      SessionSettings wanted,
      Function<SessionSettings, T> opening) {
    Key key = new Key(name, type.getName() + " " + variant, wanted);
    return resident(key, type, () -> opening.apply(wanted));
  }

  /** These models as one user sees them. */
  private record View(ResidentModels owner, SessionSettings settings, UsageMeter meter)
      implements ModelAccess {

    @Override
    public ModelStore store() {
      return owner.store();
    }

    @Override
    public OnnxModel get(String name, String role, SessionSettings wanted) {
      return owner.get(name, role, wanted).countedBy(meter);
    }

    @Override
    public <T extends AutoCloseable> T engine(
        String name, String variant, Class<T> type, Function<SessionSettings, T> opening) {
      return owner.engine(name, variant, type, settings, opening);
    }
  }

  private <T extends AutoCloseable> T resident(Key key, Class<T> type, Supplier<T> loader) {
    while (true) {
      requireOpen();
      Slot slot = slots.computeIfAbsent(key, k -> new Slot());
      Optional<T> model = slot.get(type, loader);
      if (closed) {
        slot.drop();
      } else if (model.isPresent()) {
        return model.get();
      }
    }
  }

  private OnnxModel load(String name, String role, SessionSettings wanted) {
    ModelFiles files = store.resolve(name);
    boolean main = role.equals("model");
    return OnnxModel.open(
        main ? name : name + "/" + role, main ? files.model() : files.path(role), wanted);
  }

  /** Adds a model of the user's own, or puts it in the place of the one with its name. */
  public synchronized void register(ModelEntry entry) {
    store = store.with(store.catalogue().with(entry));
    release(entry.name());
  }

  /** Frees a model; the next {@link #get} loads it again. Waits for its running calls. */
  public void release(String name) {
    for (Key key : List.copyOf(slots.keySet())) {
      if (key.name().equals(name)) {
        drop(key);
      }
    }
  }

  private void drop(Key key) {
    Slot slot = slots.remove(key);
    if (slot != null) {
      slot.drop();
    }
  }

  /** What each loaded model of one file has cost so far, by name. */
  public List<ModelUsage> usage() {
    List<ModelUsage> all = new ArrayList<>();
    for (Slot slot : slots.values()) {
      slot.usage().ifPresent(all::add);
    }
    all.sort(Comparator.comparing(ModelUsage::model));
    return List.copyOf(all);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("These models were closed.");
    }
  }

  /** Waits for running calls and frees every model. */
  @Override
  public void close() {
    closed = true;
    for (Key key : List.copyOf(slots.keySet())) {
      drop(key);
    }
  }
}
