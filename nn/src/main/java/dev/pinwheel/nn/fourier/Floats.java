package dev.pinwheel.nn.fourier;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors in float32 and the memory they lie in. */
final class Floats {
  private Floats() {}

  /** A new tensor of any numbers. */
  static Tensor empty(long... shape) {
    return torch.empty(shape, new TensorOptions(ScalarType.Float), new MemoryFormatOptional());
  }

  /** A contiguous tensor's numbers, to be used while the tensor is there. */
  static FloatBuffer of(Tensor tensor) {
    return tensor.data_ptr_float().capacity(tensor.numel()).asBuffer();
  }

  /**
   * A map as it lies in memory, [images, height, width, channels]; copied if it doesn't, or is of
   * another format.
   */
  static Tensor pixels(Tensor map) {
    return map.detach().to(ScalarType.Float).movedim(1, 3).contiguous();
  }

  /** The other way round, a view. */
  static Tensor channelsLast(Tensor pixels) {
    return pixels.movedim(3, 1);
  }
}
