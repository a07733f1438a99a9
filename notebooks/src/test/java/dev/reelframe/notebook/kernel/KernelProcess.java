package dev.reelframe.notebook.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A kernel in its own process, started as Jupyter would start it (from the installed {@code
 * kernel.json}), and a frontend that speaks the protocol to it: version 5.3 of the Jupyter
 * messaging specification.
 */
final class KernelProcess implements AutoCloseable {
  private static final int LIMIT_MS = 60_000;
  private static final String DELIMITER = "<IDS|MSG>";
  private static final Gson GSON = new Gson();

  private final String key = UUID.randomUUID().toString();
  private final String session = UUID.randomUUID().toString();
  private final ZContext context = new ZContext();
  private final Path log;
  private final Process process;
  private final ZMQ.Socket shell;
  private final ZMQ.Socket control;
  private final ZMQ.Socket stdin;
  private final ZMQ.Socket output;

  private KernelProcess(Path folder, List<String> jvmOptions, List<String> moreClassPath)
      throws IOException {
    String classPath = System.getProperty("java.class.path");
    for (String entry : moreClassPath) {
      classPath += File.pathSeparator + entry;
    }
    Path spec = KernelSpec.install(folder, classPath, jvmOptions).resolve("kernel.json");
    int[] ports = freePorts(5);
    Path connection = Files.createTempFile(folder, "connection", ".json");
    Files.writeString(connection, GSON.toJson(connection(ports)));
    List<String> command = new ArrayList<>();
    for (JsonElement part :
        JsonParser.parseString(Files.readString(spec)).getAsJsonObject().getAsJsonArray("argv")) {
      command.add(part.getAsString().replace("{connection_file}", connection.toString()));
    }
    log = folder.resolve("kernel.log");
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    output = connected(SocketType.SUB, ports[1]);
    output.subscribe(ZMQ.SUBSCRIPTION_ALL);
    shell = connected(SocketType.DEALER, ports[0]);
    control = connected(SocketType.DEALER, ports[3]);
    stdin = connected(SocketType.DEALER, ports[2]);
  }

  /** Starts a kernel and waits until it answers and its output arrives. */
  static KernelProcess start(Path folder) throws IOException {
    return start(folder, List.of(), List.of());
  }

  static KernelProcess start(Path folder, List<String> jvmOptions, List<String> moreClassPath)
      throws IOException {
    KernelProcess kernel = new KernelProcess(folder, jvmOptions, moreClassPath);
    kernel.awaitOutput();
    return kernel;
  }

  /** What came of a cell. */
  record Outcome(JsonObject reply, List<JsonObject> messages, Duration duration) {
    String status() {
      return reply.get("status").getAsString();
    }

    String stream(String name) {
      StringBuilder text = new StringBuilder();
      for (JsonObject message : messages) {
        if (type(message).equals("stream")
            && content(message).get("name").getAsString().equals(name)) {
          text.append(content(message).get("text").getAsString());
        }
      }
      return text.toString();
    }

    /** The result as the given MIME type, or null. */
    String result(String mime) {
      return data("execute_result", mime).stream().findFirst().orElse(null);
    }

    String text() {
      return result("text/plain");
    }

    List<String> data(String messageType, String mime) {
      return messages.stream()
          .filter(message -> type(message).equals(messageType))
          .map(message -> content(message).getAsJsonObject("data").get(mime))
          .filter(java.util.Objects::nonNull)
          .map(JsonElement::getAsString)
          .toList();
    }

    String errorName() {
      return failed().get("ename").getAsString();
    }

    String errorMessage() {
      return failed().get("evalue").getAsString();
    }

    private JsonObject failed() {
      if (!reply.has("ename")) {
        throw new AssertionError("The cell did not fail: " + reply + " " + messages);
      }
      return reply;
    }

    /** The error as shown, without colours. */
    String traceback() {
      StringBuilder lines = new StringBuilder();
      failed()
          .getAsJsonArray("traceback")
          .forEach(line -> lines.append(line.getAsString()).append('\n'));
      return lines.toString().replaceAll("\u001B\\[[0-9;]*m", "");
    }
  }

  Outcome run(String code) {
    return await(send(code));
  }

  /** Sends a cell without waiting for it; returns the id of the request. */
  String send(String code) {
    return send(code, false);
  }

  String send(String code, boolean inputAllowed) {
    return request(
        shell,
        "execute_request",
        Map.of(
            "code",
            code,
            "silent",
            false,
            "store_history",
            true,
            "user_expressions",
            Map.of(),
            "allow_stdin",
            inputAllowed,
            "stop_on_error",
            true));
  }

  /** Waits for the cell's reply and for the kernel to be idle again. */
  Outcome await(String id) {
    long start = System.nanoTime();
    List<JsonObject> messages = new ArrayList<>();
    JsonObject message;
    do {
      message = receive(output, id);
      messages.add(message);
    } while (!isIdle(message));
    JsonObject reply = content(receive(shell, id));
    return new Outcome(reply, messages, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Waits for the first output of this type that belongs to the cell. */
  JsonObject awaitMessage(String id, String type) {
    JsonObject message;
    do {
      message = receive(output, id);
    } while (!type(message).equals(type));
    return content(message);
  }

  void interrupt() {
    receive(control, request(control, "interrupt_request", Map.of()));
  }

  /** Asks the kernel to end and waits until its process has. */
  int shutdown() throws InterruptedException {
    receive(control, request(control, "shutdown_request", Map.of("restart", false)));
    if (!process.waitFor(LIMIT_MS, TimeUnit.MILLISECONDS)) {
      throw new AssertionError("The kernel did not end");
    }
    return process.exitValue();
  }

  JsonObject ask(String type, Map<String, Object> content) {
    return content(receive(shell, request(shell, type, content)));
  }

  JsonObject complete(String code) {
    return ask(
        "complete_request",
        Map.of("code", code, "cursor_pos", code.codePointCount(0, code.length())));
  }

  static List<String> matches(JsonObject reply) {
    JsonArray all = reply.getAsJsonArray("matches");
    return all.asList().stream().map(JsonElement::getAsString).toList();
  }

  /** Waits for a question of the cell and answers it. */
  void answerInput(String cell, String value) {
    JsonObject question = receive(stdin, cell);
    sendMessage(stdin, "input_reply", Map.of("value", value), question.getAsJsonObject("header"));
  }

  /** Sends bytes that are no message, as a stray client might. */
  void sendGarbage() {
    shell.sendMore(DELIMITER);
    for (int i = 0; i < 4; i++) {
      shell.sendMore("garbage");
    }
    shell.send("garbage");
  }

  /** CPU time of the kernel's process so far, without its children. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Child processes of the kernel that run a program of this name. */
  long children(String program) {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith(program))
        .count();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    context.close();
  }

  static JsonObject content(JsonObject message) {
    return message.getAsJsonObject("content");
  }

  static String type(JsonObject message) {
    return message.getAsJsonObject("header").get("msg_type").getAsString();
  }

  private static boolean isIdle(JsonObject message) {
    return type(message).equals("status")
        && content(message).get("execution_state").getAsString().equals("idle");
  }

  /**
   * A subscription takes a moment: asks for something until the answer's status arrives as output.
   */
  private void awaitOutput() {
    for (int attempt = 0; attempt < 100; attempt++) {
      String id = request(shell, "kernel_info_request", Map.of());
      receive(shell, id);
      output.setReceiveTimeOut(300);
      try {
        while (!isIdle(receive(output, id))) {
          // busy comes first
        }
        return;
      } catch (AssertionError notYet) {
        continue;
      } finally {
        output.setReceiveTimeOut(LIMIT_MS);
      }
    }
    throw new AssertionError("No output of the kernel arrived");
  }

  private String request(ZMQ.Socket socket, String type, Map<String, Object> content) {
    return sendMessage(socket, type, content, new JsonObject());
  }

  private String sendMessage(
      ZMQ.Socket socket, String type, Map<String, Object> content, JsonObject parent) {
    String id = UUID.randomUUID().toString();
    String header =
        GSON.toJson(
            Map.of(
                "msg_id",
                id,
                "session",
                session,
                "username",
                "test",
                "date",
                Instant.now().toString(),
                "msg_type",
                type,
                "version",
                "5.3"));
    String[] parts = {header, parent.toString(), "{}", GSON.toJson(content)};
    socket.sendMore(DELIMITER);
    socket.sendMore(signature(parts));
    for (int i = 0; i < parts.length - 1; i++) {
      socket.sendMore(parts[i]);
    }
    socket.send(parts[parts.length - 1]);
    return id;
  }

  /** Whether the process lives, and the end of what it printed. */
  private String state() {
    try {
      String printed = Files.readString(log);
      String end = printed.substring(Math.max(0, printed.length() - 2000));
      return (process.isAlive() ? "alive" : "ended with " + process.exitValue()) + ": " + end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next message that answers this request; others are dropped. */
  private JsonObject receive(ZMQ.Socket socket, String parent) {
    while (true) {
      String frame = socket.recvStr();
      while (frame != null && !frame.equals(DELIMITER)) {
        frame = socket.recvStr();
      }
      if (frame == null) {
        throw new AssertionError("No message from the kernel, " + state());
      }
      String signature = socket.recvStr();
      String[] parts = {socket.recvStr(), socket.recvStr(), socket.recvStr(), socket.recvStr()};
      if (!signature.equals(signature(parts))) {
        throw new AssertionError("Wrong signature");
      }
      JsonObject message = new JsonObject();
      message.add("header", JsonParser.parseString(parts[0]));
      message.add("content", JsonParser.parseString(parts[3]));
      JsonObject parentHeader = JsonParser.parseString(parts[1]).getAsJsonObject();
      if (parentHeader.has("msg_id") && parentHeader.get("msg_id").getAsString().equals(parent)) {
        return message;
      }
    }
  }

  private String signature(String[] parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      for (String part : parts) {
        mac.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Map<String, Object> connection(int[] ports) {
    return Map.of(
        "transport",
        "tcp",
        "ip",
        "127.0.0.1",
        "shell_port",
        ports[0],
        "iopub_port",
        ports[1],
        "stdin_port",
        ports[2],
        "control_port",
        ports[3],
        "hb_port",
        ports[4],
        "signature_scheme",
        "hmac-sha256",
        "key",
        key);
  }

  private ZMQ.Socket connected(SocketType type, int port) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setReceiveTimeOut(LIMIT_MS);
    socket.setIdentity(session.getBytes(StandardCharsets.US_ASCII));
    socket.connect("tcp://127.0.0.1:" + port);
    return socket;
  }

  private static int[] freePorts(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
