package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.ColumnMap;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.feature.FeatureType;
import org.bytedeco.pytorch.Tensor;

/**
 * Numbers per field and per channel of a map whose fields are on cosets; channels are group-major.
 *
 * @param fields how many fields
 * @param orientations how many channels a field has
 */
record FieldChannels(int fields, int orientations) {
  /** Those of a type. */
  static FieldChannels of(FeatureType type) {
    return new FieldChannels(type.fields(), type.orientations());
  }

  /** Sums over the group axis, times a factor. */
  double[] sums(double[] channels, double factor) {
    double[] sums = new double[fields];
    for (int c = 0; c < channels.length; c++) {
      sums[c % fields] += factor * channels[c];
    }
    return sums;
  }

  /** One number per field as one per channel. */
  double[] spread(double[] perField) {
    double[] channels = new double[fields * orientations];
    for (int c = 0; c < channels.length; c++) {
      channels[c] = perField[c % fields];
    }
    return channels;
  }

  /** The same as an operand for a matrix of maps, a column per channel. */
  Tensor operand(double[] perField, Tensor rows) {
    return Columns.operand(spread(perField), rows);
  }

  /** An affine map per field as one of the columns of a matrix of maps. */
  ColumnMap map(FieldStatistics.Affine affine, Tensor rows) {
    return new ColumnMap(operand(affine.factor(), rows), operand(affine.offset(), rows), rows);
  }
}
