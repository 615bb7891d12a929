package dev.pinwheel.nn.fourier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RowsTest {
  @Property
  void haveEachRowOfEachImageOnceAndInOrder(
      @ForAll @IntRange(min = 1, max = 40) int images,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 100) int most,
      @ForAll @IntRange(min = 1, max = 8) int fewest) {
    List<Rows.Chunk> chunks = Rows.chunks(images, height, most, fewest);
    List<Integer> found = new ArrayList<>();
    for (Rows.Chunk chunk : chunks) {
      assertThat(chunk.count()).isBetween(1, most);
      int at = 0;
      for (Rows rows : chunk.parts()) {
        assertThat(rows.at()).isEqualTo(at);
        assertThat(rows.count()).isPositive();
        for (int row = 0; row < rows.count(); row++) {
          found.add(rows.image() * height + rows.first() + row);
        }
        at += rows.count();
      }
      assertThat(chunk.count()).isEqualTo(at);
    }
    assertThat(found).hasSize(images * height).isSorted().doesNotHaveDuplicates();
    assertThat(chunks).hasSizeGreaterThanOrEqualTo(Math.min(fewest, images * height));
  }
}
