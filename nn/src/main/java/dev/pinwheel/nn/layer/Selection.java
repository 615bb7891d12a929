package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.feature.FeatureMap;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Which of a map's values are wanted, and the way back from them to the map; without a graph. */
sealed interface Selection permits Selection.All, Maxima {
  /** The values, a row per pixel. */
  Tensor rows();

  /** Pixels per spatial axis. */
  int[] size();

  /** Blocks of the map's rows that the way back can take one by one. */
  List<Columns.Block> blocks();

  /**
   * Of rows like {@link #rows} those that come from a block.
   *
   * @param rows as many rows
   * @param block rows of the map, as {@link #blocks} cuts them or of whole images
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
   * Adds {@link #back} to a block's rows.
   *
   * @param rows shape [rows of the block, channels]. Modified.
   * @param part by the values that come from the block, in the same format
   * @param block rows of the map, as above
   */
  void addBack(Tensor rows, Tensor part, Columns.Block block);

  /** Every value of a map that has no graph. */
  record All(FeatureMap map) implements Selection {
    @Override
    public Tensor rows() {
      return map.rows();
    }

    @Override
    public int[] size() {
      return map.size();
    }

    @Override
    public List<Columns.Block> blocks() {
      return Columns.blocks(map.rows());
    }

    @Override
    public Tensor from(Tensor rows, Columns.Block block) {
      return block.of(rows);
    }

    @Override
    public Tensor back(Tensor part, Columns.Block block) {
      return part;
    }

    @Override
    public void addBack(Tensor rows, Tensor part, Columns.Block block) {
      rows.add_(part);
    }
  }
}
