package dev.reelframe.models;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.reelframe.gpu.schedule.Demand;
import dev.reelframe.gpu.schedule.Job;
import dev.reelframe.models.GraphCalls.Call;
import dev.reelframe.models.GraphCalls.Feeds;
import java.util.concurrent.atomic.AtomicLong;

/** A call of a graph as the scheduler takes it. */
sealed interface GraphJob extends Job {
  /** Time inside the runtime; of a shared batch its part. */
  AtomicLong nanos();

  /** Name of the device that worked last. */
  void ranOn(String device);

  /** What both kinds have. */
  abstract class Base {
    private final Demand demand;
    private final int items;
    private final AtomicLong nanos = new AtomicLong();
    private volatile String device = "";

    Base(Demand demand, long items) {
      this.demand = demand;
      this.items = Math.max(1, Math.toIntExact(items));
    }

    public final Demand demand() {
      return demand;
    }

    public final int items() {
      return items;
    }

    public final AtomicLong nanos() {
      return nanos;
    }

    public final void ranOn(String name) {
      device = name;
    }

    final String device() {
      return device;
    }
  }

  /** A call that runs by itself, as it is. */
  final class Whole<T> extends Base implements GraphJob {
    private final Call<T> call;
    private volatile T value;

    Whole(Demand demand, long items, Call<T> call) {
      super(demand, items);
      this.call = call;
    }

    @Override
    public String form() {
      return "";
    }

    @Override
    public boolean divisible() {
      return false;
    }

    /** Runs it; the result counts when the returned is run. */
    Runnable on(OrtSession session) throws OrtException {
      T result = call.on(session);
      return () -> value = result;
    }

    T value() {
      return value;
    }
  }

  /** A call whose rows may run with those of others, or some at a time. */
  final class Rows extends Base implements GraphJob {
    private final Feeds feeds;
    private final String form;
    private final GatheredRows gathered;

    Rows(Demand demand, Feeds feeds) {
      super(demand, feeds.items());
      this.feeds = feeds;
      this.form = RowTensors.form(feeds);
      this.gathered = new GatheredRows(feeds.items());
    }

    @Override
    public String form() {
      return form;
    }

    @Override
    public boolean divisible() {
      return true;
    }

    Feeds feeds() {
      return feeds;
    }

    GatheredRows gathered() {
      return gathered;
    }
  }
}
