package dev.pinwheel.nn.dense;

import dev.pinwheel.nn.io.TensorData;
import java.util.List;
import java.util.Optional;

/** What computes a {@link Value} from its inputs. Constants belong to the operator. */
public sealed interface Operator {
  /** What the graph is given. */
  record Input() implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.input(this);
    }
  }

  /**
   * {@code y_o(p) = b_o + Σ_i Σ_t k_oi(t) x_i(p·stride + t·dilation − padding)}.
   *
   * @param filters k, shape [outputs, inputs / groups, taps…]
   * @param shifts b, shape [outputs]
   * @param sliding stride, padding, dilation
   * @param groups into how many parts channels fall that don't mix; 1 as a rule
   */
  record Correlation(TensorData filters, Optional<TensorData> shifts, Sliding sliding, int groups)
      implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.correlation(this);
    }
  }

  /**
   * The adjoint of a correlation, plus shifts.
   *
   * @param filters the correlation's, shape [inputs of this, outputs of this, taps…]
   * @param shifts shape [outputs]
   * @param sliding stride, padding and dilation of the correlation
   */
  record TransposedCorrelation(TensorData filters, Optional<TensorData> shifts, Sliding sliding)
      implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.transposedCorrelation(this);
    }
  }

  /**
   * Maxima or means over windows, per channel; padding counts in means.
   *
   * @param statistic maximum or mean
   * @param taps along every spatial axis
   * @param sliding stride, padding, dilation
   */
  record Pool(Statistic statistic, int taps, Sliding sliding) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pool(this);
    }
  }

  /**
   * {@code y_c = factor_c · x_c + offset_c} per channel.
   *
   * @param factor shape [channels]
   * @param offset shape [channels]
   */
  record Affine(TensorData factor, TensorData offset) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.affine(this);
    }
  }

  /**
   * A function of every number.
   *
   * @param function the function
   */
  record Map(Elementwise function) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.map(this);
    }
  }

  /**
   * Two inputs, number by number; axes of length 1 are repeated.
   *
   * @param arithmetic the operation
   */
  record Combine(Arithmetic arithmetic) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.combine(this);
    }
  }

  /**
   * An input and a constant, number by number; axes of length 1 are repeated.
   *
   * @param arithmetic the operation
   * @param constant the second operand; its last axis belongs to the input's last
   */
  record CombineConstant(Arithmetic arithmetic, TensorData constant) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.combineConstant(this);
    }
  }

  /**
   * A statistic over axes, which stay with length 1.
   *
   * @param statistic the statistic
   * @param axes counted without that of the images
   */
  record Reduce(Statistic statistic, List<Integer> axes) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reduce(this);
    }
  }

  /**
   * The same numbers in the same order with another shape, which the value knows. Where their
   * number for an image changes, axes have gone over to that of the images or come from it.
   */
  record Reshape() implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reshape(this);
    }
  }

  /**
   * {@code y[…, j, …] = x[…, sources[j], …]} along an axis.
   *
   * @param axis counted without that of the images
   * @param sources where each place gets its numbers, in 64-bit integers
   */
  record Gather(int axis, TensorData sources) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gather(this);
    }
  }

  /**
   * A piece of an axis.
   *
   * @param axis counted without that of the images
   * @param from the first place
   * @param to the one after the last
   */
  record Slice(int axis, long from, long to) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.slice(this);
    }
  }

  /**
   * Inputs put behind each other along an axis.
   *
   * @param axis counted without that of the images
   */
  record Concatenate(int axis) implements Operator {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concatenate(this);
    }
  }

  /**
   * Calls the visitor's method for this operator.
   *
   * @param <R> what the visitor makes
   * @param visitor has a method for each operator
   * @return what the method returned
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * Does something for each operator there is.
   *
   * @param <R> what is made
   */
  interface Visitor<R> {
    /**
     * For an input.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R input(Input operator);

    /**
     * For a correlation.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R correlation(Correlation operator);

    /**
     * For a transposed correlation.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R transposedCorrelation(TransposedCorrelation operator);

    /**
     * For pooling.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R pool(Pool operator);

    /**
     * For an affine map per channel.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R affine(Affine operator);

    /**
     * For a function of every number.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R map(Map operator);

    /**
     * For two inputs.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R combine(Combine operator);

    /**
     * For an input and a constant.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R combineConstant(CombineConstant operator);

    /**
     * For a statistic over axes.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R reduce(Reduce operator);

    /**
     * For another shape.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R reshape(Reshape operator);

    /**
     * For moved numbers.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R gather(Gather operator);

    /**
     * For a piece.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R slice(Slice operator);

    /**
     * For inputs behind each other.
     *
     * @param operator the operator
     * @return what is made of it
     */
    R concatenate(Concatenate operator);
  }
}
