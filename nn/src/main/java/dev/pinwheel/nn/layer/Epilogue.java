package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Rectifier;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/** What follows batch norm's affine map and is computed with it: {@code y = m φ(γ x̂ + β)}. */
sealed interface Epilogue {
  /** What a mask multiplies with what it keeps; to be taken into γ and β. */
  default double kept() {
    return 1;
  }

  /** Whether y is zero wherever its derivative by the affine map is. */
  default boolean isRectified() {
    return true;
  }

  /** The values that y is computed for. */
  default Selection selection(FeatureMap x) {
    return new Selection.All(x);
  }

  /**
   * Applies φ and the mask to the next rows, already multiplied by {@link #kept}, in place; a NaN
   * may be lost.
   */
  void finish(Tensor rows);

  /**
   * Makes all of a finished map NaN that is not of numbers; {@link #finish} may have lost a NaN.
   *
   * @param y the map. Modified.
   * @param affine what it was multiplied with and what was added to it
   */
  static void keepNaN(Tensor y, FieldStatistics.Affine affine) {
    if (!affine.isFinite()) {
      y.fill_(Tensors.scalar(Double.NaN));
    }
  }

  /** Nothing follows. */
  record Plain() implements Epilogue {
    @Override
    public boolean isRectified() {
      return false;
    }

    @Override
    public void finish(Tensor rows) {}
  }

  /** ReLU follows. */
  record Rectified() implements Epilogue {
    @Override
    public void finish(Tensor rows) {
      Rectifier.apply(rows);
    }
  }

  /** ReLU and then dropout follow. */
  record RectifiedAndDropped(Dropout.Masks masks) implements Epilogue {
    @Override
    public double kept() {
      return masks.scale();
    }

    @Override
    public void finish(Tensor rows) {
      Rectifier.apply(rows);
      masks.drop(rows);
    }
  }

  /**
   * ReLU, dropout and then the maximum over windows follow, which may as well come first if it
   * passes over what will be dropped.
   */
  record RectifiedDroppedAndPooled(Dropout.Masks masks, SpatialPool pool) implements Epilogue {
    @Override
    public double kept() {
      return masks.scale();
    }

    @Override
    public Selection selection(FeatureMap x) {
      return pool.maxima(x, masks);
    }

    @Override
    public void finish(Tensor rows) {
      Rectifier.apply(rows);
    }
  }

  /** ReLU and then a maximum follow, which may as well come first. */
  record RectifiedAndPooled(Function<FeatureMap, Selection> maxima) implements Epilogue {
    @Override
    public Selection selection(FeatureMap x) {
      return maxima.apply(x);
    }

    @Override
    public void finish(Tensor rows) {
      Rectifier.apply(rows);
    }
  }
}
