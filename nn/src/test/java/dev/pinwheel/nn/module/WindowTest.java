package dev.pinwheel.nn.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowTest {

  @Property
  void outputSizeCountsThePositions(
      @ForAll @IntRange(min = 1, max = 7) int kernel,
      @ForAll @IntRange(min = 1, max = 4) int stride,
      @ForAll @IntRange(max = 4) int padding,
      @ForAll @IntRange(min = 1, max = 3) int dilation,
      @ForAll @IntRange(min = 1, max = 40) int size) {
    Window w = new Window(kernel, stride, padding, dilation);
    int count = 0;
    int last = -padding;
    for (int at = -padding; at + (kernel - 1) * dilation <= size + padding - 1; at += stride) {
      count++;
      last = at;
    }
    assertThat(w.fits(size)).isEqualTo(count > 0);
    if (count > 0) {
      assertThat(w.outputSize(size)).isEqualTo(count);
      assertThat(w.outputSize(size))
          .isEqualTo((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1);
      int unseen = size + padding - 1 - (last + (kernel - 1) * dilation);
      assertThat(w.remainder(size)).isEqualTo(unseen);
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> w.outputSize(size))
          .withMessageContainingAll(w.toString(), "size " + size, w.extent() + " rows");
    }
  }

  @Test
  void printsWhatDiffersFromTheDefault() {
    assertThat(Window.of(3)).hasToString("kernel 3");
    assertThat(Window.of(3).stride(2).padding(1).dilation(4))
        .hasToString("kernel 3 stride 2 padding 1 dilation 4")
        .isEqualTo(new Window(3, 2, 1, 4));
    assertThat(new Window(3, 2, 1, 4).extent()).isEqualTo(9);
  }

  @Test
  void senselessNumbersAreRefused() {
    int[][] wrong = {{0, 1, 0, 1}, {3, 0, 0, 1}, {3, 1, -1, 1}, {3, 1, 0, 0}};
    for (int[] w : wrong) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Window(w[0], w[1], w[2], w[3]))
          .withMessageContaining("kernel %d, stride %d, padding %d", w[0], w[1], w[2]);
    }
  }
}
