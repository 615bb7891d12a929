package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** A net that would break equivariance is refused when built, with a way out. */
class SizeErrorsTest {
  private static final Window HALVING = Window.of(3).stride(2).padding(1);

  private static NetBuilder images(String group, int... size) {
    return Net.images(PointGroup.parse(group), 1, size);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refusal(NetBuilder builder) {
    return assertThatThrownBy(builder::build).isInstanceOf(SizeRuleException.class);
  }

  @Test
  void namesTheLayerTheRuleAndTheNearestSizesThatWork() {
    refusal(images("C4", 32, 32).lifting(2, HALVING))
        .hasMessage(
            "layer lifting1: kernel 3 stride 2 padding 1 on 32×32 leaves 1 of 32 rows unseen at one"
                + " end, which C4 would move to the other; sizes that work here: 31 and 33; image"
                + " sizes that work for the whole net: 31 and 33 (now 32×32)");
    for (int size : List.of(31, 33)) {
      assertThat(images("C4", size, size).lifting(2, HALVING).build().outputSize())
          .containsExactly((size + 1) / 2, (size + 1) / 2);
    }
  }

  @Test
  void theWholeNetsSizesObeyTheRuleInEveryLayer() {
    refusal(images("D4", 35, 35).lifting(2, HALVING).relu().groupCorrelation(2, HALVING))
        .hasMessageContainingAll(
            "layer groupCorrelation1",
            "on 18×18",
            "sizes that work here: 17 and 19",
            "whole net: 33 and 37 (now 35×35)");
    refusal(images("D4", 35, 35).lifting(2, Window.of(3).stride(3)))
        .hasMessageContaining("whole net: 33 and 36");
  }

  @Test
  void anglesOffTheGridAskForCentredWindowsToo() {
    for (String group : List.of("C3", "C8", "D6")) {
      refusal(images(group, 32, 32).kernels(new SmoothKernels(3)).lifting(2, HALVING))
          .hasMessageContainingAll("layer lifting1", group + " would move", "31 and 33");
      assertThat(images(group, 33, 33).kernels(new SmoothKernels(3)).lifting(2, HALVING).build())
          .isNotNull();
    }
  }

  @Test
  void imagesAreSquareWhereAQuarterTurnIsInTheGroup() {
    assertThatThrownBy(() -> images("C8", 28, 30))
        .isInstanceOf(SizeRuleException.class)
        .hasMessageContaining("C8 swaps axes");
    assertThat(images("C6", 28, 30).type().group()).isEqualTo(PointGroup.cyclic(6));
  }

  @Test
  void layersInsideBranchesAreFoundByTheirFullName() {
    refusal(
            images("C4", 16, 16)
                .lifting(2, 1)
                .residual(
                    b -> b.groupCorrelation(2, HALVING),
                    b -> b.groupCorrelation(2, Window.of(1).stride(2))))
        .hasMessageContainingAll(
            "layer residual1.sequential1.groupCorrelation1", "15 and 17", "now 16×16");
  }

  @Test
  void poolingObeysTheRuleToo() {
    refusal(images("C4", 33, 33).lifting(2, 1).maxPool(2))
        .hasMessageContainingAll("layer maxPool1", "kernel 2 stride 2", "32 and 34");
  }

  @Test
  void whereNoSmallerImageWorksOnlyTheLargerIsNamed() {
    refusal(images("C4", 1, 1).lifting(2, Window.of(2).stride(2).padding(1)))
        .hasMessageContaining("sizes that work here: 2; image")
        .hasMessageEndingWith("whole net: 2 (now 1×1)");
  }

  @Test
  void onlyReversedAxesAreConstrained() {
    assertThat(images("D1", 32, 33).lifting(2, HALVING).build().outputSize())
        .containsExactly(16, 17);
    refusal(images("D1", 33, 32).lifting(2, HALVING))
        .hasMessageContainingAll("layer lifting1", "of 32 rows", "sizes that work here: 31 and 33");
    assertThat(images("C1", 32, 32).correlation(2, 3).build().outputSize()).containsExactly(30, 30);
    refusal(images("C2", 32, 33).lifting(2, HALVING)).hasMessageContaining("of 32 rows");
    refusal(images("C2", 33, 32).lifting(2, HALVING)).hasMessageContaining("of 32 rows");
    assertThat(images("C2", 33, 35).lifting(2, HALVING).build().outputSize())
        .containsExactly(17, 18);
  }

  @Test
  void everyAxisIsSetRightByItself() {
    refusal(images("C2", 33, 32).lifting(2, HALVING))
        .hasMessageContaining("whole net: 33×31 and 33×33 (now 33×32)");
    refusal(images("D1", 40, 32).lifting(2, HALVING))
        .hasMessageContaining("whole net: 40×31 and 40×33 (now 40×32)");
    refusal(images("D1", 32, 32).lifting(2, HALVING))
        .hasMessageContaining("whole net: 32×31 and 32×33 (now 32×32)");
  }

  @Test
  void brokenSizesCanBeAllowed() {
    Net net = images("C4", 32, 32).lifting(2, HALVING).sizes(SizePolicy.ALLOW_BROKEN).build();
    assertThat(net.outputSize()).containsExactly(16, 16);
  }

  @Test
  void groupsThatSwapAxesTakeSquareImages() {
    for (String group : List.of("C4", "D4")) {
      assertThatThrownBy(() -> images(group, 32, 33))
          .isInstanceOf(SizeRuleException.class)
          .hasMessageContainingAll(group, "32×33 is not square");
    }
    for (String group : List.of("C1", "C2", "D1", "D2")) {
      assertThat(images(group, 32, 33).build().outputSize()).containsExactly(32, 33);
    }
    assertThatThrownBy(() -> images("Oh", 8, 8, 9)).hasMessageContaining("8×8×9");
    assertThatThrownBy(() -> images("C4", 32)).hasMessageContaining("C4 acts on 2 axes, not on");
  }

  @Test
  void windowsThatDoNotFitNameTheirLayer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images("C4", 8, 8).lifting(2, 5).relu().groupCorrelation(2, 5).build())
        .withMessageContainingAll("layer groupCorrelation1", "kernel 5", "size 4");
  }

  @Test
  void branchesOfDifferentSizesNameBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> images("C4", 9, 9).lifting(2, 1).residual(b -> b.groupCorrelation(2, 3)).build())
        .withMessageContainingAll("layer residual1", "7×7", "9×9");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                images("C4", 9, 9)
                    .lifting(2, 1)
                    .concatenation(List.of(b -> b, b -> b.groupCorrelation(2, 5)))
                    .build())
        .withMessageContainingAll("layer concatenation1", "9×9", "5×5");
  }

  @Test
  void rotationsOffTheGridAreRefusedWithThoseOnIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> images("C8", 32, 32).lifting(2, 3))
        .withMessageContainingAll("C8", "pixel grid", "C1, C2, C4, D1, D2 or D4");
  }

  @Test
  void theRuleCanBeAskedOfALayer() {
    Net net = images("C4", 9, 9).lifting(2, 1).build();
    GroupCorrelation layer = new GroupCorrelation(net.output(), 2, HALVING);
    assertThat(SizeRule.violation(layer, 9, 9)).isEmpty();
    assertThat(SizeRule.violation(layer, 8, 8).orElseThrow()).contains("7 and 9");
    assertThat(new dev.pinwheel.nn.layer.GlobalPool(net.output(), Reduction.MAX).window())
        .isEmpty();
  }
}
