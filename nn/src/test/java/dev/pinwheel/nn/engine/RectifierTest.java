package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RectifierTest {
  private static final double[] SPECIAL = {
    0,
    -0.0,
    1,
    -1,
    0x1p-133,
    -0x1p-133,
    3.3e38,
    -3.3e38,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  /** Special values, then normal ones; rows that fill no vector. */
  private static Tensor values(Precision precision) {
    Tensor special = Tensors.of(SPECIAL, SPECIAL.length);
    Tensor normal = torch.randn(997 - SPECIAL.length).to(ScalarType.Double);
    return torch.cat(new TensorVector(special, normal), 0).to(precision.scalarType());
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void isTheMaximumWithZero(Precision precision) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = values(precision);
      double[] expected = Tensors.toDoubles(x);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = expected[i] > 0 ? expected[i] : 0;
      }
      Rectifier.apply(x);
      assertSame(x, expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void keepsTheGradientWhereSomethingIsLeft(Precision precision) {
    try (PointerScope scope = new PointerScope()) {
      Tensor y = values(precision);
      Rectifier.apply(y);
      Tensor gradient = values(precision).flip(new long[] {0}).contiguous();
      double[] expected = Tensors.toDoubles(gradient);
      double[] of = Tensors.toDoubles(y);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = of[i] > 0 ? expected[i] : 0;
      }
      Tensor out = torch.ones_like(y);
      Rectifier.back(out, gradient, y);
      assertSame(out, expected);
      Rectifier.back(gradient, gradient, y);
      assertSame(gradient, expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void masks(Precision precision) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.randn(12, 7).to(precision.scalarType());
      Tensor mask = torch.randint(2, new long[] {84}).to(ScalarType.Short);
      double[] expected = Tensors.toDoubles(x);
      double[] kept = Tensors.toDoubles(mask);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = kept[i] == 1 ? expected[i] : 0;
      }
      Rectifier.mask(x, mask);
      assertSame(x, expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void lowers(Precision precision) {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.randn(12, 7).mul(Tensors.scalar(1e19)).to(precision.scalarType());
      Tensor mask = torch.randint(2, new long[] {84}).to(ScalarType.Short);
      double[] expected = Tensors.toDoubles(x);
      double[] kept = Tensors.toDoubles(mask);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = kept[i] == 1 ? expected[i] : -0x1p120;
      }
      Tensor out = torch.ones_like(x);
      Rectifier.lower(out, x, mask);
      assertSame(out, expected);
    }
  }

  private static void assertSame(Tensor found, double[] expected) {
    double[] values = Tensors.toDoubles(found);
    for (int i = 0; i < expected.length; i++) {
      // Zero has either sign.
      assertThat(values[i] == expected[i]).as("%d: %s for %s", i, values[i], expected[i]).isTrue();
    }
  }
}
