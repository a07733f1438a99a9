package dev.reelframe.pipeline;

import dev.reelframe.analyzer.vision.SharedFolder;
import dev.reelframe.models.ResidentModels;
import dev.reelframe.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of this process as on a machine with, or without, the models of the shared folder.
 */
final class SharedSetup implements AutoCloseable {
  private final Map<Setting, String> before = new LinkedHashMap<>();

  /**
   * All models that are there: the catalogue's, Whisper, and Qwen2-VL with random weights. Skips
   * the test where there is no such folder.
   */
  static SharedSetup withModels(Path home) {
    SharedSetup setup = withoutModels(home);
    Path models = SharedFolder.models();
    setup.set(Setting.MODEL_MIRROR, models.toString());
    for (String whisper : new String[] {"whisper-tiny-random", "whisper-base"}) {
      if (Files.isDirectory(models.resolve(whisper))) {
        setup.set(Setting.WHISPER, models.resolve(whisper).toString());
      }
    }
    setup.set(Setting.QWEN2_VL, models.resolve("qwen2-vl-tiny-random").toString());
    return setup;
  }

  /** A machine without a network: only models that come along are there. */
  static SharedSetup withoutModels(Path home) {
    SharedSetup setup = new SharedSetup();
    for (Setting setting : Setting.values()) {
      setup.before.put(setting, System.getProperty(setting.property()));
      setup.set(setting, "");
    }
    setup.set(Setting.HOME, home.toString());
    setup.set(Setting.OFFLINE, "on");
    ResidentModels.shared().close();
    return setup;
  }

  private void set(Setting setting, String value) {
    System.setProperty(setting.property(), value);
  }

  @Override
  public void close() {
    ResidentModels.shared().close();
    before.forEach((setting, value) -> {
      if (value == null) {
        System.clearProperty(setting.property());
      } else {
        System.setProperty(setting.property(), value);
      }
    });
  }
}
