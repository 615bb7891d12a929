package dev.pinwheel.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a wrong command line with one line: what is wrong, what was meant, where to look. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String meant =
        suggestions(exception).stream()
            .findFirst()
            .map("; did you mean '%s'?"::formatted)
            .orElse(";");
    String message =
        "%s%s see '%s --help'"
            .formatted(problem(exception), meant, command.getCommandSpec().qualifiedName());
    Failures.printLine(command.getErr(), message);
    return ExitCode.USAGE;
  }

  private static String problem(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().get(0);
      boolean group = !exception.getCommandLine().getSubcommands().isEmpty();
      String kind = word.startsWith("-") ? "option" : group ? "command" : "argument";
      return "unknown %s '%s'".formatted(kind, word);
    }
    return exception.getMessage();
  }

  private static List<String> suggestions(ParameterException exception) {
    return exception instanceof UnmatchedArgumentException unmatched
        ? unmatched.getSuggestions()
        : List.of();
  }
}
