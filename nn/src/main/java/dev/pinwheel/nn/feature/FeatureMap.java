package dev.pinwheel.nn.feature;

import dev.pinwheel.group.Grid;
import dev.pinwheel.nn.engine.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Feature maps of one type for a batch of images.
 *
 * <p>Seen from outside, shape [images, fields, orientations, spatial axes…] ({@link #values}). In
 * memory the channels come last and are group-major (channel = orientation·fields + field), so that
 * an operation per field, or over the group axis, is one over the last axes of a matrix with a row
 * per pixel: a view, never a copy.
 */
public final class FeatureMap {
  private final FeatureType type;
  private final Tensor data;

  private FeatureMap(FeatureType type, Tensor data) {
    this.type = type;
    this.data = data;
  }

  /**
   * Wraps a tensor whose channels are already group-major, as the convolution engine gives it.
   *
   * @param type the map's type
   * @param data shape [images, channels, spatial axes…]
   * @return the map
   * @throws IllegalArgumentException if the number of axes or channels is not the type's
   */
  public static FeatureMap ofChannels(FeatureType type, Tensor data) {
    int axes = 2 + type.group().dimension();
    if (data.dim() != axes || data.size(1) != type.channels()) {
      throw new IllegalArgumentException(
          "a map of type '"
              + type
              + "' has "
              + axes
              + " axes and "
              + type.channels()
              + " channels, not the shape "
              + Arrays.toString(data.sizes().vec().get()));
    }
    return new FeatureMap(type, data);
  }

  /**
   * Images, or any scalar fields.
   *
   * @param type a trivial type
   * @param images shape [images, fields, spatial axes…]; copied to the internal layout if needed
   * @return the map
   * @throws IllegalArgumentException if the type is not trivial or the shape does not fit
   */
  public static FeatureMap ofImages(FeatureType type, Tensor images) {
    if (!type.isTrivial()) {
      throw new IllegalArgumentException(
          "images are scalar fields, and '" + type + "' is not trivial");
    }
    FeatureMap map = ofChannels(type, images);
    return ofRows(type, map.rows().contiguous(), map.batch(), map.size());
  }

  /**
   * A map from a matrix with a row per pixel.
   *
   * @param type the map's type
   * @param rows shape [images·pixels, channels]
   * @param batch the number of images
   * @param size the spatial size
   * @return the map, a view of the matrix
   */
  public static FeatureMap ofRows(FeatureType type, Tensor rows, long batch, int... size) {
    int d = size.length;
    long[] shape = new long[d + 2];
    long[] order = new long[d + 2];
    shape[0] = batch;
    shape[d + 1] = type.channels();
    order[1] = d + 1;
    for (int i = 0; i < d; i++) {
      shape[i + 1] = size[i];
      order[i + 2] = i + 1;
    }
    return new FeatureMap(type, rows.view(shape).permute(order));
  }

  /**
   * The type.
   *
   * @return the type
   */
  public FeatureType type() {
    return type;
  }

  /**
   * The number of images.
   *
   * @return the batch size
   */
  public long batch() {
    return data.size(0);
  }

  /**
   * The spatial size.
   *
   * @return one size per spatial axis, for images [height, width]
   */
  public int[] size() {
    int[] size = new int[(int) data.dim() - 2];
    for (int i = 0; i < size.length; i++) {
      size[i] = (int) data.size(i + 2);
    }
    return size;
  }

  /**
   * The tensor as the convolution engine takes it.
   *
   * @return shape [images, channels, spatial axes…], channels group-major and last in memory
   */
  public Tensor channels() {
    return data;
  }

  /**
   * The tensor as the mathematics has it.
   *
   * @return a view of shape [images, fields, orientations, spatial axes…]
   */
  public Tensor values() {
    int d = (int) data.dim() - 2;
    long[] shape = new long[d + 3];
    long[] order = new long[d + 3];
    shape[0] = batch();
    shape[d + 1] = type.orientations();
    shape[d + 2] = type.fields();
    order[1] = d + 2;
    order[2] = d + 1;
    for (int i = 0; i < d; i++) {
      shape[i + 1] = data.size(i + 2);
      order[i + 3] = i + 1;
    }
    return rows().view(shape).permute(order);
  }

  /**
   * The tensor as a matrix with a row per pixel.
   *
   * @return shape [images·pixels, channels], a view where the memory layout is the internal one
   */
  public Tensor rows() {
    int d = (int) data.dim() - 2;
    long[] order = new long[d + 2];
    order[d + 1] = 1;
    for (int i = 0; i < d; i++) {
      order[i + 1] = i + 2;
    }
    return data.permute(order).reshape(-1, type.channels());
  }

  /**
   * The same map in another floating-point format. Differentiable.
   *
   * @param format the format
   * @return this map if it has that format already
   */
  public FeatureMap inFormat(ScalarType format) {
    return Tensors.has(data, format) ? this : new FeatureMap(type, data.to(format));
  }

  /**
   * The left action of a group element: {@code (L_g f)(x) = ρ(g) f(g⁻¹x)}; for functions on cosets
   * {@code f(g⁻¹x, g⁻¹hK)}, exact, a permutation of pixels and orientations. Differentiable.
   *
   * @param g an element of the type's group
   * @return the transformed map
   * @throws IllegalArgumentException if g does not map the pixel grid onto itself
   */
  public FeatureMap transform(int g) {
    int[] size = size();
    long pixels = Sizes.pixels(size);
    Tensor moved =
        rows()
            .view(batch(), pixels, type.channels())
            .index_select(1, index(Grid.of(size).sources(type.group(), g)));
    FeatureMap there = ofRows(type, moved.view(-1, type.channels()), batch(), size);
    return join(there.parts().stream().map(part -> part.transformValues(g)).toList());
  }

  /** {@code ρ(g) f(x)}: the values' part of the action, without moving pixels. */
  private FeatureMap transformValues(int g) {
    if (type.isTrivial()) {
      return this;
    }
    Tensor values = rows().reshape(-1, type.orientations(), type.fields());
    Tensor changed;
    if (type.isPermuted()) {
      int back = type.group().inverse(g);
      int[] from = new int[type.orientations()];
      Arrays.setAll(from, c -> type.cosets().act(back, c));
      changed = values.index_select(1, index(from));
    } else {
      double[][] matrix = type.fieldKind().matrix(g).toArray();
      double[] numbers = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
      Tensor rho =
          Tensors.of(numbers, matrix.length, matrix.length).to(data.device(), data.scalar_type());
      changed = rho.matmul(values);
    }
    return ofRows(type, changed.reshape(-1, type.channels()), batch(), size());
  }

  /**
   * The map's parts, a map for each of its type's parts.
   *
   * @return views of the channels; this map alone if the type is no sum
   */
  public List<FeatureMap> parts() {
    if (!type.isSum()) {
      return List.of(this);
    }
    List<FeatureMap> parts = new ArrayList<>();
    long from = 0;
    for (FeatureType part : type.parts()) {
      parts.add(new FeatureMap(part, data.narrow(1, from, part.channels())));
      from += part.channels();
    }
    return parts;
  }

  /**
   * Puts maps side by side; their type is the {@linkplain FeatureType#sum sum} of theirs.
   *
   * @param maps one or more maps of one group, batch and size, in the order of their channels
   * @return a new map, or the only one
   * @throws IllegalArgumentException if there is none, or groups differ
   */
  public static FeatureMap join(List<FeatureMap> maps) {
    FeatureType type = FeatureType.sum(maps.stream().map(FeatureMap::type).toList());
    if (maps.size() == 1) {
      return maps.get(0);
    }
    FeatureMap first = maps.get(0);
    Tensor[] rows = maps.stream().map(FeatureMap::rows).toArray(Tensor[]::new);
    return ofRows(type, torch.cat(new TensorVector(rows), 1), first.batch(), first.size());
  }

  private Tensor index(int[] values) {
    long[] wide = Arrays.stream(values).asLongStream().toArray();
    Tensor index = torch.tensor(wide);
    return data.is_cpu() ? index : index.to(data.device(), index.scalar_type());
  }

  @Override
  public String toString() {
    return batch() + " × '" + type + "' of size " + Sizes.format(size());
  }
}
