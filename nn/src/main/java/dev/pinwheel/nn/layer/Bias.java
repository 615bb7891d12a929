package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.Optional;
import org.bytedeco.pytorch.TensorOptional;

/** Whether a layer adds one learned number per field, shared by all orientations. */
public enum Bias {
  /** One number per output field. */
  PER_FIELD,
  /** None, for layers that batch norm follows. */
  NONE;

  /** The parameter of so many fields, zero at the start; null where there is none. */
  Parameter parameter(int fields) {
    return this == NONE
        ? null
        : new Parameter("bias", Parameter.Kind.BIAS, Initialisation.constant(0), fields);
  }

  /** A number per channel for the engine's correlations, if there is a bias. */
  static TensorOptional shift(Parameter bias, FeatureType output, Pass pass) {
    return bias == null
        ? new TensorOptional()
        : Tensors.some(pass.operand(pass.get(bias).repeat(output.orientations())));
  }

  /** The same for a description. */
  static Optional<TensorData> shift(Parameter bias, FeatureType output, Description to) {
    return bias == null
        ? Optional.empty()
        : Optional.of(to.numbers(to.pass().get(bias).repeat(output.orientations())));
  }
}
