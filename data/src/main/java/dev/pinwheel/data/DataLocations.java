package dev.pinwheel.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The folders of data: the user's own, only read, and the cache, where fetched and made files go.
 *
 * @param dataDir the user's folder, if there is one
 * @param cache the cache folder; made when something is stored
 */
public record DataLocations(Optional<Path> dataDir, Path cache) {
  /**
   * Returns the default folders: no user's folder, and for the cache the first that is set of
   * {@code $PINWHEEL_CACHE}, {@code $XDG_CACHE_HOME/pinwheel} and {@code ~/.cache/pinwheel}.
   *
   * @return the folders by this process's environment
   */
  public static DataLocations defaults() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * Returns the default folders of another environment; as {@link #defaults()}.
   *
   * @param environment the environment's variables; empty ones count as unset
   * @param home the home folder
   * @return the folders
   */
  public static DataLocations of(Map<String, String> environment, Path home) {
    String own = environment.getOrDefault("PINWHEEL_CACHE", "");
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path cache =
        !own.isBlank()
            ? Path.of(own)
            : !shared.isBlank()
                ? Path.of(shared, "pinwheel")
                : home.resolve(".cache").resolve("pinwheel");
    return new DataLocations(Optional.empty(), cache);
  }

  /**
   * Replaces the user's folder.
   *
   * @param folder the folder
   * @return the same cache with this folder
   */
  public DataLocations withDataDir(Path folder) {
    return new DataLocations(Optional.of(folder), cache);
  }

  /**
   * Replaces the cache.
   *
   * @param folder the folder
   * @return the same user's folder with this cache
   */
  public DataLocations withCache(Path folder) {
    return new DataLocations(dataDir, folder);
  }
}
