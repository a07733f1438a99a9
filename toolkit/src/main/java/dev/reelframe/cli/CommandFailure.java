package dev.reelframe.cli;

import dev.reelframe.gpu.error.NoDevice;
import dev.reelframe.media.MediaException.InputRejected;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/**
 * What an error means to a script.
 *
 * @param exitCode 1: the source could not be had or something broke; 2: the call or the source was
 *     refused
 * @param message one line
 */
record CommandFailure(int exitCode, String message) {

  static CommandFailure of(Throwable error) {
    return switch (error) {
      case InputRejected e -> new CommandFailure(2, e.getMessage());
      case IllegalArgumentException e -> new CommandFailure(2, e.getMessage());
      case NoDevice e -> new CommandFailure(2, e.getMessage());
      case UncheckedIOException e -> of(e.getCause());
      case CancellationException e -> new CommandFailure(1, e.getMessage());
      case NoSuchFileException e -> new CommandFailure(1, "no file " + e.getFile());
      case AccessDeniedException e ->
          new CommandFailure(1, "no permission to write " + e.getFile() + ": choose another --out");
      case FileSystemException e -> new CommandFailure(1, e.getFile() + ": " + e.getReason());
      default ->
          new CommandFailure(1, error.getMessage() == null ? error.toString() : error.getMessage());
    };
  }
}
