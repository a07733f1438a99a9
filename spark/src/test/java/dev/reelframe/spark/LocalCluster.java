package dev.reelframe.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A cluster of this machine, of the jars that Maven has: no Spark is installed. {@code SPARK_HOME}
 * must name a folder that may be filled, {@code SPARK_SCALA_VERSION} be 2.13.
 */
final class LocalCluster {
  private LocalCluster() {}

  static SparkSession start(int executors) throws IOException {
    String classPath = System.getProperty("java.class.path");
    Path home = Path.of(System.getenv("SPARK_HOME"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    Files.writeString(home.resolve("RELEASE"), "Spark from Maven's jars");
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      Path link = jars.resolve(jar.getFileName());
      if (entry.endsWith(".jar") && !Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    String options =
        "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -Djava.awt.headless=true";
    return SparkSession.builder()
        .appName("reelframe")
        .master("local-cluster[" + executors + ",1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.extraClassPath", classPath)
        .config("spark.executor.extraJavaOptions", options)
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }
}
