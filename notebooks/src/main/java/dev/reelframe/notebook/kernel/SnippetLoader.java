package dev.reelframe.notebook.kernel;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the classes of the cells and the jars that were added while the notebook ran. */
final class SnippetLoader extends URLClassLoader implements LoaderDelegate {
  private static final Logger LOG = LoggerFactory.getLogger(SnippetLoader.class);

  private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
  private final Set<String> known;
  private final StopWeaver weaver = new StopWeaver(declared::get, this);

  SnippetLoader(ClassLoader parent) {
    super("notebook", new URL[0], parent);
    known = ConcurrentHashMap.newKeySet();
    known.addAll(Set.of(System.getProperty("java.class.path").split(File.pathSeparator)));
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    classesRedefined(classes);
    boolean[] loaded = new boolean[classes.length];
    try {
      for (int i = 0; i < classes.length; i++) {
        // Asking for the methods links the class far enough to find missing types now.
        loadClass(classes[i].name()).getDeclaredMethods();
        loaded[i] = true;
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ClassInstallException("load: " + e.getMessage(), loaded);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    for (ClassBytecodes each : classes) {
      declared.put(each.name(), each.bytecodes());
    }
  }

  @Override
  public void addToClasspath(String classPath) throws InternalException {
    for (String entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty() && known.add(entry)) {
        try {
          addURL(Path.of(entry).toUri().toURL());
        } catch (MalformedURLException e) {
          throw new InternalException(e.toString());
        }
      }
    }
  }

  /**
   * Serves JShell (which asks for classes it loaded) and class loading (which asks for new ones).
   */
  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = declared.get(name);
      if (bytes == null) {
        return super.findClass(name);
      }
      byte[] woven = woven(name, bytes);
      return defineClass(name, woven, 0, woven.length);
    }
  }

  /** Code that cannot be woven runs all the same; only its busy loops cannot be stopped. */
  private byte[] woven(String name, byte[] bytes) {
    try {
      return weaver.weave(bytes);
    } catch (IllegalArgumentException | IllegalStateException e) {
      LOG.warn("{} runs without stop checks: {}", name, e.toString());
      return bytes;
    }
  }
}
