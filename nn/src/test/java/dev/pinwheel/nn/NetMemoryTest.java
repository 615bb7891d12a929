package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.module.Window;
import org.junit.jupiter.api.Test;

class NetMemoryTest {
  @Test
  void countsWhatIsKeptLayerByLayer() {
    Net net =
        Net.images(PointGroup.parse("p4"), 3, 8, 8)
            .lifting(5, Window.of(3).padding(1))
            .batchNorm()
            .relu()
            .dropout(0.5)
            .residual(b -> b.groupCorrelation(5, Window.of(3).padding(1)))
            .relu()
            .invariantHead(7)
            .build();
    NetMemory memory = NetMemory.of(net);
    long image = 3 * 64;
    long map = 5 * 4 * 64;
    // The lifting's and batch norm's outputs, the branch's, the sum's, the rectifier's; then the
    // maximum over the group, the mean over pixels, the scores.
    assertThat(memory.maps()).isEqualTo(image + 5 * map + 5 * 64 + 5 + 7);
    assertThat(memory.filters()).isEqualTo(9 * 3 * 20 + 9 * 20 * 20);
    assertThat(memory.parameters()).isEqualTo(net.parameterCount());
    assertThat(memory.training(10, Precision.FLOAT32))
        .isEqualTo(16 * memory.parameters() + 4 * (memory.filters() + 10 * memory.maps()));
    assertThat(memory.training(10, Precision.BFLOAT16))
        .isEqualTo(16 * memory.parameters() + 2 * (memory.filters() + 10 * memory.maps()));
    assertThat(memory.training(1, Precision.FLOAT64))
        .isEqualTo(32 * memory.parameters() + 8 * (memory.filters() + memory.maps()));
  }
}
