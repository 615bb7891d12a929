package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.models.ModelOptions;

/** What a net has to know of the images that it is for. */
public final class OptionsOf {
  private OptionsOf() {}

  /**
   * Reads it off.
   *
   * @param images the images
   * @return their channels, size and number of classes
   */
  public static ModelOptions images(LabelledImages images) {
    var shape = images.shape();
    return new ModelOptions(shape.channels(), shape.height(), shape.width(), images.classes());
  }
}
