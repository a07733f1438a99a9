package dev.reelframe.notebook.kernel;

import dev.reelframe.notebook.ContributedImports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.magic.UndefinedMagicException;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.reply.InterruptReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Jupyter kernel for Java. Cells share one JShell and one thread; an interrupt ends any cell
 * within a second; whatever a cell throws is that cell's error and leaves the kernel as it was.
 */
public final class JavaKernel extends BaseKernel {
  private static final Logger LOG = LoggerFactory.getLogger(JavaKernel.class);
  private static final String MAGIC_LINE = "(?<=^)[ \\t]*%";

  private final KernelIO streams;
  private final CellHistory history = new CellHistory();
  private final CellThread cells = new CellThread();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> shutdown = new CompletableFuture<>();
  private final List<String> startUpNotes = new ArrayList<>();
  private Thread warmingUp;
  private Evaluator evaluator;
  private CodeAssist assist;

  private JavaKernel(KernelIO streams, String version) {
    super(
        "reelframe",
        version,
        new LanguageInfo.Builder("java")
            .version(Runtime.version().toString())
            .mimetype("text/x-java-source")
            .fileExtension(".jsh")
            .pygments("java")
            .codemirror("text/x-java")
            .exporter("script")
            .build(),
        List.<HelpLink>of(),
        null,
        streams,
        new CommManager(),
        new Renderer(),
        new MagicParser(MAGIC_LINE, "%%", new MagicTranspiler()),
        new MagicsRegistry(),
        true,
        new StringStyler("", "", "", line -> ""));
    this.streams = streams;
    Magics.registerAll(magicsRegistry, this);
  }

  /**
   * Makes a kernel and begins to warm it up: JShell, default imports and extensions come up in the
   * background while the connection is made, and the first request waits for them.
   */
  public static JavaKernel start() {
    String version = JavaKernel.class.getPackage().getImplementationVersion();
    JavaKernel kernel = new JavaKernel(new KernelIO(), version == null ? "development" : version);
    kernel.installNotebookKernel();
    kernel.warmingUp = Thread.ofPlatform().name("start-up").daemon().unstarted(kernel::warmUp);
    kernel.warmingUp.start();
    return kernel;
  }

  /** Completed when a frontend asked the kernel to end. */
  CompletableFuture<Void> shutdown() {
    return shutdown;
  }

  KernelIO streams() {
    return streams;
  }

  CellThread cells() {
    return cells;
  }

  /** Adds jars and folders for the cells that follow, and installs the extensions found in them. */
  public void addToClasspath(List<String> entries) {
    awaitReady();
    evaluator.addToClasspath(entries);
    for (String statement : ContributedImports.of(evaluator.loader())) {
      evaluator.addImport(statement);
    }
    installExtensions(evaluator.loader());
  }

  /**
   * Evaluates a cell: code and magics.
   *
   * @return value of its last expression, or null
   * @throws CellFailure if it fails; the only exception that leaves this method
   */
  @Override
  public Object evalRaw(String source) {
    awaitReady();
    List<String> lines = source.lines().toList();
    Object result = null;
    for (CellSource.Part part : CellSource.parts(source)) {
      result =
          switch (part) {
            case CellSource.Code code ->
                evaluator.evaluate(code.text(), code.line(), runNumber(), lines);
            case CellSource.LineMagic magic ->
                onCellThread(
                    () -> magicsRegistry.evalLineMagic(this, magic.name(), magic.argumentList()));
            case CellSource.CellMagic magic ->
                onCellThread(() ->
                    magicsRegistry.evalCellMagic(
                        this, magic.name(), magic.argumentList(), magic.body()));
          };
    }
    return result;
  }

  /**
   * Evaluates a cell and renders its value, both on the cells' thread: a toString may hang as well.
   */
  @Override
  public DisplayData eval(String source) {
    Object value = evalRaw(source);
    CellRun run = CellRun.current();
    // Its code may have swallowed the interrupt, or only waited for threads that it ended.
    if (run != null && run.isStopped()) {
      throw Evaluator.interrupted("The cell was interrupted.");
    }
    if (value == null) {
      return null;
    }
    return onCellThread(() -> value instanceof DisplayData data ? data : renderer.render(value));
  }

  @Override
  public ReplacementOptions complete(String cell, int cursor) {
    awaitReady();
    int at = cell.offsetByCodePoints(0, Math.min(cursor, cell.codePointCount(0, cell.length())));
    ReplacementOptions found =
        assist.complete(
            cell, at, magicsRegistry.getLineMagicNames(), magicsRegistry.getCellMagicNames());
    return new ReplacementOptions(
        found.getReplacements(),
        cell.codePointCount(0, found.getSourceStart()),
        cell.codePointCount(0, found.getSourceEnd()));
  }

  @Override
  public DisplayData inspect(String cell, int cursor, boolean detail) {
    awaitReady();
    int at = cell.offsetByCodePoints(0, Math.min(cursor, cell.codePointCount(0, cell.length())));
    String found = assist.documentation(cell, at);
    return found.isEmpty() ? null : new DisplayData(found);
  }

  @Override
  public String isComplete(String cell) {
    awaitReady();
    return switch (assist.completeness(cell)) {
      case "complete" -> IS_COMPLETE_YES;
      case "invalid" -> IS_COMPLETE_BAD;
      case String indentation -> indentation;
    };
  }

  @Override
  public void interrupt() {
    cells.interrupt();
  }

  @Override
  protected void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
    ExecuteRequest request = message.getContent();
    int count = request.isSilent() ? executionCount.get() : executionCount.getAndIncrement();
    commManager.setMessageContext(message);
    cells.begin(new CellRun(Math.max(1, count))); // before anyone can see that the cell has begun
    env.setStatusBusy();
    if (!request.isSilent()) {
      env.publish(new PublishExecuteInput(request.getCode(), count));
      history.add(count, request.getCode());
    }
    streams.attach(env, request.isStdinEnabled());
    CellFailure failure = null;
    try {
      DisplayData shown = eval(request.getCode());
      if (shown != null && !request.isSilent()) {
        env.publish(new PublishExecuteResult(count, shown));
      }
    } catch (CellFailure e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      LOG.warn("The kernel failed to run a cell", e);
      failure = Traceback.plain(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    } finally {
      cells.end();
      streams.out.flush();
      streams.err.flush();
    }
    if (failure == null) {
      Reserve.hold(); // not earlier: after a full heap the next cell needs it to free the rest
      env.reply(new ExecuteReply(count, Map.of()));
    } else {
      if (request.shouldStopOnError()) {
        RequestChannel.abortWaiting(env.getShell());
      }
      env.publish(new PublishError(failure.name(), failure.getMessage(), failure.traceback()));
      ErrorReply error = new ErrorReply(failure.name(), failure.getMessage(), failure.traceback());
      error.setExecutionCount(count);
      env.replyError(ExecuteReply.MESSAGE_TYPE.error(), error);
    }
    env.setStatusIdle();
  }

  /** The library's answer is none, or entries as objects where the protocol wants lists. */
  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> message) {
    env.setStatusBusy();
    Map<String, Object> found =
        Map.of("status", "ok", "history", history.find(message.getContent()));
    env.reply(new Message(message, MessageType.HISTORY_REPLY, found));
    env.setStatusIdle();
  }

  @Override
  protected void handleInterruptRequest(
      ShellReplyEnvironment env, Message<InterruptRequest> message) {
    env.setStatusBusy();
    interrupt();
    env.reply(new InterruptReply());
    env.setStatusIdle();
  }

  @Override
  protected void handleShutdownRequest(
      ShellReplyEnvironment env, Message<ShutdownRequest> message) {
    env.setStatusBusy();
    env.reply(
        message.getContent().isRestart()
            ? ShutdownReply.SHUTDOWN_AND_RESTART
            : ShutdownReply.SHUTDOWN);
    env.setStatusIdle();
    shutdown.complete(null);
  }

  /** Installs what it can: a broken extension is told in the first cell and costs no other. */
  @Override
  protected void installExtensions(ClassLoader loader) {
    for (var provider : ServiceLoader.load(Extension.class, loader).stream().toList()) {
      try {
        installExtension(provider.get());
      } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
        LOG.warn("An extension failed", e);
        startUpNotes.add(
            "The notebook extension "
                + provider.type().getName()
                + " could not be installed: "
                + e);
      }
    }
  }

  private void warmUp() {
    try {
      new CellRun(0).enter();
      evaluator = new Evaluator(cells);
      assist = new CodeAssist(evaluator.analysis());
      Thread.currentThread().setContextClassLoader(evaluator.loader());
      for (String statement : DefaultImports.all(evaluator.loader())) {
        String refusal = evaluator.addImport(statement);
        if (!refusal.isEmpty()) {
          startUpNotes.add("The default import \"" + statement + "\" was left out: " + refusal);
        }
      }
      evaluator.evaluate("if (true) {}", 1, 0, List.of()); // loads what the first cell would
      installExtensions(evaluator.loader());
      Reserve.hold();
      ready.complete(null);
    } catch (RuntimeException | Error e) {
      ready.completeExceptionally(e);
    }
  }

  private void awaitReady() {
    if (Thread.currentThread() == warmingUp) {
      return; // an extension that evaluates code while it is installed
    }
    try {
      ready.join();
    } catch (CompletionException e) {
      throw Traceback.plain(
          "StartUpFailed", "The kernel could not start: " + e.getCause() + ". Restart it.");
    }
    synchronized (startUpNotes) {
      startUpNotes.forEach(System.err::println);
      startUpNotes.clear();
    }
  }

  private static int runNumber() {
    CellRun run = CellRun.current();
    return run == null ? 0 : run.number;
  }

  private <T> T onCellThread(Callable<T> body) {
    try {
      return cells.call(evaluator.loader(), body);
    } catch (CellFailure e) {
      throw e;
    } catch (UndefinedMagicException e) {
      throw Traceback.plain("UnknownMagic", e.getMessage() + "; %magics lists them.");
    } catch (Exception | Error e) {
      throw evaluator.failure(e, null);
    }
  }
}
