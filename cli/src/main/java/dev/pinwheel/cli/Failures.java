package dev.pinwheel.cli;

import dev.pinwheel.data.DataException;
import dev.pinwheel.export.ExportException;
import dev.pinwheel.nn.io.WeightFileException;
import dev.pinwheel.train.TrainingException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns exceptions of commands into one line on standard error and an exit code. */
final class Failures implements IExecutionExceptionHandler {
  private static final String HEAP =
      "out of memory (%s): give Java more with PINWHEEL_JAVA_OPTS=-Xmx4g, or ask for less at once";

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return report(failure, command.getErr(), CommonOptions.debug(parsed));
  }

  /** Prints the line, and the stack trace if wanted, and returns the exit code. */
  static int report(Throwable thrown, PrintWriter err, boolean debug) {
    boolean wrapped = thrown instanceof CommandLine.ExecutionException && thrown.getCause() != null;
    Throwable failure = wrapped ? thrown.getCause() : thrown;
    if (debug) {
      failure.printStackTrace(err);
    }
    if (isInterruption(failure)) {
      printLine(err, "interrupted");
      return ExitCode.INTERRUPTED;
    }
    if (isExpected(failure)) {
      printLine(err, message(failure));
      return ExitCode.FAILED;
    }
    printLine(err, "this is a bug: %s; %s".formatted(failure, traceFile(failure)));
    return ExitCode.BUG;
  }

  /** Prints a message as the one line that it must be. */
  static void printLine(PrintWriter err, String message) {
    err.println("pinwheel: " + message.replaceAll("[\\p{Cntrl}\\s]+", " ").strip());
    err.flush();
  }

  /** Whether somebody stopped what failed. */
  static boolean isInterruption(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof InterruptedException
          || at instanceof ClosedByInterruptException
          || at instanceof CancellationException
          || at.getClass() == InterruptedIOException.class) {
        return true;
      }
    }
    return false;
  }

  private static boolean isExpected(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof DataException
        || failure instanceof WeightFileException
        || failure instanceof ExportException
        || failure instanceof TrainingException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof OutOfMemoryError;
  }

  private static String message(Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked) {
      return IoMessages.of(unchecked.getCause());
    }
    if (failure instanceof IOException io) {
      return IoMessages.of(io);
    }
    if (failure instanceof OutOfMemoryError) {
      return HEAP.formatted(failure.getMessage());
    }
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  private static String traceFile(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    try {
      Path file = Files.createTempFile("pinwheel-", ".txt");
      Files.writeString(file, trace.toString());
      return "please report it with " + file;
    } catch (IOException e) {
      return "please report it with what --debug shows (no trace stored: %s)"
          .formatted(IoMessages.of(e));
    }
  }
}
