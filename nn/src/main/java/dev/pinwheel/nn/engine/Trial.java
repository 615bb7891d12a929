package dev.pinwheel.nn.engine;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A correlation of random numbers, to compare ways to compute one: its value, and those of its
 * derivatives by map and filters that will be asked for, along random directions.
 */
final class Trial {
  private static final long SEED = 20;

  private final Tensor probe;
  private final Tensor taps;
  private final TensorOptional shift;
  private final boolean byMap;
  private final boolean byFilters;

  private Trial(Tensor probe, Tensor taps, TensorOptional shift, boolean byMap, boolean byFilters) {
    this.probe = probe;
    this.taps = taps;
    this.shift = shift;
    this.byMap = byMap;
    this.byFilters = byFilters;
  }

  /** How a correlation may be computed. */
  @FunctionalInterface
  interface Operation {
    /** The value for a map, filters and perhaps a number per channel of the result. */
    Tensor of(Tensor x, Tensor filters, TensorOptional shift);
  }

  /**
   * Draws the numbers.
   *
   * @param x the map whose shape, layout and format are meant; a derivative by it is compared if
   *     one is wanted
   * @param filters the same for the filters
   * @param shifts whether there is a number per channel
   * @param motion how filters move
   */
  static Trial like(Tensor x, Tensor filters, boolean shifts, Correlations.Motion motion) {
    GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(SEED));
    long outputs = motion.isTransposed() ? filters.size(1) * motion.groups() : filters.size(0);
    return new Trial(
        torch.empty_like(x.detach()).normal_(0, 1, random),
        torch.empty_like(filters.detach()).normal_(0, 1, random),
        shifts
            ? Tensors.some(torch.zeros(new long[] {outputs}, x.options()).normal_(0, 1, random))
            : new TensorOptional(),
        Correlations.isWanted(x),
        Correlations.isWanted(filters));
  }

  /** What a way to compute it gives: the value, then the derivatives. */
  Tensor[] found(Operation operation) {
    return of(operation, probe, 0);
  }

  /**
   * The same image by image: in float64 LibTorch lays out what is under all taps of all images at
   * once, which may be more than a training step takes.
   */
  Tensor[] exact(Operation operation) {
    TensorVector values = new TensorVector();
    TensorVector byImages = new TensorVector();
    Tensor sum = torch.zeros_like(taps).to(ScalarType.Double);
    for (long image = 0; image < probe.size(0); image++) {
      try (PointerScope scope = new PointerScope()) {
        Tensor[] one = of(operation, probe.narrow(0, image, 1), image);
        values.push_back(one[0]);
        if (byMap) {
          byImages.push_back(one[1]);
        }
        if (byFilters) {
          sum.add_(one[one.length - 1]);
        }
      }
    }
    List<Tensor> all = new ArrayList<>(List.of(torch.cat(values, 0)));
    if (byMap) {
      all.add(torch.cat(byImages, 0));
    }
    if (byFilters) {
      all.add(sum);
    }
    return all.toArray(Tensor[]::new);
  }

  private Tensor[] of(Operation operation, Tensor images, long first) {
    try (AutoGradMode gradients = new AutoGradMode(byMap || byFilters)) {
      Tensor x = images.detach().set_requires_grad(byMap);
      Tensor filters = taps.detach().set_requires_grad(byFilters);
      Tensor y = operation.of(x, filters, shift);
      List<Tensor> all = new ArrayList<>(List.of(y.detach()));
      if (byMap || byFilters) {
        y.mul(directions(y, first)).sum().backward();
      }
      if (byMap) {
        all.add(x.grad());
      }
      if (byFilters) {
        all.add(filters.grad());
      }
      return all.toArray(Tensor[]::new);
    }
  }

  /** Random numbers of a map's shape, drawn for each image anew. */
  private static Tensor directions(Tensor y, long first) {
    Tensor along = torch.empty(y.sizes().vec().get());
    for (long image = 0; image < y.size(0); image++) {
      long seed = SEED + 1 + first + image;
      along
          .narrow(0, image, 1)
          .normal_(0, 1, new GeneratorOptional(torch.createCPUGenerator(seed)));
    }
    return along.to(y.scalar_type());
  }
}
