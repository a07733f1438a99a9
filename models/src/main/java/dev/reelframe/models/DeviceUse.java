package dev.reelframe.models;

/**
 * Device wanted and device really used.
 *
 * @param requested what the caller asked for
 * @param used never {@code auto}
 * @param reason why the two differ, empty when they do not
 */
public record DeviceUse(Device requested, Device used, String reason) {

  /**
   * Where the runtime on the class path would put a model, without loading one: a card that turns
   * out not to work is found when a model is loaded.
   */
  public static DeviceUse planned(Device wanted) {
    if (wanted.kind() == Device.Kind.CPU) {
      return new DeviceUse(wanted, wanted, "");
    }
    return OnnxRuntime.hasCuda()
        ? new DeviceUse(wanted, Device.cuda(wanted.index()), "")
        : new DeviceUse(wanted, Device.cpu(), OnnxRuntime.NO_CUDA);
  }
}
