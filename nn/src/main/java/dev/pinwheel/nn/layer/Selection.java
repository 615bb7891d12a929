package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.feature.FeatureMap;
import org.bytedeco.pytorch.Tensor;

/** Which of a map's values are wanted, and the way back from them to the map; without a graph. */
sealed interface Selection permits Selection.All, Maxima, OrientationMaxima {
  /** The values. */
  FeatureMap selected();

  /** The values where they may be overwritten: in memory that the way back does not read. */
  default FeatureMap overwritable() {
    return selected();
  }

  /**
   * Of rows like those of {@link #selected} the ones that come from a block.
   *
   * @param rows as many rows
   * @param block rows of the map, of whole images where values are left out
   * @return a view
   */
  Tensor from(Tensor rows, Columns.Block block);

  /**
   * The derivative by a block's rows.
   *
   * @param part by the values that come from it
   * @param block rows of the map, as above
   * @return by all of its values; zero for those that are not wanted
   */
  Tensor back(Tensor part, Columns.Block block);

  /**
   * Adds what {@link #back} gives of all values.
   *
   * @param target rows of the map's shape. Modified.
   * @param gradient by the values that are wanted, in the same format
   */
  void addBack(Tensor target, Tensor gradient);

  /** Every value of a map that has no graph. */
  record All(FeatureMap selected) implements Selection {
    @Override
    public Tensor from(Tensor rows, Columns.Block block) {
      return block.of(rows);
    }

    @Override
    public Tensor back(Tensor part, Columns.Block block) {
      return part;
    }

    @Override
    public void addBack(Tensor target, Tensor gradient) {
      target.add_(gradient);
    }
  }
}
