package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Neighbouring layers of a chain that are computed as one: a correlation, batch norm, ReLU and
 * dropout, each of which may be missing, or another activation in the place of the last two; after
 * batch norm and ReLU maximum pooling or the maximum over orientations; or any other layer by
 * itself.
 *
 * <p>The same function as the layers one by one, up to rounding, in fewer passes over memory. In
 * inference batch norm is folded into the filters, once for all, and activations overwrite their
 * argument. In training a maximum is taken before batch norm where γ is positive, and a correlation
 * of images is joined with batch norm, see {@link PatchNormaliser}.
 */
final class Block {
  private final CosetCorrelation correlation;
  private final BatchNorm norm;
  private final Pointwise relu;
  private final Dropout dropout;
  private final Pointwise activation;
  private final SpatialPool pool;
  private final Projection projection;
  private final Layer other;
  private final CosetCorrelation.FoldedKeys folded = new CosetCorrelation.FoldedKeys();

  private Block(Layers rest) {
    correlation = rest.take(CosetCorrelation.class);
    norm = rest.take(BatchNorm.class);
    boolean starts = correlation != null || norm != null;
    relu = starts && rest.nextIsRelu() ? rest.take(Pointwise.class) : null;
    dropout =
        norm != null && relu != null && rest.nextIsElementwise() ? rest.take(Dropout.class) : null;
    activation = starts && relu == null ? rest.take(Pointwise.class) : null;
    boolean rises = norm != null && relu != null;
    pool = rises && rest.nextIsMaximumOfImages() ? rest.take(SpatialPool.class) : null;
    projection =
        rises && dropout == null && pool == null && rest.nextIsMaximumOfOrientations()
            ? rest.take(Projection.class)
            : null;
    other = starts ? null : rest.take(Layer.class);
  }

  /** Cuts a chain into blocks. */
  static List<Block> of(List<Layer> layers) {
    Layers rest = new Layers(layers);
    List<Block> blocks = new ArrayList<>();
    while (rest.next != null) {
      blocks.add(new Block(rest));
    }
    return blocks;
  }

  FeatureMap apply(FeatureMap x, Pass pass) {
    if (other != null) {
      return other.apply(x, pass);
    }
    if (!pass.isFrozen()) {
      FeatureMap y = general(x, pass);
      return activation == null ? y : activation.apply(y, pass);
    }
    FeatureMap y = frozen(x, pass);
    if (activation != null) {
      activation.activation().overwrite(y.channels());
    }
    if (relu == null) {
      return y;
    }
    // A maximum before ReLU is the same as one after it, and leaves fewer values.
    FeatureMap maxima = pooled(y, pass);
    maxima.channels().relu_();
    return maxima;
  }

  private FeatureMap pooled(FeatureMap y, Pass pass) {
    Layer maximum = pool == null ? projection : pool;
    return maximum == null ? y : maximum.apply(y, pass);
  }

  private FeatureMap frozen(FeatureMap x, Pass pass) {
    if (correlation == null) {
      return norm.apply(x, pass);
    }
    return norm == null
        ? correlation.apply(x, pass)
        : correlation.forwardFolded(x, pass, () -> norm.folded(pass), folded);
  }

  private FeatureMap general(FeatureMap x, Pass pass) {
    if (norm == null) {
      FeatureMap y = correlation.apply(x, pass);
      if (relu != null) {
        y.channels().relu_();
      }
      return y;
    }
    if (pass.mode() == Mode.INFERENCE) {
      FeatureMap y = norm.apply(correlation == null ? x : correlation.apply(x, pass), pass);
      return pooled(relu == null ? y : relu.apply(y, pass), pass);
    }
    boolean joins = correlation != null && PatchNormaliser.suits(correlation, x);
    // Joined, the affine map is in the filters, and so before a maximum.
    boolean pools = pool != null || projection != null;
    boolean poolsWithin = pools && (joins || norm.rises(pass));
    Epilogue epilogue = epilogue(poolsWithin, pass);
    FeatureMap y =
        joins
            ? norm.forward(correlation, x, pass, epilogue)
            : norm.forward(withoutBias(x, pass), pass, epilogue, bias(pass));
    return poolsWithin ? y : pooled(y, pass);
  }

  private FeatureMap withoutBias(FeatureMap x, Pass pass) {
    return correlation == null ? x : correlation.forwardWithoutBias(x, pass);
  }

  private Tensor bias(Pass pass) {
    return correlation == null ? null : correlation.bias(pass);
  }

  private Epilogue epilogue(boolean pools, Pass pass) {
    if (relu == null) {
      return new Epilogue.Plain();
    }
    if (dropout == null || !dropout.isActive(pass)) {
      return pools
          ? new Epilogue.RectifiedAndPooled(pool == null ? projection::maxima : pool::maxima)
          : new Epilogue.Rectified();
    }
    Dropout.Masks masks = dropout.masks(pass);
    return pools
        ? new Epilogue.RectifiedDroppedAndPooled(masks, pool)
        : new Epilogue.RectifiedAndDropped(masks);
  }

  /** The layers that are not yet in a block. */
  private static final class Layers {
    private final Iterator<Layer> iterator;
    private Layer next;

    Layers(List<Layer> layers) {
      iterator = layers.iterator();
      advance();
    }

    private void advance() {
      next = iterator.hasNext() ? iterator.next() : null;
    }

    <L extends Layer> L take(Class<L> kind) {
      if (!kind.isInstance(next)) {
        return null;
      }
      L taken = kind.cast(next);
      advance();
      return taken;
    }

    boolean nextIsRelu() {
      return next instanceof Pointwise pointwise && pointwise.activation() == Activation.RELU;
    }

    boolean nextIsMaximumOfImages() {
      return next instanceof SpatialPool spatial && spatial.isMaximumOfImages();
    }

    boolean nextIsMaximumOfOrientations() {
      return next instanceof Projection projection && projection.isMaximumOfAll();
    }

    boolean nextIsElementwise() {
      return next instanceof Dropout dropout
          && dropout.granularity() == Dropout.Granularity.ELEMENT;
    }
  }
}
