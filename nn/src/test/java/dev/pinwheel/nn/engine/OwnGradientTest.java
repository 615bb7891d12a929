package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A derivative by hand stands in the graph as LibTorch's own would. */
@ExtendWith(NativeScope.class)
class OwnGradientTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 4;

  /** A function of a matrix and two rows with its derivative by hand. */
  enum Function {
    /** {@code (x a + b)²}, of the shape of x. */
    SQUARE(COLUMNS) {
      @Override
      Tensor value(Tensor x, Tensor a, Tensor b) {
        return x.mul(a).add(b).square();
      }

      @Override
      Tensor[] derivative(Tensor g, Tensor x, Tensor a, Tensor b) {
        Tensor inner = g.mul(x.mul(a).add(b)).mul(Tensors.scalar(2));
        return new Tensor[] {
          inner.mul(a), Tensors.sum(inner.mul(x), 0), Tensors.sum(inner.clone(), 0)
        };
      }
    },
    /** The left half of x times its right half and a, and b added: half as wide as x. */
    HALVES(COLUMNS / 2) {
      @Override
      Tensor value(Tensor x, Tensor a, Tensor b) {
        return left(x).mul(right(x)).mul(a).add(b);
      }

      @Override
      Tensor[] derivative(Tensor g, Tensor x, Tensor a, Tensor b) {
        Tensor inner = g.mul(a);
        Tensor byX = torch.cat(new TensorVector(inner.mul(right(x)), inner.mul(left(x))), 1);
        return new Tensor[] {byX, Tensors.sum(g.mul(left(x)).mul(right(x)), 0), Tensors.sum(g, 0)};
      }
    };

    private final int width;

    Function(int width) {
      this.width = width;
    }

    abstract Tensor value(Tensor x, Tensor a, Tensor b);

    abstract Tensor[] derivative(Tensor g, Tensor x, Tensor a, Tensor b);

    private static Tensor left(Tensor x) {
      return x.narrow(1, 0, COLUMNS / 2);
    }

    private static Tensor right(Tensor x) {
      return x.narrow(1, COLUMNS / 2, COLUMNS / 2);
    }

    Tensor own(Tensor x, Tensor a, Tensor b) {
      try (NoGradGuard guard = new NoGradGuard()) {
        return attached(value(x, a, b), x, a, b);
      }
    }

    private Tensor attached(Tensor value, Tensor x, Tensor a, Tensor b) {
      try (AutoGradMode on = new AutoGradMode(true)) {
        return OwnGradient.attach(value, List.of(x, a, b), g -> derivative(g, x, a, b));
      }
    }

    /** x, a and b, of which those need a gradient whose bit is set. */
    List<Tensor> leaves(int needed) {
      Tensor x = Maps.tensor(Maps.normal(1, ROWS * COLUMNS), ROWS, COLUMNS);
      Tensor a = Maps.tensor(Maps.normal(2, width), width);
      Tensor b = Maps.tensor(Maps.normal(3, width), width);
      List<Tensor> leaves = List.of(x, a, b);
      IntStream.range(0, 3).forEach(i -> leaves.get(i).set_requires_grad((needed >> i & 1) == 1));
      return leaves;
    }

    Tensor weights() {
      return Maps.tensor(Maps.normal(4, ROWS * width), ROWS, width);
    }
  }

  /** How a derivative is asked for; gives null for what needs none. */
  enum Way {
    BACKWARD {
      @Override
      List<Tensor> gradients(Tensor loss, List<Tensor> leaves) {
        loss.backward();
        List<Tensor> found = new ArrayList<>();
        leaves.forEach(t -> found.add(t.grad().defined() ? t.grad() : null));
        return found;
      }
    },
    GRAD {
      @Override
      List<Tensor> gradients(Tensor loss, List<Tensor> leaves) {
        Tensor[] asked = leaves.stream().filter(Tensor::requires_grad).toArray(Tensor[]::new);
        TensorVector given =
            torch.grad(
                new TensorVector(loss),
                new TensorVector(asked),
                new TensorVector(torch.ones_like(loss)),
                new BoolOptional(false),
                false,
                false);
        List<Tensor> found = new ArrayList<>();
        int at = 0;
        for (Tensor t : leaves) {
          assertThat(t.grad().defined()).isFalse();
          found.add(t.requires_grad() ? given.get(at++) : null);
        }
        return found;
      }
    };

    abstract List<Tensor> gradients(Tensor loss, List<Tensor> leaves);
  }

  static Stream<Arguments> cases() {
    return Stream.of(Function.values())
        .flatMap(
            f ->
                Stream.of(Way.values())
                    .flatMap(w -> IntStream.range(1, 8).mapToObj(n -> Arguments.of(f, w, n))));
  }

  private static void assertSame(List<Tensor> found, List<Tensor> expected) {
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i) == null) {
        assertThat(found.get(i)).as("gradient " + i).isNull();
      } else {
        assertThat(found.get(i).sizes().vec().get()).isEqualTo(expected.get(i).sizes().vec().get());
        double[] numbers = Tensors.toDoubles(expected.get(i));
        assertThat(Maps.error(Tensors.toDoubles(found.get(i)), numbers))
            .as("gradient " + i)
            .isLessThan(1e-14);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsAutograd(Function f, Way way, int needed) {
    List<Tensor> plain = f.leaves(needed);
    Tensor expected = f.value(plain.get(0), plain.get(1), plain.get(2));
    List<Tensor> leaves = f.leaves(needed);
    Tensor y = f.own(leaves.get(0), leaves.get(1), leaves.get(2));
    assertThat(y.requires_grad()).isTrue();
    assertThat(Tensors.toDoubles(y)).containsExactly(Tensors.toDoubles(expected));

    assertSame(
        way.gradients(y.mul(f.weights()).sum(), leaves),
        way.gradients(expected.mul(f.weights()).sum(), plain));
  }

  @ParameterizedTest
  @EnumSource
  void standsTwiceInOneGraph(Way way) {
    List<Tensor> plain = Function.SQUARE.leaves(7);
    List<Tensor> leaves = Function.SQUARE.leaves(7);

    assertSame(
        way.gradients(twice(leaves, Function.SQUARE::own, Function.HALVES::own), leaves),
        way.gradients(twice(plain, Function.SQUARE::value, Function.HALVES::value), plain));
  }

  private interface Step {
    Tensor of(Tensor x, Tensor a, Tensor b);
  }

  /** One after the other, with common parameters, beside other uses of what lies between. */
  private static Tensor twice(List<Tensor> leaves, Step first, Step second) {
    Tensor x = leaves.get(0);
    Tensor a = leaves.get(1);
    Tensor b = leaves.get(2);
    Tensor once = first.of(x.sin(), a, b);
    Tensor again = first.of(once, b, a);
    Tensor half = second.of(again, a.narrow(0, 0, 2), b.narrow(0, 2, 2));
    return half.square().sum().add(once.mul(x).sum()).add(again.mul(once).sum());
  }

  @ParameterizedTest
  @EnumSource
  void itIsTheOneByHandThatCounts(Way way) {
    List<Tensor> leaves = Function.SQUARE.leaves(7);
    Tensor y = leaves.get(0).detach().clone();
    double[][] own = {Maps.normal(7, 20), Maps.normal(8, 4), Maps.normal(9, 4)};
    OwnGradient.attach(
        y,
        leaves,
        g ->
            new Tensor[] {
              Maps.tensor(own[0], ROWS, COLUMNS), Maps.tensor(own[1], 4), Maps.tensor(own[2], 4)
            });
    List<Tensor> found = way.gradients(y.sum(), leaves);
    for (int i = 0; i < 3; i++) {
      assertThat(Tensors.toDoubles(found.get(i))).containsExactly(own[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneTensorMayBeTheDerivativeByAll(Way way) {
    Tensor x = Maps.tensor(Maps.normal(1, COLUMNS), 1, COLUMNS);
    Tensor a = Maps.tensor(Maps.normal(2, COLUMNS), 1, COLUMNS);
    Tensor b = Maps.tensor(Maps.normal(3, COLUMNS), 1, COLUMNS);
    List<Tensor> leaves = List.of(x, a, b);
    Tensor y = x.add(a).add(b);
    leaves.forEach(t -> t.set_requires_grad(true));
    OwnGradient.attach(y, leaves, g -> new Tensor[] {g, g, g});
    double[] v = Maps.normal(4, COLUMNS);
    Tensor loss = y.mul(Maps.tensor(v, 1, COLUMNS)).sum();
    way.gradients(loss, leaves).forEach(g -> assertThat(Tensors.toDoubles(g)).containsExactly(v));
  }

  @Test
  void parametersKeepTheirDigitsBesideNarrowMaps() {
    Tensor x = Maps.tensor(Maps.normal(1, 20), ROWS, COLUMNS).to(torch.ScalarType.BFloat16);
    Tensor a = torch.ones(COLUMNS);
    x.set_requires_grad(true);
    a.set_requires_grad(true);
    float[] thirds = {1 / 3f, 2 / 3f, 4 / 3f, 5 / 3f};
    Tensor y =
        OwnGradient.attach(
            x.detach().clone(),
            List.of(x, a),
            g -> new Tensor[] {g.clone(), Tensors.of(thirds, COLUMNS)});
    assertThat(Tensors.has(y, torch.ScalarType.BFloat16)).isTrue();
    y.sum().backward();
    assertThat(Tensors.has(x.grad(), torch.ScalarType.BFloat16)).isTrue();
    assertThat(Tensors.has(a.grad(), torch.ScalarType.Float)).isTrue();
    assertThat(Tensors.toFloats(a.grad())).containsExactly(thirds);
  }

  @Test
  void withoutGradientsTheResultIsUntouched() {
    List<Tensor> leaves = Function.HALVES.leaves(7);
    Tensor y = Maps.tensor(Maps.normal(5, 10), ROWS, 2);
    try (NoGradGuard guard = new NoGradGuard()) {
      assertUntouched(y, leaves);
    }
    assertUntouched(y, Function.HALVES.leaves(0));
  }

  private static void assertUntouched(Tensor y, List<Tensor> leaves) {
    Tensor attached = OwnGradient.attach(y, leaves, g -> new Tensor[0]);
    assertThat(attached).isSameAs(y);
    assertThat(y.requires_grad()).isFalse();
    assertThat(Tensors.toDoubles(y)).containsExactly(Maps.normal(5, 10));
  }

  @Test
  void withoutAScopeItSaysWhatIsMissing() {
    List<Tensor> leaves = Function.SQUARE.leaves(7);
    Tensor y = leaves.get(0).detach().clone();
    assertThatThrownBy(
            () ->
                CompletableFuture.supplyAsync(
                        () -> OwnGradient.attach(y, leaves, g -> new Tensor[0]))
                    .join())
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("try (PointerScope scope = new PointerScope())");
  }

  @ParameterizedTest
  @EnumSource
  void anyShapesAreTaken(Way way) {
    for (long[] shape : new long[][] {{2, 3, 2, 2}, {24}, {0, COLUMNS}}) {
      Tensor x = torch.randn(shape).to(torch.ScalarType.Double);
      Tensor a = torch.ones(new long[] {1, 2}).to(torch.ScalarType.Double);
      List<Tensor> leaves = List.of(x, a);
      Tensor y = x.sum().mul(a);
      leaves.forEach(t -> t.set_requires_grad(true));
      OwnGradient.attach(
          y, leaves, g -> new Tensor[] {g.mul(a).sum().expand(shape), g.mul(x.sum())});
      Tensor v = Maps.tensor(new double[] {2, -5}, 1, 2);
      List<Tensor> found = way.gradients(y.mul(v).sum(), leaves);
      assertThat(found.get(0).sizes().vec().get()).isEqualTo(shape);
      assertThat(found.get(0).eq(Tensors.scalar(-3)).all().item_bool()).isTrue();
      assertSame(found.subList(1, 2), List.of(v.mul(x.detach().sum())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatDoesNotFitIsRefused(Way way) {
    List<Tensor> leaves = Function.SQUARE.leaves(7);
    assertRefused(way, leaves, new Tensor[0], "0 derivatives by 3 inputs");
    Tensor x = torch.zeros_like(leaves.get(0));
    Tensor a = torch.zeros_like(leaves.get(1));
    assertRefused(
        way, leaves, new Tensor[] {x, x, a}, "20 numbers in Double by an input of 4 in Double");
    assertRefused(
        way,
        leaves,
        new Tensor[] {x, a, a.to(torch.ScalarType.Float)},
        "4 numbers in Float by an input of 4 in Double");
  }

  private static void assertRefused(
      Way way, List<Tensor> leaves, Tensor[] derivatives, String message) {
    Tensor y = OwnGradient.attach(leaves.get(0).detach().clone(), leaves, g -> derivatives);
    assertThatThrownBy(() -> way.gradients(y.sum(), leaves)).hasMessageContaining(message);
  }

  @Test
  void whatADerivativeMakesIsLetGo() {
    Tensor x = Maps.tensor(Maps.normal(1, 20), ROWS, COLUMNS);
    x.set_requires_grad(true);
    List<Tensor> seen = new ArrayList<>();
    Tensor y = x;
    for (int i = 0; i < 3; i++) {
      Tensor next = y.detach().clone();
      y =
          OwnGradient.attach(
              next,
              List.of(y),
              g -> {
                Tensor made = g.clone();
                seen.add(made);
                return new Tensor[] {made};
              });
    }
    y.sum().backward();
    assertThat(seen).hasSize(3).allMatch(t -> t.isNull());
    assertThat(Tensors.toDoubles(x.grad())).containsOnly(1);
  }
}
