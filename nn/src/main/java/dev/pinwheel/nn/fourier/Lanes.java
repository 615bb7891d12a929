package dev.pinwheel.nn.fourier;

import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A correlation's rows, shared among as many threads as one operation may use. Each computes with
 * its own chunks from map to map, so that it waits for no other in between.
 */
final class Lanes {
  /** What the transforms of a chunk take: they stay in a core's own cache. */
  private static final long CHUNK_BYTES = 800_000;

  /** In wide maps products of fewer rows take longer than a cache saves. */
  private static final int FEWEST_PIXELS = 72;

  private final TapOrbits orbits;
  private final Geometry geometry;
  private final int fields;
  private final Tensor pixels;
  private final List<Rows.Chunk> chunks;
  private final int threads;
  private final int count;

  /**
   * Prepares.
   *
   * @param geometry how the taps stand
   * @param fields of the map
   * @param map what is under the taps, shape [images, orientations·fields, height, width]
   */
  Lanes(TapOrbits orbits, Geometry geometry, int fields, Tensor map) {
    this.orbits = orbits;
    this.geometry = geometry;
    this.fields = fields;
    pixels = Floats.pixels(map);
    int width = geometry.outputWidth();
    long pixel = (long) orbits.slots() * orbits.taps() * fields * Float.BYTES;
    long most = Math.max(CHUNK_BYTES / (width * pixel), (FEWEST_PIXELS + width - 1) / width);
    threads = Engine.threads();
    chunks = Rows.chunks((int) pixels.size(0), geometry.outputHeight(), (int) most, threads);
    count = Math.max(1, Math.min(threads, chunks.size()));
  }

  /** What is done with each chunk once it is transformed. */
  interface Step {
    /** Computes with the chunk that was transformed last. */
    void compute(Rows.Chunk chunk);

    /** Called when a lane has no more chunks. */
    default void finish() {}
  }

  /** Prepares a thread's work. */
  interface Work {
    /** What is to be done, one after the other, by the lane of a number with its transforms. */
    List<? extends Step> on(int lane, SpectralPatches patches);
  }

  /** How many threads compute. */
  int count() {
    return count;
  }

  /** Transforms all chunks and does the work on each, in order within a lane. */
  void run(Work work) {
    if (count == 1) {
      run(0, work);
      return;
    }
    List<Workers.Job<Integer>> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int lane = i;
      jobs.add(
          () -> {
            run(lane, work);
            return lane;
          });
    }
    Workers.run(Workers.shared(threads), jobs, () -> {});
  }

  private void run(int lane, Work work) {
    List<Rows.Chunk> own =
        chunks.subList(lane * chunks.size() / count, (lane + 1) * chunks.size() / count);
    if (own.isEmpty()) {
      return;
    }
    int longest = own.stream().mapToInt(Rows.Chunk::count).max().getAsInt();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      SpectralPatches patches = new SpectralPatches(orbits, geometry, fields, pixels, longest);
      List<? extends Step> steps = work.on(lane, patches);
      for (Rows.Chunk chunk : own) {
        patches.fill(chunk);
        steps.forEach(step -> step.compute(chunk));
      }
      steps.forEach(Step::finish);
    }
  }
}
