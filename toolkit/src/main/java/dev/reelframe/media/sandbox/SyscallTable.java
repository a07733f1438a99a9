package dev.reelframe.media.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * Numbers that Linux gives its system calls, which differ between processors.
 *
 * @param audit the processor, as the kernel names it to filters
 * @param openat opens a file
 * @param close closes a descriptor
 * @param pipe2 makes a pipe
 * @param wait4 waits for a child
 * @param prctl sets properties of a thread
 * @param forbidden what a decoder never needs: sockets, other processes' memory, other name spaces,
 *     and rings of the kernel that do what other calls do
 */
record SyscallTable(
    int audit, int openat, int close, int pipe2, int wait4, int prctl, List<Integer> forbidden) {
  private static final SyscallTable AMD64 =
      new SyscallTable(
          0xC000003E,
          257,
          3,
          293,
          61,
          157,
          List.of(
              41, 42, 43, 44, 45, 46, 47, 49, 50, 53, 288, 299, 307, // socket ... sendmmsg
              101, 310, 311, 438, // ptrace, process_vm_*, pidfd_getfd
              161, 165, 272, 308, 304, // chroot, mount, unshare, setns, open_by_handle_at
              248, 249, 250, 298, 321, 323, // keys, perf_event_open, bpf, userfaultfd
              425, 426, 427)); // io_uring_*

  private static final SyscallTable AARCH64 =
      new SyscallTable(
          0xC00000B7,
          56,
          57,
          59,
          260,
          167,
          List.of(
              198, 199, 200, 201, 202, 203, 206, 207, 211, 212, 242, 243, 269, //
              117, 270, 271, 438, //
              51, 40, 97, 268, 265, //
              217, 218, 219, 241, 280, 282, //
              425, 426, 427));

  /** The machine that this program runs on; empty where it is another system or processor. */
  static Optional<SyscallTable> here() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> Optional.of(AMD64);
      case "aarch64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }
}
