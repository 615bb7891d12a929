package dev.pinwheel.benchmarks.reference;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Seeds;
import dev.pinwheel.nn.module.Weights;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The tensors that a reference net holds. Call its methods inside a scope. */
final class Numbers implements AutoCloseable {
  private final Weights weights;
  private final ScalarType type;
  private final List<Tensor> all = new ArrayList<>();
  private final List<Tensor> trainable = new ArrayList<>();

  Numbers(Weights weights) {
    this.weights = weights;
    this.type = weights.precision().scalarType();
  }

  /** A copy of one of Pinwheel's parameters. */
  Tensor copy(Parameter parameter) {
    Tensor values = weights.get(parameter).detach().to(type).clone();
    return parameter.isTrainable() ? train(values) : keep(values);
  }

  /** Free filters of an ordinary convolution, spread by He's rule. */
  Tensor filters(long... shape) {
    long fanIn = shape[1] * shape[2] * shape[3];
    Tensor values =
        torch
            .empty(shape)
            .normal_(
                0,
                Math.sqrt(2.0 / fanIn),
                new GeneratorOptional(torch.createCPUGenerator(Seeds.mix(0, all.size()))));
    return train(values.to(type));
  }

  /** A trained vector of one value. */
  Tensor constant(double value, long size) {
    return train(torch.full(new long[] {size}, Tensors.scalar(value)).to(type));
  }

  /** A vector that is not trained, of one value. */
  Tensor statistic(double value, long size) {
    return keep(torch.full(new long[] {size}, Tensors.scalar(value)).to(type));
  }

  /** An index table. */
  Tensor table(long[] values) {
    return keep(torch.tensor(values));
  }

  /** A matrix that is not trained. */
  Tensor matrix(double[] values, long rows, long columns) {
    return keep(Tensors.of(values, rows, columns).to(type));
  }

  /** What gradients are computed for, in the order in which they were made. */
  List<Tensor> trainable() {
    return trainable;
  }

  private Tensor train(Tensor tensor) {
    tensor.set_requires_grad(true);
    trainable.add(tensor);
    return keep(tensor);
  }

  private Tensor keep(Tensor tensor) {
    all.add(Tensors.keep(tensor));
    return tensor;
  }

  @Override
  public void close() {
    all.forEach(Tensors::release);
    all.clear();
    trainable.clear();
  }
}
