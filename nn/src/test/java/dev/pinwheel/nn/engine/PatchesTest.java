package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Sums over patches against the correlations that they stand for, which LibTorch computes. */
class PatchesTest {
  private static final int OUTPUTS = 5;

  /** Some images, and how filters move over them. */
  record Case(int axes, int images, int channels, int kernel, Correlations.Motion motion) {
    /** Sizes that differ from axis to axis. */
    Tensor maps(Precision format) {
      long[] shape = {images, channels, 9, 11, 10};
      Tensor maps = random(Arrays.copyOf(shape, axes + 2), 1);
      return maps.add(Tensors.scalar(0.5)).to(format.scalarType());
    }

    Tensor filters(long outputs, long seed) {
      long[] shape = {outputs, channels, kernel, kernel, kernel};
      return random(Arrays.copyOf(shape, axes + 2), seed);
    }
  }

  private static Tensor random(long[] shape, long seed) {
    return torch
        .empty(shape)
        .normal_(0, 1, new GeneratorOptional(torch.createCPUGenerator(seed)))
        .to(ScalarType.Double);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Correlations.Motion> motions =
        Combinators.combine(upTo(3), upTo(3), upTo(2))
            .as(
                (stride, padding, dilation) ->
                    new Correlations.Motion(stride, padding - 1, dilation, 1, false));
    return Combinators.combine(upTo(3), Arbitraries.of(1, 5, 16, 37), upTo(3), upTo(4), motions)
        .as(Case::new);
  }

  private static Arbitrary<Integer> upTo(int most) {
    return Arbitraries.integers().between(1, most);
  }

  private static Tensor correlate(Tensor x, Tensor filters, Correlations.Motion motion) {
    return Correlations.of(x, filters, new TensorOptional(), motion);
  }

  private static double error(Tensor found, Tensor expected) {
    double size = Math.max(1, expected.norm().item_double());
    return found.to(ScalarType.Double).sub(expected).norm().item_double() / size;
  }

  /** The matrix that adds the means again. */
  private static Tensor backToMeans(Patches patches) {
    Tensor matrix = torch.eye(patches.taps() + 1).to(ScalarType.Double);
    matrix.select(1, -1).narrow(0, 0, patches.taps()).copy_(patches.means());
    return matrix;
  }

  /** With a filter per tap the correlation's values are the patches; with another one, sums. */
  @Property(tries = 60, seed = "1")
  void productsAreThoseOfEveryTap(@ForAll("cases") Case c) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = c.maps(Precision.FLOAT64);
      Patches patches = new Patches(x, c.kernel(), c.motion());
      long taps = patches.taps();
      Tensor unit = torch.eye(taps).to(ScalarType.Double).view(c.filters(taps, 2).sizes());
      Tensor values = correlate(x, unit, c.motion()).transpose(0, 1).reshape(taps, -1);
      Tensor ones = torch.ones_like(values.narrow(0, 0, 1));
      Tensor p = torch.cat(new TensorVector(values, ones), 0);
      Tensor back = backToMeans(patches);
      double[] all = Arrays.stream(patches.products()).flatMapToDouble(Arrays::stream).toArray();
      Tensor products = Tensors.of(all, taps + 1, taps + 1);
      assertThat(error(back.mm(products).mm(back.t()), p.mm(p.t()))).isLessThan(1e-13);
    }
  }

  @Property(tries = 60, seed = "2")
  void sumsAreTheDerivativeByFiltersAndTheSum(@ForAll("cases") Case c, @ForAll Precision format) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = c.maps(format);
      Tensor filters = c.filters(OUTPUTS, 3).set_requires_grad(true);
      Tensor y = correlate(x.to(ScalarType.Double), filters, c.motion());
      Tensor z = random(y.sizes().vec().get(), 4).to(format.scalarType());
      y.mul(z.to(ScalarType.Double)).sum().backward();

      Patches patches = new Patches(x, c.kernel(), c.motion());
      Patches.Sums sums = patches.sums(OUTPUTS);
      Tensor rows = z.movedim(1, -1).reshape(-1, OUTPUTS);
      patches.blocks().forEach(block -> sums.add(block, block.of(rows)));
      // Numbers in bf16 are summed in float32.
      double bar = format == Precision.FLOAT64 ? 1e-13 : 1e-5;
      Tensor found = sums.sums().mm(backToMeans(patches).t());
      Tensor byFilters = filters.grad().view(OUTPUTS, -1);
      assertThat(error(found.narrow(1, 0, patches.taps()), byFilters)).isLessThan(bar);
      Tensor total = Tensors.sum(rows.to(ScalarType.Double), 0);
      assertThat(error(found.select(1, -1), total)).isLessThan(bar);
    }
  }

  @Property(tries = 30, seed = "3")
  void blocksAreWholeImages(@ForAll("cases") Case c) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = c.maps(Precision.FLOAT32);
      Patches patches = new Patches(x, c.kernel(), c.motion());
      Tensor y = correlate(x, c.filters(1, 2).to(ScalarType.Float), c.motion());
      long perImage = y.numel() / c.images();
      long next = 0;
      for (Columns.Block block : patches.blocks()) {
        assertThat(block.from()).isEqualTo(next);
        assertThat(block.count() % perImage).isZero();
        next += block.count();
      }
      assertThat(next).isEqualTo(y.numel());
      assertThat(patches.taps())
          .isEqualTo(Math.round(c.channels() * Math.pow(c.kernel(), c.axes())));
    }
  }
}
